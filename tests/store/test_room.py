"""The copy of the portal takes a part of the disk, and never the last of it."""

from __future__ import annotations

import pytest

from tests.store.makers import NOW, add_create, page_of, ticket
from trayapp.core.errors import LocalFault, ServerFault
from trayapp.core.model import Changes, TicketChange
from trayapp.core.ports import Query
from trayapp.store import room
from trayapp.store.opened import Store


def test_a_portal_that_tells_too_much_is_told_no_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit no page is taken, none of it half; the outbox goes on."""
    monkeypatch.setattr(room, "MOST_COPY", 1)

    with pytest.raises(ServerFault):
        store.tickets.apply(page_of(TicketChange(ticket(1))), None, NOW)

    assert (store.tickets.cursor(), store.tickets.count(Query())) == (None, 0)
    assert store.outbox.get(add_create(store.outbox).op_id)


def test_a_page_without_tickets_is_always_taken(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """That tickets are gone makes room, so it must come through."""
    store.tickets.apply(page_of(TicketChange(ticket(1))), None, NOW)
    monkeypatch.setattr(room, "MOST_COPY", 1)

    store.tickets.apply(Changes((), "c2", removed=("t-1",)), None, NOW)

    assert store.tickets.count(Query()) == 0


def test_the_last_of_the_disk_is_for_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy that is not small any more stops before the disk is full."""
    monkeypatch.setattr(room, "SMALL_COPY", 1)
    monkeypatch.setattr(room, "LEFT_FREE", 2**60)

    with pytest.raises(LocalFault) as caught:
        store.tickets.apply(page_of(TicketChange(ticket(1))), None, NOW)

    assert caught.value.params["reason"] == "disk_full"
