"""What requests may hold. Every text has a bound, and a field that nobody knows is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from trayapp.core.model import (
    Announcement,
    Draft,
    Fact,
    FileKind,
    Severity,
    StoredFile,
    Ticket,
    Update,
)
from trayapp.embedded.messages import Said


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        message = "is outside of what can be counted"
        raise ValueError(message) from error


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Code = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, StringConstraints(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
MediaType = Annotated[
    str,
    StringConstraints(
        max_length=127, pattern=r"^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+(; ?[\x20-\x7e]+)?$"
    ),
]
Words = Annotated[str, StringConstraints(max_length=100_000)]
Answer = Annotated[str, StringConstraints(max_length=20_000)]
Keywords = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=50)], ...], Field(max_length=50)
]


class RequestBody(BaseModel):
    """What every request body is: unchangeable, and without fields that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class FileIn(RequestBody):
    """A file uploaded before, to hang on a ticket or message."""

    name: FileName
    """For people; never a path."""
    media_type: MediaType
    size: Annotated[int, Field(ge=0)]
    """In bytes."""
    sha256: Sha256
    """Lower-case hexadecimal."""
    kind: FileKind = FileKind.FILE

    def stored(self) -> StoredFile:
        """As the core names it."""
        return StoredFile(self.name, self.media_type, self.size, self.sha256, self.kind)


class FactIn(RequestBody):
    """One thing about the employee's computer."""

    key: Code
    value: Answer
    failed: bool = False
    """It could not be told; `value` then says why."""


class TicketIn(RequestBody):
    """A new ticket as the employee wrote it."""

    subject: Annotated[str, StringConstraints(max_length=500)]
    description: Words = ""
    product: Code | None = None
    category: Code | None = None
    fields: Annotated[dict[Code, Answer], Field(max_length=100)] = {}
    """Answers to the fields that policy adds to the category, by field code."""
    priority: Code | None = None
    """The priority asked for; policy may lock another (PR-7)."""
    facts: Annotated[tuple[FactIn, ...], Field(max_length=500)] = ()
    files: Annotated[tuple[FileIn, ...], Field(max_length=100)] = ()
    written_at: Moment | None = None
    """When the employee pressed Send, which may be long before the portal could be reached."""
    nature: Code | None = None
    """What kind of request it is (TK-2)."""
    references: Code | None = None
    """A closed ticket that this one goes on from (ST-7)."""
    joins: Code | None = None
    """The announced incident that this is one more case of."""

    def draft(self) -> Draft:
        """As the core names it."""
        return Draft(
            subject=self.subject,
            description=self.description,
            product=self.product,
            category=self.category,
            fields=self.fields,
            priority=self.priority,
            facts=tuple(Fact(item.key, item.value, item.failed) for item in self.facts),
            files=tuple(item.stored() for item in self.files),
            written_at=self.written_at,
            nature=self.nature,
            references=self.references,
            joins=self.joins,
        )


class MessageIn(RequestBody):
    """What somebody says on a ticket. Text or a file must be there."""

    text: Words = ""
    files: Annotated[tuple[FileIn, ...], Field(max_length=100)] = ()

    def update(self) -> Update:
        """As the core names it."""
        return Update(self.text, tuple(item.stored() for item in self.files))


class CloseIn(RequestBody):
    """Help is no longer needed."""

    kind: Literal["close"]


class PriorityIn(RequestBody):
    """Change the priority."""

    kind: Literal["priority"]
    priority: Code


class KeepOpenIn(RequestBody):
    """Help is still needed: no timer resolves or closes it (ST-3, ST-6)."""

    kind: Literal["keep_open"]


_ATOM = r"""[^@\s\x00-\x1f\x7f<>()\[\]\\,;:".]+"""
"""What letters can be sent to without quoting anything (RFC 5322, 3.2.3), in any script (RFC 6531)."""
Email = Annotated[
    str, StringConstraints(max_length=254, pattern=rf"^{_ATOM}(\.{_ATOM})*@{_ATOM}(\.{_ATOM})*$")
]


class SubscriberIn(RequestBody):
    """Add a member of the same company, or take them off (TK-8)."""

    kind: Literal["subscriber"]
    email: Email
    on: bool = True


class CollaboratorIn(RequestBody):
    """Let somebody outside of the organisation see it, or no longer (TK-7)."""

    kind: Literal["collaborator"]
    email: Email
    on: bool = True


class DecisionIn(RequestBody):
    """Approve or decline an estimate (TK-6)."""

    kind: Literal["estimate"]
    estimate: Code
    approve: bool


class StatusIn(RequestBody):
    """Move the ticket; support staff only."""

    kind: Literal["status"]
    status: Code
    sub_status: Annotated[str, StringConstraints(max_length=200)] = ""
    """Whom one waits for (ST-4)."""


ChangeIn = Annotated[
    CloseIn | KeepOpenIn | PriorityIn | SubscriberIn | CollaboratorIn | DecisionIn | StatusIn,
    Field(discriminator="kind"),
]


class AnnouncementIn(RequestBody):
    """A message to everybody; support staff only."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    body: Words
    severity: Severity = Severity.INFO
    starts_at: Moment | None = None
    """Now, when not given."""
    ends_at: Moment | None = None
    incident: bool = False
    """Something is broken for many; tickets may join it."""
    keywords: Keywords = ()
    """Words that somebody writes who meets it."""

    def announcement(self, starts_at: datetime) -> Announcement:
        """As the core names it; the portal gives the id."""
        return Announcement(
            "",
            self.title,
            self.body,
            self.severity,
            self.starts_at or starts_at,
            self.ends_at,
            self.incident,
            self.keywords,
        )


class TicketPage(BaseModel):
    """Some tickets of a view, the last changed first."""

    tickets: list[Ticket]
    next: str | None = None
    """Give it back as `after` for the next page; null: that was all."""


class Conversation(BaseModel):
    """Messages on a ticket, oldest first."""

    messages: list[Said]


class Uploaded(BaseModel):
    """A file as it arrived."""

    sha256: str
    size: int


class Taken(BaseModel):
    """Which operations arrived."""

    taken: tuple[str, ...]
    """Their keys."""


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    kind: str
    """What can be done about it, for programs."""
    fields: dict[str, str] = {}
    """Reasons in people's words, by field; the key "" holds what belongs to none."""
    missing: list[str] | None = None
    """With kind missing_files: the SHA-256 of each file to upload first."""
    why: str = ""
    """With kind not_registered: the reason, for the person who is refused (REG-3)."""
    since: str = ""
    """With kind not_registered: the day from which on one must be registered."""
    request_url: str = ""
    """With kind not_registered: where to ask for access."""
