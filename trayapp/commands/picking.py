"""Which operation or ticket is meant: by id, by the beginning of one, by number, or by the reference people quote."""

from __future__ import annotations

from collections.abc import Iterable

from trayapp.app import App
from trayapp.commands.usage import Usage
from trayapp.core.errors import NotFound
from trayapp.core.ids import OpId, reference
from trayapp.core.model import Ticket
from trayapp.core.operation import Operation, OpKind

_SHORTEST = 4
"""Letters of an id that may stand for it."""
_RECENT = 200


def operation_of(app: App, text: str) -> Operation:
    """A row of the outbox, finished ones included. Raises `NotFound`, `Usage` for a beginning that several share."""
    outbox = app.store.outbox
    exact = outbox.get(OpId(text))
    if exact:
        return exact
    found = _meant([*outbox.pending(), *outbox.recent(_RECENT)], text)
    if not found:
        raise NotFound(what="operation", id=text)
    if len(found) > 1:
        raise Usage(f"{text} could be {len(found)} items. Give more of the id.")
    return found[0]


def ticket_key(app: App, text: str) -> str:
    """What the desk takes as a ticket's id: the portal's, a number, or the op id of a ticket still on its way."""
    name = text.removeprefix("#")
    if app.store.tickets.get(name) or app.store.outbox.resolve(name) != name:
        return name
    creates = [operation for operation in app.store.outbox.pending() if operation.kind is OpKind.CREATE]
    done = [operation for operation in app.store.outbox.recent(_RECENT) if operation.kind is OpKind.CREATE]
    found = _meant([*creates, *done], name)
    return found[0].op_id if len(found) == 1 else name


def known_ticket(app: App, text: str) -> Ticket | None:
    """The local copy of a ticket."""
    return app.store.tickets.get(app.store.outbox.resolve(ticket_key(app, text)))


def _meant(operations: Iterable[Operation], text: str) -> list[Operation]:
    wanted = text.strip().upper()
    letters = wanted.replace("-", "")
    by_reference = [op for op in operations if reference(op.op_id).replace("-", "") == letters]
    if by_reference or len(wanted) < _SHORTEST:
        return by_reference
    return [op for op in operations if op.op_id.upper().startswith(wanted)]
