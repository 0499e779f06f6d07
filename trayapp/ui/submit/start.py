"""What the dialog begins with: nothing, a draft from before, or an outbox item to change."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from trayapp.core.errors import LocalFault
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Fact, StoredFile, Update
from trayapp.core.operation import Operation, OpState
from trayapp.core.ports import SavedDraft
from trayapp.ui.context import UiContext

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Start:
    """Words to put in, and what they belong to."""

    words: SavedDraft = field(default_factory=SavedDraft)
    operation: Operation | None = None
    """The outbox item being changed."""
    restored: bool = False
    """The words were kept from before and are offered (APP-10)."""

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
            )
        case Update() as update:
            words = SavedDraft(description=update.text, replaces=operation.op_id)
        case _:
            raise ValueError(f"{operation.kind} has no words to change")
    return Start(words, operation)


def from_drafts(context: UiContext) -> Start:
    """The draft that was kept, if any. One of an outbox item that has gone out meanwhile is a draft of its own."""
    try:
        saved = context.drafts.load()
        operation = context.outbox.get(OpId(saved.replaces)) if saved and saved.replaces else None
    except LocalFault as fault:
        _log.warning("the draft that was kept can't be read: %s", fault)
        return Start()
    if saved is None:
        return Start()
    changeable = operation is not None and operation.state in {
        OpState.WAITING,
        OpState.NEEDS_USER,
        OpState.QUEUED,
    }
    return Start(saved, operation if changeable else None, restored=True)
