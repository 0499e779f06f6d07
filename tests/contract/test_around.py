"""What comes with the changes beside tickets: articles and the bell (INFO-2, INFO-4)."""

from __future__ import annotations

import pytest

from tests.contract.conftest import Bench, Desk
from trayapp.core.policy import Bucket


@pytest.mark.rule("INFO-4")
def test_articles_come_with_the_first_changes(desk: Desk) -> None:
    """A first sync brings every article one may read, each on a shelf of the policy; later ones none."""
    if not desk.portal.probe().capabilities.articles:
        pytest.skip("this portal has no articles")
    first = desk.everything()
    shelves = {shelf.code for shelf in desk.portal.policy().shelves}

    assert first.articles
    assert {article.shelf for article in first.articles} <= shelves
    desk.submit()
    assert desk.everything(first.cursor).articles is None


@pytest.mark.rule("INFO-2")
def test_the_bell_tells_of_an_answer_and_a_reminder(bench: Bench, desk: Desk) -> None:
    """What happens to one's ticket is behind the bell with the next changes, once, and names the ticket."""
    if not bench.bell:
        pytest.skip("this portal tells of nothing behind a bell")
    ref = desk.submit()
    since = desk.everything().cursor
    bench.answer(ref, "Try water")
    bench.move(ref, Bucket.RESOLVED)

    told = desk.everything(since)

    mine = [notice for notice in told.notices if notice.ticket == ref]
    assert {"answer", "status"} <= {notice.kind for notice in mine}
    assert all(notice.text for notice in mine)
    assert [notice.id for notice in desk.everything(told.cursor).notices if notice.ticket == ref] == []


@pytest.mark.rule("INFO-2")
def test_one_s_own_doing_does_not_ring(desk: Desk) -> None:
    """What the employee wrote themself is not behind their bell."""
    since = desk.everything().cursor
    ref = desk.submit()
    desk.write(ref, "One more thing")

    assert [notice.kind for notice in desk.everything(since).notices if notice.ticket == ref] == []
