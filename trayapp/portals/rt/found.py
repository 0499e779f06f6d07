"""Finds again what an operation made: a ticket by what it refers to, a reply by the key in its subject."""

from __future__ import annotations

import re

from trayapp.core.ids import OpId
from trayapp.core.model import MessageRef, TicketRef
from trayapp.portals.rt.docs import docs, ident, text
from trayapp.portals.rt.rest import Rest
from trayapp.portals.rt.rules import OWN
from trayapp.portals.rt.tickets import keys_of
from trayapp.portals.rt.written import key, named

_TRANSACTION = re.compile(r"/transaction/([1-9][0-9]{0,14})$")


def found_ticket(rest: Rest, op: OpId) -> TicketRef | None:
    """The first ticket of this person that refers to the operation.

    A server that ignored the question is not believed.
    """
    query = [
        ("query", f"RefersTo = '{named(op)}' AND {OWN}"),
        ("fields", "_hyperlinks"),
        ("orderby", "id"),
        ("order", "ASC"),
    ]
    numbers = [ident(doc) for doc in docs(rest.page("tickets", query), "items") if op in keys_of(doc)]
    return TicketRef(numbers[0], numbers[0]) if numbers else None


def reply_made(where: str, ref: TicketRef, number: str) -> MessageRef | None:
    """The reply on ticket `number` that the server says it made; `None`: it does not say."""
    said = _TRANSACTION.search(where)
    return MessageRef(said[1], _elsewhere(ref, number)) if said else None


def found_reply(rest: Rest, op: OpId, ref: TicketRef, number: str, me: str) -> MessageRef | None:
    """The reply with the key on ticket `number`, which is another than `ref` where that was merged into it.

    What was said before the merging is still named as being of `ref`.
    """
    mark = key(op)
    tickets = " OR ".join(f"TicketId = {each}" for each in dict.fromkeys((number, ref.id)))
    query = [
        ("query", f"({tickets}) AND Type = 'Correspond' AND Data LIKE '{mark}'"),
        ("fields", "Data,Creator"),
        ("fields[Creator]", "Name"),
    ]
    where = _elsewhere(ref, number)
    for doc in docs(rest.page("transactions", query), "items"):
        creator = doc.get("Creator")
        name = text(creator, "Name") if isinstance(creator, dict) else ""
        if f"[{mark}]" in text(doc, "Data") and name == me:
            return MessageRef(ident(doc), where)
    return None


def _elsewhere(ref: TicketRef, number: str) -> TicketRef | None:
    """The ticket that it was merged into."""
    return None if number == ref.id else TicketRef(number, number)
