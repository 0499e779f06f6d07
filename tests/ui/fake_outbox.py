"""An outbox in memory, as the windows are handed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from tests.fakes.memory_store import MemorySteps
from trayapp.core.errors import Forbidden, NotFound
from trayapp.core.ids import OpId
from trayapp.core.model import StoredFile
from trayapp.core.operation import Operation, OpKind, OpState, Payload
from trayapp.core.ports import Outcome


@dataclass
class FakeOutbox:
    """Keeps operations in a list. `fail_with` is raised by the next change instead."""

    operations: list[Operation] = field(default_factory=list)
    fail_with: Exception | None = None
    gone: list[StoredFile] = field(default_factory=list)
    """What was put for something that did not come about."""

    def add(
        self,
        op_id: OpId,
        ticket_id: str,
        kind: OpKind,
        payload: Payload,
        now: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation:
        self._maybe_fail()
        made = Operation(
            len(self.operations) + 1,
            op_id,
            ticket_id,
            kind,
            payload,
            OpState.QUEUED,
            now,
            author=author,
            portal=portal,
        )
        self.operations.append(made)
        return made

    def get(self, op_id: OpId) -> Operation | None:
        return next((item for item in self.operations if item.op_id == op_id), None)

    def pending(self) -> Sequence[Operation]:
        return [item for item in self.operations if not item.finished]

    def recent(self, limit: int = 20) -> Sequence[Operation]:
        return [item for item in reversed(self.operations) if item.finished][:limit]

    def sent(self, ticket_id: str) -> Sequence[Operation]:
        kinds = {OpKind.CREATE, OpKind.UPDATE}
        done = [item for item in self.operations if item.finished and item.kind in kinds]
        return [item for item in done if item.ref and item.ref.id == ticket_id]

    def claim(self, now: datetime, author: str | None = None, portal: str | None = None) -> Operation | None:
        raise NotImplementedError

    def settle(self, op_id: OpId, outcome: Outcome, now: datetime) -> None:
        self.swap(
            op_id, state=outcome.state, next_at=outcome.next_at, problem=outcome.problem, ref=outcome.ref
        )

    def hand_over(
        self,
        op_id: OpId,
        outcome: Outcome,
        now: datetime,
        due: datetime,
        author: str | None = None,
        portal: str | None = None,
    ) -> Operation | None:
        raise NotImplementedError

    def unseen(self, author: str) -> Sequence[Operation]:
        raise NotImplementedError

    def seen(self, op_ids: Sequence[OpId]) -> None:
        raise NotImplementedError

    def forgotten(self, op_ids: Sequence[OpId]) -> None:
        raise NotImplementedError

    def recover(self) -> int:
        return 0

    def next_due(self, now: datetime) -> datetime | None:
        return None

    def steps(self, op_id: OpId) -> MemorySteps:
        return MemorySteps()

    def retry(self, op_id: OpId, now: datetime) -> None:
        self.swap(op_id, state=OpState.QUEUED, next_at=None)

    def discard(self, op_id: OpId) -> None:
        self._maybe_fail()
        self.operations.remove(self._known(op_id))

    def replace(self, op_id: OpId, payload: Payload) -> None:
        self._maybe_fail()
        if self._known(op_id).state is OpState.SENDING:
            raise Forbidden(action="sending")
        self.swap(op_id, payload=payload, state=OpState.QUEUED, problem=None)

    def move(self, op_id: OpId, portal: str | None, author: str | None, *, anyway: bool = False) -> None:
        self._maybe_fail()
        if self._known(op_id).may_be_there and not anyway:
            raise Forbidden(reason="arrived")
        self.swap(op_id, state=OpState.QUEUED, problem=None, portal=portal, author=author)

    def let_go(self, files: Sequence[StoredFile]) -> None:
        self.gone += files

    def resolve(self, ticket_id: str) -> str:
        return ticket_id

    def swap(self, op_id: OpId, **changes: object) -> None:
        """Change an operation in place."""
        index = self.operations.index(self._known(op_id))
        self.operations[index] = replace(self.operations[index], **changes)  # type: ignore[arg-type]

    def _known(self, op_id: OpId) -> Operation:
        found = self.get(op_id)
        if found is None:
            raise NotFound(what="operation", id=op_id)
        return found

    def _maybe_fail(self) -> None:
        if self.fail_with:
            failure, self.fail_with = self.fail_with, None
            raise failure
