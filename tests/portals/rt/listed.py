"""Tickets of a server that says what a test lets it say: a list in the order of changes, and each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.portals.rt.conftest import Server
from trayapp.core.ports import Unchanged
from trayapp.portals.rt.portal import RtPortal

LONG_AGO = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class Listed:
    """Numbers of tickets, and when each changed."""

    def __init__(self, server: Server, changed: Mapping[int, datetime]) -> None:
        self.changed = dict(changed)
        self.before_page: Callable[[int], None] = lambda _page: None
        """Is told which page of the list is asked for, before it is answered."""
        self.large: frozenset[int] = frozenset()
        """Tickets that are larger than any answer."""
        self.odd: dict[int, Mapping[str, object]] = {}
        """What else some tickets say of themselves."""
        self.in_list: dict[int, dict[str, str]] = {}
        """And what the list says of them."""
        self.deaf = False
        """It answers the first page to whatever page is asked for."""
        server.otherwise = self._says
        server.says["tickets"] = self._list
        server.says["transactions"] = server.says["queues/all"] = {"items": [], "pages": 1}

    def touch(self, number: int) -> None:
        """It changes, later than all others."""
        self.changed[number] = max(self.changed.values()) + timedelta(seconds=1)

    def _list(self, request: httpx.Request) -> object:
        asked = request.url.params
        if "LastUpdated" not in asked["fields"]:
            return {"items": [], "pages": 0}
        page = int(asked["page"])
        self.before_page(page)
        order = sorted(self.changed, key=lambda number: (self.changed[number], number))
        at = 0 if self.deaf else (page - 1) * 100
        items = [
            {"id": str(each), "LastUpdated": _time(self.changed[each])} | self.in_list.get(each, {})
            for each in order[at : at + 100]
        ]
        return {"items": items, "pages": -(-len(order) // 100)}

    def _says(self, path: str) -> object:
        kind, _, rest = path.partition("/")
        number, _, more = rest.partition("/")
        if kind != "ticket" or not number.isdecimal() or int(number) not in self.changed:
            return None
        return {"items": [], "pages": 1} if more else self._ticket(int(number))

    def _ticket(self, number: int) -> object:
        if number in self.large:
            return httpx.Response(200, json={"id": number, "x": "x" * (9 << 20)})
        changed = self.changed[number]
        told: dict[str, Any] = {
            "id": number,
            "Subject": f"Ticket {number}",
            "Status": "open",
            "Created": _time(LONG_AGO),
            "LastUpdated": _time(changed),
            "Due": _time(datetime(1970, 1, 1, tzinfo=UTC)),
            "Priority": "0",
            "Requestor": [{"id": "alice"}],
            **self.odd.get(number, {}),
        }
        return httpx.Response(200, json=told, headers={"ETag": f'"{number}-{changed.timestamp()}"'})


def walked(portal: RtPortal, cursor: str | None = None, most: int = 200) -> tuple[list[int], str]:
    """The numbers of all tickets that are told of, as often as they are, and how far it went."""
    told: list[int] = []
    for _ in range(most):
        page = portal.changes(cursor)
        if isinstance(page, Unchanged):
            break
        told += [int(change.ticket.ref.id) for change in page.tickets]
        cursor = page.cursor
        if not page.more:
            break
    else:
        raise AssertionError("it comes to no end")
    assert cursor is not None
    return told, cursor


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
