"""The API of such a server: from a request to what is answered."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from tests.fakes.zammad import shapes, writes
from tests.fakes.zammad.doors import Guest, let_in
from tests.fakes.zammad.house import CUSTOMER, Article, House, Ticket
from tests.fakes.zammad.refusals import Refused, forbidden, missing

_MOST_ROWS = 100
_PAGE = b"<!DOCTYPE html><html><body>Zammad</body></html>"


@dataclass
class Reply:
    """What goes back."""

    status: int
    body: bytes
    headers: dict[str, str] = field(
        default_factory=lambda: {"Content-Type": "application/json; charset=utf-8"}
    )


def reply(house: House, method: str, target: str, header: str | None, body: bytes) -> Reply:
    """One request, answered."""
    parts = urlsplit(target)
    if not parts.path.startswith("/api/v1/"):
        return Reply(200, _PAGE, {"Content-Type": "text/html; charset=utf-8"})
    try:
        return _route(
            house, method, parts.path.removeprefix("/api/v1/"), dict(parse_qsl(parts.query)), header, body
        )
    except Refused as refused:
        return _json(refused.body, refused.status)


def _route(
    house: House, method: str, path: str, query: Mapping[str, str], header: str | None, body: bytes
) -> Reply:
    name, *rest = path.split("/")
    if name == "signshow":
        return _json(
            {
                "error": "no valid session",
                "config": {"product_name": "Zammad Helpdesk", "core_workflow_config": {}, "icons_url": "/i"},
            }
        )
    guest = let_in(house, header)
    told = json.loads(body) if body else {}
    match method, name, rest:
        case "GET", "users", ["me"]:
            return _json(shapes.person(house, guest.person))
        case "GET", "ticket_states", []:
            guest.needs(CUSTOMER)
            return _json(shapes.states(expanded=query.get("expand") == "true"))
        case "GET", "ticket_priorities", []:
            guest.needs(CUSTOMER)
            return _json(shapes.priorities())
        case "GET", "ticket_create", []:
            guest.needs(CUSTOMER)
            return _json(shapes.create_form(house))
        case "GET", ("groups" | "version"), []:
            raise forbidden("User authorization failed.")
        case "POST", "user_access_token", []:
            return _json(writes.mint(house, guest, told))
        case _, ("tickets" | "ticket_articles" | "ticket_attachment"), _:
            return _tickets(house, guest, (method, name, *rest), query, told)
    raise Refused(404, f"No route matches [{method}] /api/v1/{path}")


def _tickets(
    house: House, guest: Guest, route: tuple[str, ...], query: Mapping[str, str], told: Mapping[str, Any]
) -> Reply:
    match route:
        case "GET", "tickets":
            return _json([shapes.ticket(item) for item in _listed(house, guest, query)])
        case "POST", "tickets":
            return _json(shapes.ticket(writes.create(house, guest, told)), 201)
        case "GET", "tickets", key:
            ticket = _seen(house, guest, key)
            # all of them, also the internal ones (`can_associations.rb`)
            ids = [item.id for item in house.said_on(ticket.id)]
            return _json(shapes.ticket(ticket) | ({"article_ids": ids} if query.get("expand") else {}))
        case "PUT", "tickets", key:
            return _json(shapes.ticket(writes.edit(house, guest, _seen(house, guest, key), told)))
        case "POST", "ticket_articles":
            ticket = _seen(house, guest, str(told.get("ticket_id")))
            return _json(shapes.article(writes.append(house, guest, ticket, told)), 201)
        case "GET", "ticket_articles", key:
            return _json(shapes.article(_readable(house, guest, key)))
        case "GET", "ticket_articles", "by_ticket", key:
            ticket = _seen(house, guest, key)
            said = [
                item for item in house.said_on(ticket.id) if not item.internal or guest.person is house.agent
            ]
            return _json([shapes.article(item) for item in said])
        case "GET", "ticket_attachment", key, article, file:
            return _file(house, guest, key, article, file)
    raise Refused(404, "No route matches")


def _listed(house: House, guest: Guest, query: Mapping[str, str]) -> list[Ticket]:
    """The oldest first, at most a hundred, whatever is asked for."""
    size = min(int(query.get("per_page", _MOST_ROWS)), _MOST_ROWS)
    start = (int(query.get("page", 1)) - 1) * size
    seen = [item for key, item in sorted(house.tickets.items()) if house.sees(guest.person, item)]
    return seen[start : start + size]


def _seen(house: House, guest: Guest, key: str) -> Ticket:
    """A number is what it begins with: `12abc` is 12."""
    digits = re.match(r"\d*", key)
    ticket = house.tickets.get(int(digits[0] or 0)) if digits else None
    if ticket is None:
        raise missing("Ticket", key)
    writes.may_write(house, guest, ticket)
    return ticket


def _readable(house: House, guest: Guest, key: str) -> Article:
    article = next((item for item in house.articles if str(item.id) == key), None)
    if article is None:
        raise missing("Ticket::Article", key)
    _seen(house, guest, str(article.ticket_id))
    if article.internal and guest.person is not house.agent:
        raise forbidden()
    return article


def _file(house: House, guest: Guest, key: str, article_id: str, file_id: str) -> Reply:
    ticket = _seen(house, guest, key)
    article = next((item for item in house.articles if str(item.id) == article_id), None)
    if article is None:
        raise missing("Ticket::Article", article_id)
    if article.ticket_id != ticket.id:
        raise forbidden("The article does not belong to the specified ticket.")
    file = next((item for item in article.files if str(item.id) == file_id), None)
    if file is None:
        raise forbidden("The file does not belong to the specified article.")
    disposition = f"attachment; filename*=UTF-8''{quote(file.filename)}"
    return Reply(200, file.data, {"Content-Type": file.media_type, "Content-Disposition": disposition})


def _json(value: Any, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())
