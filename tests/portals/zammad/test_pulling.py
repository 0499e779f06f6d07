"""What changed is told once, and what went away is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import CursorGone, ServerFault
from trayapp.core.model import Changes, Draft
from trayapp.core.ports import Unchanged
from trayapp.portals.zammad import listing


def pages(desk: Desk, cursor: str | None = None) -> Iterator[Changes]:
    """All that is told since then."""
    more = True
    while more:
        page = desk.portal.changes(cursor)
        if not isinstance(page, Changes):
            return
        yield page
        more, cursor = page.more, page.cursor


def test_every_ticket_is_told_once_however_many_there_are(desk: Desk) -> None:
    """The list comes in pages of a hundred, the changes in smaller ones; none is left out and none comes twice."""
    made = [
        str(desk.house.open(desk.house.people[desk.bench.address("employee")], f"No {n}", 1).id)
        for n in range(230)
    ]

    told = [change.ticket.ref.id for page in pages(desk) for change in page.tickets]

    assert told == made


def test_a_change_that_shows_late_is_told(desk: Desk) -> None:
    """A change has the time at which it began, and is seen when it ended: one a minute older is not passed over."""
    late, early = desk.submit(Draft("Late")), desk.submit(Draft("Early"))
    hidden = desk.house.tickets.pop(int(late.id))
    *_, last = pages(desk)
    desk.house.tickets = {hidden.id: hidden, **desk.house.tickets}

    with pytest.raises(CursorGone):  # it is older than what was told, so nobody knows what else is
        desk.portal.changes(last.cursor)
    assert {change.ticket.ref for page in pages(desk) for change in page.tickets} == {late, early}


def test_an_update_that_shows_late_is_told(desk: Desk) -> None:
    """The same for a change of a ticket that is known."""
    late, early = desk.submit(Draft("Late")), desk.submit(Draft("Early"))
    *_, last = pages(desk)
    before = desk.house.tickets[int(late.id)].updated_at
    desk.house.answer(int(early.id), "News")
    *_, last = pages(desk, last.cursor)
    desk.house.answer(int(late.id), "News, committed later")
    ticket = desk.house.tickets[int(late.id)]
    ticket.updated_at = before + (ticket.updated_at - before) / 4

    told = [change.ticket.ref for page in pages(desk, last.cursor) for change in page.tickets]

    assert told == [late]


def test_a_ticket_that_was_deleted_ends_the_cursor(desk: Desk) -> None:
    """The list does not say what is missing: everything is told again, without it."""
    gone, stays = desk.submit(), desk.submit()
    *_, last = pages(desk)
    desk.house.delete(int(gone.id))

    with pytest.raises(CursorGone):
        desk.portal.changes(last.cursor)

    assert [change.ticket.ref for page in pages(desk) for change in page.tickets] == [stays]


def test_nothing_new_costs_one_look_at_the_list(desk: Desk) -> None:
    """No ticket is asked about by itself."""
    desk.submit()
    *_, last = pages(desk)
    desk.server.asked.clear()

    assert isinstance(desk.portal.changes(last.cursor), Unchanged)
    assert len(desk.server.asked) == 1


def test_many_changes_of_one_moment_are_all_told(desk: Desk) -> None:
    """A change of everything at once gives all tickets one time."""
    dana = desk.house.people[desk.bench.address("employee")]
    made = [desk.house.open(dana, f"No {n}", 1) for n in range(50)]
    for ticket in made:
        ticket.updated_at = made[0].updated_at

    told = [change.ticket.ref.id for page in pages(desk) for change in page.tickets]

    assert sorted(told, key=int) == [str(ticket.id) for ticket in made]


def test_a_conversation_larger_than_an_answer_is_told(desk: Desk) -> None:
    """Its articles are asked for one by one, without those that are internal; one long ticket stops no others."""
    ref, other = desk.submit(), desk.submit()
    for number in range(7):
        desk.house.answer(int(ref.id), f"{number}" * 1_300_000)
    desk.house.answer(int(ref.id), "Not for customers", internal=True)

    told = {change.ticket.ref: change for page in pages(desk) for change in page.tickets}

    assert set(told) == {ref, other}
    assert [message.text[0] for message in told[ref].messages or ()] == list("0123456")


@pytest.mark.parametrize("odd", ["", "x", "{}", '{"me":1,"v":2}', '{"me":999}', "[]", "null"])
def test_a_cursor_of_somebody_else_is_gone(desk: Desk, odd: str) -> None:
    """Another person's, another program's or another version's."""
    with pytest.raises(CursorGone):
        desk.portal.changes(odd)


def test_a_list_without_an_end_is_not_followed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that tells a full page whatever is asked fails, and is not asked for ever."""
    monkeypatch.setattr(listing, "PAGE", 1)
    monkeypatch.setattr(listing, "MOST_PAGES", 3)
    for _ in range(3):
        desk.submit()

    with pytest.raises(ServerFault):
        desk.portal.changes(None)


def test_a_ticket_that_waits_until_no_time_that_can_be_meant_is_told(desk: Desk) -> None:
    """It waits, nobody says until when; and the others are told as always."""
    odd, other = desk.submit(), desk.submit()
    desk.house.move(int(odd.id), "pending reminder")
    desk.house.tickets[int(odd.id)].pending_time = datetime(3026, 1, 1, tzinfo=UTC)

    told = {change.ticket.ref: change.ticket for page in pages(desk) for change in page.tickets}

    assert set(told) == {odd, other}
    assert told[odd].status_until is None
    assert desk.read(odd).status_until is None


@pytest.mark.expect_log("passed over a ticket")
@pytest.mark.expect_log("passed over an article")
def test_what_does_not_fit_keeps_nobody_from_the_rest(desk: Desk) -> None:
    """A ticket and an article of a time out of all reason are passed over."""
    odd, other = desk.submit(), desk.submit()
    desk.house.tickets[int(odd.id)].updated_at = datetime(3026, 1, 1, tzinfo=UTC)
    desk.house.answer(int(other.id), "Odd").at = datetime(3026, 1, 1, tzinfo=UTC)
    desk.house.answer(int(other.id), "News")

    told = {change.ticket.ref: change for page in pages(desk) for change in page.tickets}

    assert set(told) == {other}
    assert [message.text for message in told[other].messages or ()] == ["News"]


def test_a_change_of_the_future_does_not_hide_those_of_today(desk: Desk) -> None:
    """It is told once, and what changes afterwards is told, too."""
    odd, other = desk.submit(), desk.submit()
    desk.house.tickets[int(odd.id)].updated_at = datetime(2390, 1, 1, tzinfo=UTC)
    *_, last = pages(desk)
    assert list(pages(desk, last.cursor)) == []
    desk.house.answer(int(other.id), "News")

    assert [change.ticket.ref for page in pages(desk, last.cursor) for change in page.tickets] == [other]


def test_of_the_list_only_what_is_read_is_kept(desk: Desk) -> None:
    """However much the server says of each ticket: hundreds of pages are in memory at once."""
    desk.house.settings.own_fields = {"room": ()}
    ref = desk.submit(Draft("x", fields={"room": "12"}))
    desk.house.tickets[int(ref.id)].fields["history"] = "x" * 1000
    reader = desk.portal._reader()  # type: ignore[attr-defined]

    (seen,) = listing.all_seen(desk.portal._link, reader).tickets  # type: ignore[attr-defined]

    assert seen.own == {"room": "12"}
    assert "xxx" not in repr(seen)
