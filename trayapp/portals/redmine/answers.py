"""What Redmine answers, as far as it is read here. What an old or a new version may leave out is optional."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import msgspec


@dataclass(frozen=True, slots=True)
class Named:
    """Something by its number."""

    id: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class StatusNamed:
    """A status."""

    id: int
    name: str = ""
    is_closed: bool | None = None
    """`None`: an old version does not say."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody is in a project."""

    project: Named
    roles: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class User:
    """The person asking."""

    id: int
    login: str = ""
    firstname: str = ""
    lastname: str = ""
    mail: str | None = None
    """Hidden from others, and from this question, where they chose so."""
    admin: bool = False
    api_key: str | None = field(default=None, repr=False)
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class UserAnswer:
    """`users/current.json` and `my/account.json`."""

    user: User


@dataclass(frozen=True, slots=True)
class RoleRights:
    """What a role may."""

    id: int
    permissions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """`roles/N.json`."""

    role: RoleRights


@dataclass(frozen=True, slots=True)
class Project:
    """A project and what may be said of an issue in it."""

    id: int
    name: str
    status: int = 1
    """1: active; 5: closed, to be read only."""
    trackers: tuple[Named, ...] = ()
    issue_categories: tuple[Named, ...] = ()
    issue_custom_fields: tuple[Named, ...] = ()
    enabled_modules: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectList:
    """`projects.json`."""

    projects: tuple[Project, ...]
    total_count: int = 0


@dataclass(frozen=True, slots=True)
class Tracker:
    """A tracker."""

    id: int
    name: str
    description: str | None = None
    enabled_standard_fields: tuple[str, ...] | None = None
    """`None`: older than 5.0."""


@dataclass(frozen=True, slots=True)
class TrackerList:
    """`trackers.json`."""

    trackers: tuple[Tracker, ...]


@dataclass(frozen=True, slots=True)
class StatusList:
    """`issue_statuses.json`."""

    issue_statuses: tuple[StatusNamed, ...]


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority."""

    id: int
    name: str
    is_default: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class PriorityList:
    """`enumerations/issue_priorities.json`."""

    issue_priorities: tuple[Priority, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file."""

    id: int
    filename: str
    filesize: int = 0
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class AttachmentAnswer:
    """`attachments/N.json`."""

    attachment: Attachment


@dataclass(frozen=True, slots=True)
class Detail:
    """What an entry of a journal changed."""

    property: str
    name: str
    new_value: str | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """An entry of an issue's history."""

    id: int
    created_on: datetime
    user: Named | None = None
    notes: str | None = None
    private_notes: bool = False
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue; journals, attachments and statuses only where they were asked for."""

    id: int
    project: Named
    status: StatusNamed
    subject: str
    created_on: datetime
    updated_on: datetime
    tracker: Named | None = None
    priority: Named | None = None
    author: Named | None = None
    category: Named | None = None
    description: str | None = None
    attachments: tuple[Attachment, ...] = ()
    journals: tuple[Journal, ...] = ()
    allowed_statuses: tuple[StatusNamed, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Of an issue, what a look-up has to know: no time in it that could be out of all reason."""

    id: int
    subject: str = ""
    author: Named | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Of an issue, when it changed."""

    id: int
    updated_on: datetime


@dataclass(frozen=True, slots=True)
class MadeAnswer:
    """What a new issue is answered with."""

    issue: Made


@dataclass(frozen=True, slots=True)
class IssueAnswer:
    """`issues/N.json`; see `loose.issue_in`."""

    issue: msgspec.Raw


@dataclass(frozen=True, slots=True)
class IssueList:
    """`issues.json`; each is read by itself."""

    issues: tuple[msgspec.Raw, ...]
    total_count: int = 0


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that belongs to nothing yet."""

    token: str


@dataclass(frozen=True, slots=True)
class UploadAnswer:
    """`uploads.json`."""

    upload: Upload
