"""What the server at an address is, seen from outside."""

from __future__ import annotations

from tests.portals.zammad.conftest import Desk
from trayapp.portals.look import Look
from trayapp.portals.zammad.recognise import recognise


def test_it_is_recognised_by_what_strangers_are_told(desk: Desk) -> None:
    """No sign-in is needed for that, and its own name for itself is kept."""
    look = Look(desk.server.url)

    found = recognise(look)

    look.close()
    assert found is not None
    assert (found.kind, found.product) == ("zammad", "Zammad Helpdesk")
