"""What the dialog begins with: nothing, a draft from before, or an outbox item to change."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace

from trayapp.core.errors import LocalFault
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Fact, StoredFile, TicketRef, Update
from trayapp.core.operation import Operation, OpState
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext

_log = logging.getLogger(__name__)
_CHANGEABLE = frozenset({OpState.WAITING, OpState.NEEDS_USER, OpState.QUEUED})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a new ticket is to be, as the window knows that opens the dialog."""

    references: TicketRef | None = None
    """The closed ticket that it goes on from (ST-7)."""
    nature: str | None = None
    """A code of the policy's natures (TK-2)."""
    joins: str | None = None
    """The id of the announced incident that it is one more case of."""
    subject: str = ""
    """Words of a link, for fields in which nothing was written yet."""
    description: str = ""

    @property
    def speaks(self) -> bool:
        """It brings words that the employee has not written."""
        return bool(self.subject or self.description)

    def put_into(self, words: SavedDraft) -> SavedDraft:
        """The words with it; what is not wanted stays as it was, and so does what somebody wrote."""
        written = bool(words.subject or words.description)
        return replace(
            words,
            references=self.references.id if self.references else words.references,
            nature=self.nature or words.nature,
            joins=self.joins or words.joins,
            subject=words.subject if written else self.subject,
            description=words.description if written else self.description,
        )


@dataclass(frozen=True, slots=True)
class Start:
    """Words to put in, and what they belong to."""

    words: SavedDraft = field(default_factory=SavedDraft)
    operation: Operation | None = None
    """The outbox item being changed."""
    restored: bool = False
    """The words were kept from before and are offered (APP-10)."""
    wanted: Wanted = field(default_factory=Wanted)
    """What the dialog was opened for; holds also when the draft that was offered is not wanted."""

    @property
    def reply(self) -> bool:
        """The item is an answer on a ticket, not a new ticket."""
        return self.operation is not None and isinstance(self.operation.payload, Update)

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """What the item has in the spool."""
        payload = self.operation.payload if self.operation else None
        return payload.files if isinstance(payload, Draft | Update) else ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the item tells about this computer."""
        payload = self.operation.payload if self.operation else None
        return payload.facts if isinstance(payload, Draft) else ()

    def afresh(self) -> Start:
        """The same, without the draft that was offered or the words that a link brought."""
        wanted = replace(self.wanted, subject="", description="")
        return Start(wanted.put_into(SavedDraft()), wanted=wanted)


def from_operation(operation: Operation) -> Start:
    """Change an outbox item: a new ticket or an answer. Raises `ValueError` for one that holds no words."""
    match operation.payload:
        case Draft() as draft:
            words = SavedDraft(
                subject=draft.subject,
                description=draft.description,
                product=draft.product,
                category=draft.category,
                fields=tuple(draft.fields.items()),
                priority=draft.priority,
                replaces=operation.op_id,
                nature=draft.nature,
                references=draft.references,
                joins=draft.joins,
            )
        case Update() as update:
            words = SavedDraft(description=update.text, replaces=operation.op_id)
        case _:
            raise ValueError(f"{operation.kind} has no words to change")
    return Start(words, operation)


def from_drafts(context: UiContext, wanted: Wanted) -> Start:
    """The draft that was kept, if any. One of an outbox item that has gone out meanwhile is a draft of its own.

    A draft that changes an outbox item is offered as it is: what is wanted now is no part of that item.
    """
    afresh = Start(wanted.put_into(SavedDraft()), wanted=wanted)
    try:
        saved = context.drafts.load()
        operation = context.outbox.get(OpId(saved.replaces)) if saved and saved.replaces else None
    except LocalFault as fault:
        _log.warning("the draft that was kept can't be read: %s", fault)
        return afresh
    if saved is None:
        context.background.run(
            context.picture_drafts.clear, lambda _: None
        )  # left behind by a kill after Send
        return afresh
    if operation is not None and operation.state in _CHANGEABLE:
        return Start(saved, operation, restored=True, wanted=wanted)
    return Start(wanted.put_into(saved), restored=True, wanted=wanted)
