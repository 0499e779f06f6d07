"""What was sent, compared with what the portal says it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trayapp.core.model import Draft, Message, RemoteFile, StoredFile, Ticket, Update
from trayapp.core.operation import Operation


class Held(StrEnum):
    """What the portal holds of something that was sent."""

    SAME = "same"
    """Exactly this: by its SHA-256, words by their letters."""
    DIFFERENT = "different"
    """Something else in its place."""
    MISSING = "missing"
    """Nothing in its place."""
    UNTOLD = "untold"
    """A file of this name and size, whose hash the portal does not tell."""
    UNREAD = "unread"
    """Nobody knows yet: it was not read back since."""
    NEVER = "never"
    """Nobody will: this portal tells nothing of tickets."""


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """A file that was sent, and the one that the portal has in its place."""

    file: StoredFile
    held: Held
    remote: RemoteFile | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """An acknowledged operation, compared."""

    operation: Operation
    words: Held
    """The description of a new ticket, the text of an answer; never `MISSING` nor `UNTOLD`."""
    files: tuple[FileReceipt, ...] = ()


def receipts(
    sent: Sequence[Operation], ticket: Ticket | None, messages: Sequence[Message], *, told: bool = True
) -> tuple[Receipt, ...]:
    """Each of `Outbox.sent`, compared with the ticket and its conversation as they were last read back.

    `told`: the portal tells of tickets; where it does not, there is nothing to compare with, ever.
    """
    if not told:
        return tuple(_never(operation) for operation in sent)
    return tuple(_receipt(operation, ticket, messages) for operation in sent)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something that was sent is to be found on the portal."""

    text: str
    files: tuple[RemoteFile, ...]


def _receipt(operation: Operation, ticket: Ticket | None, messages: Sequence[Message]) -> Receipt:
    place = _place(operation, ticket, messages)
    match operation.payload:
        case Draft(description=text, files=files) | Update(text=text, files=files):
            compared = tuple(_compared(file, place) for file in files)
            return Receipt(operation, _words(text, place), compared)
    return Receipt(operation, Held.UNREAD)


def _never(operation: Operation) -> Receipt:
    files = operation.payload.files if isinstance(operation.payload, Draft | Update) else ()
    return Receipt(operation, Held.NEVER, tuple(FileReceipt(file, Held.NEVER) for file in files))


def _place(operation: Operation, ticket: Ticket | None, messages: Sequence[Message]) -> _Place | None:
    if ticket is None:
        return None
    moved = operation.ref is not None and operation.ref.id != operation.ticket_id
    if isinstance(operation.payload, Draft) or moved:
        # some portals tell what came with a ticket as its first message
        first = messages[0] if messages and messages[0].text == ticket.description else None
        return _Place(ticket.description, ticket.files or (first.files if first else ()))
    said = next((message for message in messages if message.id == operation.message), None)
    return _Place(said.text, said.files) if said else None


def _words(text: str, place: _Place | None) -> Held:
    """Blanks and line ends are the portal's own affair."""
    if place is None:
        return Held.UNREAD
    return Held.SAME if text.split() == place.text.split() else Held.DIFFERENT


def _compared(file: StoredFile, place: _Place | None) -> FileReceipt:
    if place is None:
        return FileReceipt(file, Held.UNREAD)
    same = next((one for one in place.files if (one.sha256 or "").lower() == file.sha256), None)
    if same is not None:
        return FileReceipt(file, Held.SAME, same)
    named = next((one for one in place.files if one.name == file.name), None)
    if named is None:
        return FileReceipt(file, Held.MISSING)
    untold = named.sha256 is None and named.size == file.size
    return FileReceipt(file, Held.UNTOLD if untold else Held.DIFFERENT, named)
