"""What an adapter to a portal is, and what it is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from trayapp.core.ids import OpId
from trayapp.core.model import (
    AccountChange,
    Change,
    Changes,
    Contact,
    Draft,
    Message,
    MessageRef,
    Probe,
    Role,
    StoredFile,
    Ticket,
    TicketRef,
    Update,
)
from trayapp.core.policy import Policy

Clock = Callable[[], datetime]
"""Now, aware, UTC."""
Progress = Callable[[int, int], None]
"""Bytes of files sent so far, bytes in all. Both are equal at the end, also without files: the portal works now."""


class Unchanged:
    """The portal's answer when an ETag still holds."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a portal announces."""

    changed: bool = True
    """Something that this employee sees did, or may have."""
    within: float = 0.0
    """Seconds over which those who are told are to come and look, each at a moment of chance: they are many."""
    crowd: float | None = None
    """Seconds over which all who listen are to come back when they lose the portal; `None`: it did not say."""


class Steps(Protocol):
    """A small durable mapping in the outbox row: what of an operation of several steps is already done."""

    def get(self, key: str) -> str | None:
        """What was noted under `key`."""

    def put(self, key: str, value: str) -> None:
        """Note it, durably, before the next step begins."""


class FileSource(Protocol):
    """Gives an adapter the bytes of files to send."""

    def open(self, file: StoredFile) -> BinaryIO:
        """The bytes. Raises `LocalFault` when they are gone or damaged."""


class Portal(Protocol):
    """An adapter to one kind of portal. Every method raises `TrayAppError`s only."""

    def probe(self) -> Probe:
        """Version, who am I, server clock, capabilities as granted to this employee."""

    def policy(self) -> Policy:
        """The portal's rules; adapters without one build it from what the server tells."""

    def submit(self, op: OpId, draft: Draft, steps: Steps, progress: Progress) -> TicketRef:
        """Create the ticket; with `op` as the key, at most once."""

    def find(self, op: OpId, draft: Draft) -> TicketRef | None:
        """The ticket that `op` created, if it did."""

    def changes(self, cursor: str | None) -> Changes | Unchanged:
        """One page of what changed since `cursor` (`None`: everything). Raises `CursorGone`, never without a cursor."""

    def read(self, ref: TicketRef, etag: str | None) -> Ticket | Unchanged:
        """The ticket as it is now."""

    def thread(self, ref: TicketRef, after: str | None) -> Sequence[Message]:
        """The conversation, oldest first, after the message of that id."""

    def fetch(self, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
        """Write the bytes of a file that the portal holds."""

    def update(
        self, op: OpId, ref: TicketRef, update: Update, steps: Steps, progress: Progress
    ) -> MessageRef:
        """Add the employee's words to the ticket; at most once.

        Where that ticket was closed meanwhile and the portal goes on in a new one, `MessageRef.ticket` names it (ST-7).
        """

    def find_update(self, op: OpId, ref: TicketRef) -> MessageRef | None:
        """The message that `op` added, if it did."""

    def change(self, op: OpId, ref: TicketRef, want: Change) -> Ticket:
        """Close, set the priority …; the ticket is read back, never an echo of the request."""

    def ask(self, op: OpId, want: AccountChange) -> TicketRef | None:
        """A change about people (REG-2, REG-4, INFO-6); at most once. The ticket it became, where it became one."""

    def find_asked(self, op: OpId, want: AccountChange) -> bool:
        """Whether `op` took effect."""

    def taken(self, ops: Sequence[OpId]) -> frozenset[OpId]:
        """Those that it has ever taken from this person, also where what they made was deleted on purpose since.

        Only with `Capabilities.remembers`. One that is missing after it was acknowledged: a backup was put back.
        """

    def contacts(self, words: str, role: Role) -> Sequence[Contact]:
        """People who may be added: colleagues by name or address; others by their exact address (TK-7, TK-8)."""

    def listen(self, stopped: Callable[[], bool], cursor: str | None) -> Iterator[Heard]:
        """Yield what the portal announces, until `stopped()`; first, how things stand. Only with `Capabilities.events`.

        `cursor`: how far the changes were pulled, so that the portal can tell whether anything is new.
        """

    def close(self) -> None:
        """Give back connections."""
