"""What a portal says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trayapp.core.model.people import Account


class Once(StrEnum):
    """How a portal recognises that an operation was sent before."""

    NATIVE = "native"
    LOOKUP = "lookup"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this portal lets this employee do; the UI offers nothing else."""

    views: frozenset[str] = frozenset({"open", "closed"})
    """Those of `Policy.views` that this employee has; empty: this helpdesk tells nothing of tickets, not even how they
    stand (e-mail), and the app says so in the place of an empty list.
    """
    update: bool = True
    close: bool = True
    priority: bool = False
    unsure: frozenset[str] = frozenset()
    """Those of `close` and `priority` that this portal does not tell before this employee has a ticket: the app says
    so, and asks again as soon as there is one. Until then they count as granted; each ticket tells for itself.
    """
    contacts: bool = False
    """People to add to a ticket can be searched for (TK-7, TK-8)."""
    articles: bool = False
    profile_url: str = ""
    """Where a password is changed, in the browser."""
    attachments: bool = True
    announcements: bool = False
    events: bool = False
    """Server-sent events announce changes at once."""
    submit_once: Once = Once.NONE
    update_once: Once = Once.NONE
    remembers: bool = False
    """It can tell which operations it has taken, so that a portal put back from a backup is noticed."""
    sign_in: frozenset[str] = frozenset({"token"})
    encrypted: bool = True
    """What is sent travels encrypted, or stays on this computer; otherwise the app says that it does not."""
    max_file: int | None = None
    """Bytes of the largest file accepted; `None`: unknown."""
    max_total: int | None = None
    """Bytes of all files of one ticket together; `None`: unknown."""
    settle: float = 0.0
    """Seconds to wait before a "not found" may be believed."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a portal says of itself and of the person asking."""

    version: str
    name: str
    me: Account
    server_time: datetime | None
    """By its clock; `None`: it does not tell (e-mail)."""
    capabilities: Capabilities
    about: str | None = None
    """Stays the same as long as person, capabilities and policy do; `None`: this portal does not tell.

    `Changes` has it, too, so that nobody has to ask again just to be sure.
    """
