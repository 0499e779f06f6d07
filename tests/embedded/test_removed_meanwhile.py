"""A request that waits for its turn while its account is removed."""

from __future__ import annotations

import pytest

from tests.embedded.conftest import World
from trayapp.core.errors import SignIn
from trayapp.embedded import invitations
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work


@pytest.mark.rule("REG-2")
def test_nothing_is_done_for_an_account_that_was_removed_meanwhile(world: World) -> None:
    """It was let in a moment ago; by the time it may write, the account is gone, and so is its right."""
    done: list[Work] = []

    def effect(work: Work) -> Answer:
        done.append(work)
        return Answer(200, b"{}")

    with world.portal.work() as work:
        invitations.remove(work, world.people["dana"].id)
    with pytest.raises(SignIn):
        once(world.portal, Request(world.people["dana"], "key", b"POST anything"), effect)
    assert done == []
