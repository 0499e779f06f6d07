"""What customers write: new tickets, articles, changes."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from tests.fakes.zammad.doors import Guest
from tests.fakes.zammad.house import AGENT, CUSTOMER, Article, File, House, Ticket
from tests.fakes.zammad.refusals import forbidden, unprocessable

_EDITABLE = frozenset({2, 3, 4, 6})
"""States that a ticket may be given by editing it (`core_workflow/attributes/ticket_state.rb`)."""
_LONGEST_TITLE = 250


def create(house: House, guest: Guest, told: Mapping[str, Any]) -> Ticket:
    """All in one transaction: an article that is refused leaves no ticket (`tickets_controller.rb`)."""
    guest.needs(AGENT if AGENT in guest.permissions else CUSTOMER)
    files = _checked(told.get("article"))
    group = _group(house, told)
    own = {name: told[name] for name in house.settings.own_fields if name in told}
    _workflow(house, own)
    title = " ".join(str(told.get("title", "")).split("\n"))
    if len(title) > _LONGEST_TITLE:
        raise unprocessable("PG::StringDataRightTruncation: value too long", human=False)
    ticket = house.open(guest.person, title, group)
    ticket.fields = dict.fromkeys(house.settings.own_fields) | own
    if "priority_id" in told and house.settings.urgency_shown:
        ticket.priority_id = int(told["priority_id"])
    if told.get("article") is not None:
        _put(house, guest, ticket, told["article"], files)
    return ticket


def edit(house: House, guest: Guest, ticket: Ticket, told: Mapping[str, Any]) -> Ticket:
    """`PUT tickets/ID`: the one way that asks whether a closed ticket may go on (`ticket_policy.rb`)."""
    group = house.groups[ticket.group_id]
    if ticket.state_id == 4 and AGENT not in guest.permissions and group.follow_up_possible == "new_ticket":
        raise unprocessable("Cannot follow-up on a closed ticket. Please create a new ticket.")
    files = _checked(told["article"]) if told.get("article") else []
    if (state := told.get("state_id", ticket.state_id)) != ticket.state_id:
        if state not in _EDITABLE:
            raise unprocessable(f"Invalid value '{state}' for field 'state_id'!")
        if not house.settings.put_back:
            ticket.state_id, ticket.pending_time = state, None
        ticket.updated_at = house.now()
    if (urgency := told.get("priority_id", ticket.priority_id)) != ticket.priority_id:
        ticket.priority_id, ticket.updated_at = urgency, house.now()
    if told.get("article"):
        _put(house, guest, ticket, told["article"], files)
    return ticket


def append(house: House, guest: Guest, ticket: Ticket, told: Mapping[str, Any]) -> Article:
    """`POST ticket_articles`: does not ask whether the ticket is closed, and opens nothing."""
    return _put(house, guest, ticket, told, _checked(told))


def mint(house: House, guest: Guest, told: Mapping[str, Any]) -> Mapping[str, str]:
    """A token; customers may have none by default."""
    guest.needs("user_preferences.access_token")
    if not house.settings.token_access:
        raise unprocessable("API token access disabled!")
    token = f"minted{house.number()}"
    house.tokens[token] = (guest.person, frozenset(told.get("permission") or ()))
    return {"token": token}


def _put(house: House, guest: Guest, ticket: Ticket, told: Mapping[str, Any], files: list[File]) -> Article:
    """Of a customer no other sender, no other type and nothing internal is taken (`creates_ticket_articles.rb`)."""
    agent = AGENT in guest.permissions
    kind = told.get("type") or "note"
    article = Article(
        house.number(),
        ticket.id,
        guest.person,
        str(told.get("sender", "Agent")) if agent else "Customer",
        str(told["body"]),
        str(told.get("content_type", "text/plain")),
        bool(told.get("internal")) and agent,
        kind if agent or kind in {"note", "web"} else "note",
    )
    for file in files:
        file.id = house.number()
    article.files = files
    return house.say(ticket, article)


def _checked(told: Any) -> list[File]:
    """The attachments, decoded strictly."""
    if told is None:
        return []
    if told.get("body") is None:
        raise unprocessable("Need at least an 'article body' field.")
    files = []
    for index, item in enumerate(told.get("attachments") or []):
        for name in ("mime-type", "filename", "data"):
            if item.get(name) is None:
                raise unprocessable(f"Attachment needs '{name}' param for attachment with index '{index}'")
        try:
            data = base64.b64decode(item["data"].replace("\r", "").replace("\n", ""), validate=True)
        except binascii.Error:
            raise unprocessable(f"Invalid base64 for attachment with index '{index}'") from None
        files.append(File(0, item["filename"], item["mime-type"], data))
    return files


def _group(house: House, told: Mapping[str, Any]) -> int:
    if "group" in told and all(group.name != told["group"] for group in house.groups.values()):
        raise unprocessable("No value found for 'group' with id", human=False)
    group = told.get("group_id")
    if not isinstance(group, int) or group not in house.groups:
        raise unprocessable("The required value 'group_id' is missing.")
    if house.settings.create_groups and group not in house.settings.create_groups:
        raise unprocessable(f"Invalid value '{group}' for field 'group_id'!")
    return group


def _workflow(house: House, own: Mapping[str, Any]) -> None:
    for name, choices in house.settings.own_fields.items():
        if own.get(name) is None and name in house.settings.required:
            raise unprocessable(f"Missing required value for field '{name}'!")
        if own.get(name) and choices and own[name] not in choices:
            raise unprocessable(f"Invalid value '{own[name]}' for field '{name}'!")


def may_write(house: House, guest: Guest, ticket: Ticket) -> None:
    """Raises a refusal for a ticket that is none of theirs."""
    if not house.sees(guest.person, ticket):
        raise forbidden()
