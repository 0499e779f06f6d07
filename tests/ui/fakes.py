"""In-memory stand-ins for what the windows are handed, and a handful of sample nouns."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from tests.ui.samples import NOW, sample_policy, shot
from trayapp.core.errors import Forbidden, LocalFault, NotFound
from trayapp.core.model import (
    Announcement,
    Changes,
    Fact,
    FileKind,
    Message,
    Probe,
    StoredFile,
    Ticket,
)
from trayapp.core.operation import Problem
from trayapp.core.policy import Bucket, Policy
from trayapp.core.ports import News, Query, RawShot, SavedDraft, TicketRow
from trayapp.core.session import Setting, Source, Value


@dataclass
class FakeSpool:
    """Keeps bytes by their hash."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, source: BinaryIO, name: str, media_type: str, kind: FileKind) -> StoredFile:
        data = source.read()
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return StoredFile(name, media_type, len(data), digest, kind)

    def open(self, file: StoredFile) -> BinaryIO:
        if file.sha256 not in self.kept:
            raise LocalFault(reason="io")
        return io.BytesIO(self.kept[file.sha256])


@dataclass
class FakeTickets:
    """Tickets, conversations and announcements, in memory."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    threads: dict[str, list[Message]] = field(default_factory=dict)
    unseen: set[str] = field(default_factory=set)
    posted: list[Announcement] = field(default_factory=list)
    synced: datetime | None = NOW

    def epoch(self) -> int:
        return 0

    def apply(
        self, changes: Changes, policy: Policy | None, now: datetime, epoch: int | None = None
    ) -> Sequence[News]:
        raise NotImplementedError

    def cursor(self) -> str | None:
        return None

    def start_over(self) -> None:
        raise NotImplementedError

    def from_the_beginning(self) -> bool:
        raise NotImplementedError

    def synced_at(self) -> datetime | None:
        return self.synced

    def mark_synced(self, now: datetime, epoch: int | None = None) -> None:
        self.synced = now

    def put(self, ticket: Ticket, policy: Policy | None, epoch: int | None = None) -> None:
        self.tickets[ticket.ref.id] = ticket

    def page(self, query: Query, after: TicketRow | None = None, limit: int = 200) -> Sequence[TicketRow]:
        rows = [self._row(ticket) for ticket in self._matching(query)]
        start = next((i + 1 for i, row in enumerate(rows) if after and row.id == after.id), 0)
        return rows[start : start + limit]

    def count(self, query: Query) -> int:
        return len(self._matching(query))

    def get(self, ticket_id: str) -> Ticket | None:
        return next((t for t in self.tickets.values() if ticket_id in {t.ref.id, t.ref.number}), None)

    def thread(self, ticket_id: str) -> Sequence[Message]:
        return self.threads.get(ticket_id, [])

    def add_messages(self, ticket_id: str, messages: Sequence[Message]) -> None:
        self.threads.setdefault(ticket_id, []).extend(messages)

    def mark_read(self, ticket_id: str) -> None:
        self.unseen.discard(ticket_id)

    def unread(self) -> int:
        return len(self.unseen)

    def announcements(self, now: datetime) -> Sequence[Announcement]:
        return self.posted

    def clear(self) -> None:
        self.tickets.clear()

    def _matching(self, query: Query) -> list[Ticket]:
        policy = sample_policy()
        closed = {Bucket.CLOSED, Bucket.RESOLVED}
        found = [
            ticket
            for ticket in self.tickets.values()
            if query.words.lower() in f"{ticket.ref.number} {ticket.subject} {ticket.description}".lower()
            and (query.view == "all" or (policy.bucket(ticket.status) in closed) == (query.view == "closed"))
        ]
        return sorted(found, key=lambda ticket: ticket.updated_at, reverse=True)

    def _row(self, ticket: Ticket) -> TicketRow:
        policy = sample_policy()
        status = policy.status(ticket.status)
        return TicketRow(
            ticket.ref.id,
            ticket.ref.number,
            ticket.subject,
            ticket.status,
            status.label if status else ticket.status_label,
            policy.bucket(ticket.status),
            ticket.updated_at,
            ticket.ref.id in self.unseen,
            ticket.priority,
        )


@dataclass
class FakeNotes:
    """The last policy and probe."""

    kept_policy: Policy | None = field(default_factory=sample_policy)
    kept_probe: Probe | None = None
    refused: Problem | None = None
    texts: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        return self.texts.get(name)

    def put(self, name: str, value: str) -> bool:
        changed = self.texts.get(name) != value
        self.texts[name] = value
        return changed

    def policy(self) -> Policy | None:
        return self.kept_policy

    def put_policy(self, policy: Policy) -> bool:
        changed, self.kept_policy = policy != self.kept_policy, policy
        return changed

    def refused_policy(self) -> Problem | None:
        return self.refused

    def put_refused_policy(self, problem: Problem | None) -> bool:
        differs, self.refused = problem != self.refused, problem
        return differs

    def probe(self) -> Probe | None:
        return self.kept_probe

    def put_probe(self, probe: Probe) -> bool:
        changed, self.kept_probe = probe != self.kept_probe, probe
        return changed


@dataclass
class FakeDrafts:
    """One draft, and how often it was saved."""

    kept: SavedDraft | None = None
    saves: int = 0

    def save(self, draft: SavedDraft) -> None:
        self.kept = draft
        self.saves += 1

    def load(self) -> SavedDraft | None:
        return self.kept

    def clear(self) -> None:
        self.kept = None


@dataclass
class FakeCapturer:
    """Two monitors. `on_grab` is called at each grab, `fail_with` is raised by it."""

    shots: Sequence[RawShot] = field(default_factory=lambda: (shot(), shot("Screen 2", 48, 64)))
    grabs: int = 0
    fail_with: Exception | None = None
    on_grab: Callable[[], None] = lambda: None
    waits: bool = False
    prepared: int = 0

    def prepare(self) -> None:
        self.prepared += 1
        if self.fail_with:
            raise self.fail_with

    def grab(self) -> Sequence[RawShot]:
        self.grabs += 1
        self.on_grab()
        if self.fail_with:
            raise self.fail_with
        return self.shots


@dataclass
class FakeFacts:
    """Tells its facts one by one."""

    facts: Sequence[Fact] = (
        Fact("host.name", "pc-0417"),
        Fact("os.name", "Debian GNU/Linux"),
        Fact("memory.total", "15.5 GB"),
        Fact("device.serial", "not permitted", failed=True),
    )

    clicks: int = 0

    def prepare(self) -> None:
        """Nothing to do."""

    def at_click(self) -> None:
        self.clicks += 1

    def collect(self, tell: Callable[[Fact], None]) -> Sequence[Fact]:
        for fact in self.facts:
            tell(fact)
        return self.facts


@dataclass
class FakePreferences:
    """A few settings."""

    values: dict[str, Setting] = field(
        default_factory=lambda: {
            "portal_url": Setting("portal_url", "https://portal.example", None, "text", Source.USER),
            "autostart": Setting("autostart", value=True, default=True, kind="yes_no", source=Source.DEFAULT),
        }
    )

    def all(self) -> Sequence[Setting]:
        return list(self.values.values())

    def get(self, key: str) -> Setting:
        if key not in self.values:
            raise NotFound(what="setting", id=key)
        return self.values[key]

    def set(self, key: str, value: Value) -> Setting:
        setting = self.get(key)
        if setting.locked:
            raise Forbidden(action="locked")
        self.values[key] = replace(setting, value=value, source=Source.USER)
        return self.values[key]
