"""An issue as a ticket and its journal as a conversation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from trayapp.core.model import (
    Action,
    Message,
    Relation,
    RemoteFile,
    Side,
    Ticket,
    TicketRef,
)
from trayapp.portals.redmine.answers import Attachment, Issue, Journal, Made
from trayapp.portals.redmine.catalog import Catalog
from trayapp.portals.redmine.person import NOTE, Person
from trayapp.portals.redmine.rules import CATEGORY, TRACKER, is_going_on, way_on
from trayapp.portals.told import Told, told_by

SUBJECT, PRIORITY, DESCRIPTION = "subject", "priority", "description"
"""Told in the text where Redmine has no place for them: no field of a policy has these names."""
_OURS = frozenset({SUBJECT, PRIORITY, DESCRIPTION})


def facts_name(op: str) -> str:
    """What the file is called that holds the facts."""
    return f"trayapp-{op}.json"


def ref_of(issue: Issue | Made) -> TicketRef:
    """Its number names it, for people and for requests."""
    return TicketRef(str(issue.id), str(issue.id))


def ticket_of(issue: Issue, who: Person, catalog: Catalog, etag: str | None) -> Ticket:
    """As this person sees it."""
    told = _beginning(issue)
    return Ticket(
        ref_of(issue),
        told.fields.get(SUBJECT, issue.subject),
        told.words,
        str(issue.status.id),
        Relation.OWN if is_own(issue, who) else Relation.COMPANY,
        issue.author.name if issue.author else "",
        issue.created_on,
        issue.updated_on,
        status_label=issue.status.name,
        priority=str(issue.priority.id) if issue.priority else None,
        priority_asked=_asked(told, catalog),
        nature=str(issue.tracker.id) if issue.tracker and catalog.alike else None,
        product=str(issue.project.id),
        category=_category(issue, catalog),
        fields={code: value for code, value in told.fields.items() if code not in _OURS},
        actions=_actions(issue, who, catalog),
        files=tuple(_file(each) for each in _first(issue) if each.filename != facts_name(told.op or "")),
        facts=told.facts,
        op_id=told.op,
        etag=etag,
    )


def messages_of(issue: Issue, who: Person) -> tuple[Message, ...]:
    """What was said, oldest first: some people have it told the other way round. Nothing of staff among themselves."""
    files = {str(each.id): each for each in issue.attachments}
    begun = _begun_by(issue)
    said = sorted((each for each in issue.journals if each is not begun), key=lambda each: each.id)
    return tuple(filter(None, (_message(each, issue, who, files) for each in said)))


def told_in(journal: Journal) -> Told:
    """Its words and its key."""
    return told_by(journal.notes or "")


def _beginning(issue: Issue) -> Told:
    """What it begins with: its description, or the note that stands in for it."""
    told, note = told_by(issue.description or ""), _begun_by(issue)
    if note is None:
        return told
    said = told_in(note)
    return replace(said, words="\n\n".join(filter(None, (said.words, told.words))))


def _begun_by(issue: Issue) -> Journal | None:
    """Its author's note that is its description, where Redmine kept none (see `dropped`)."""
    if issue.author is None or told_by(issue.description or "").op is not None:
        return None
    by_author = (each for each in issue.journals if each.user and each.user.id == issue.author.id)
    return next((each for each in by_author if DESCRIPTION in told_in(each).fields), None)


def is_own(issue: Issue, who: Person) -> bool:
    """Whether this person wrote it."""
    return issue.author is not None and issue.author.id == who.user.id


def _message(journal: Journal, issue: Issue, who: Person, files: Mapping[str, Attachment]) -> Message | None:
    brought = tuple(_file(files[number]) for number in _attached(journal) if number in files)
    words = told_in(journal).words
    if journal.private_notes or not (words or brought):
        return None
    by = journal.user
    if by is None:
        return Message(str(journal.id), "", Side.SYSTEM, journal.created_on, words, brought)
    asked = issue.author is not None and by.id == issue.author.id
    side = Side.EMPLOYEE if asked or by.id == who.user.id else Side.STAFF
    return Message(
        str(journal.id), by.name, side, journal.created_on, words, brought, mine=by.id == who.user.id
    )


def _first(issue: Issue) -> Iterator[Attachment]:
    """Files that came with the issue, not with a message."""
    later = {number for journal in issue.journals for number in _attached(journal)}
    for each in issue.attachments:
        if str(each.id) not in later:
            yield each


def _attached(journal: Journal) -> Iterator[str]:
    for detail in journal.details:
        if detail.property == "attachment" and detail.new_value is not None:
            yield detail.name


def _file(attachment: Attachment) -> RemoteFile:
    media_type = attachment.content_type or "application/octet-stream"
    return RemoteFile(str(attachment.id), attachment.filename, media_type, attachment.filesize)


def _asked(told: Told, catalog: Catalog) -> str | None:
    """The priority that was asked for: it stands in the text by its name, for people."""
    name = told.fields.get(PRIORITY)
    return next((str(each.id) for each in catalog.priorities if each.name == name), None)


def _category(issue: Issue, catalog: Catalog) -> str | None:
    if not catalog.alike:
        return f"{TRACKER}{issue.tracker.id}" if issue.tracker else None
    return f"{CATEGORY}{issue.category.id}" if issue.category else None


def _actions(issue: Issue, who: Person, catalog: Catalog) -> frozenset[str]:
    """What is allowed is asked of the roles: the statuses that Redmine calls allowed it may refuse all the same."""
    project = issue.project.id
    edits = who.may_edit(project, own=is_own(issue, who))
    closable = not catalog.closes(issue.status) and any(map(catalog.closes, issue.allowed_statuses))
    granted = {
        Action.UPDATE: who.may(NOTE, project),
        Action.CLOSE: edits and closable,
        Action.PRIORITY: edits,
        Action.KEEP_OPEN: edits and not is_going_on(issue.status, catalog) and way_on(issue, catalog),
    }
    return frozenset(action for action, has in granted.items() if has)
