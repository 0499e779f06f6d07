"""What the employee writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from trayapp.core.model.files import StoredFile


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing about this computer, as it will be sent (APP-3)."""

    key: str
    """A stable name such as `os.version`; `ui.texts` knows its label."""
    value: str
    failed: bool = False
    """The collector could not tell; `value` then says why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A new ticket as the employee wrote it: the payload of a create operation."""

    subject: str
    description: str = ""
    product: str | None = None
    category: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    """Answers to the fields that policy adds, by field code; of a file field, the name of one of `files`."""
    priority: str | None = None
    """The priority the employee asked for (PR-7); the portal may lock another."""
    facts: tuple[Fact, ...] = ()
    files: tuple[StoredFile, ...] = ()
    written_at: datetime | None = None
    nature: str | None = None
    """What kind of request it is (TK-2)."""
    references: str | None = None
    """The id of a closed ticket that this one goes on from (ST-7)."""
    joins: str | None = None
    """The id of an announced incident that this is one more case of."""
    policy: str | None = None
    """The version of the policy whose form it was written in; `None`: no form asked for anything. Never sent."""
    said: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    """What was chosen in that form, in its words, for a helpdesk to which the codes mean nothing. Never sent."""


@dataclass(frozen=True, slots=True)
class Update:
    """A reply of the employee on an existing ticket: the payload of an update operation (TK-4)."""

    text: str
    files: tuple[StoredFile, ...] = ()
