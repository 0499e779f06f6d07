"""Levels and what each may do (ROLE-1 to ROLE-12), and how one becomes a user (REG-1 to REG-6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Permission(StrEnum):
    """What a level may be granted. Which level has which is said by the policy alone."""

    CREATE = "create"
    """Create support tickets (ROLE-2)."""
    UPDATE = "update"
    """Reply on the tickets one sees as owner or for the company (TK-4)."""
    CLOSE = "close"
    PRIORITY = "priority"
    """Change the priority in the portal (PR-7, TK-10)."""
    COMPANY = "company"
    """See and reply to ALL tickets of the company (ROLE-4)."""
    SUBSCRIBERS = "subscribers"
    """Add members of the same company to a ticket (TK-8)."""
    COLLABORATORS = "collaborators"
    """Add people outside of the organisation to a ticket (TK-7)."""
    ESTIMATES = "estimates"
    """Approve and decline estimates (TK-6)."""
    CREDITS = "credits"
    """See the service credits that were billed (TK-9)."""
    REGISTER = "register"
    """Request new accounts, for the levels in `Level.grants` (ROLE-3, REG-2, REG-4)."""
    REMOVE = "remove"
    """Request that an account is removed (REG-2)."""
    PROFILE = "profile"
    """Edit one's own profile (INFO-6)."""
    ARTICLES = "articles"
    """Solution articles and forums (ROLE-1)."""
    NEWSLETTERS = "newsletters"
    """Newsletters with hints and tips (ROLE-5)."""
    UPDATE_NOTICES = "update_notices"
    """Notice of available updates (ROLE-6)."""
    SESSIONS = "sessions"
    """Schedule live sessions and call returns (ROLE-7)."""
    ORDER_DEVELOPMENT = "order_development"
    """Order paid custom development (ROLE-8)."""
    COMPANY_INFO_LIMITED = "company_info_limited"
    """Company-specific information, the part that is for everybody (ROLE-9)."""
    COMPANY_INFO = "company_info"
    """Company-specific information, all of it (ROLE-9)."""
    ORDER_LICENCES = "order_licences"
    """Order additional licences (ROLE-10)."""
    REQUEST_UPDATES = "request_updates"
    """Software updates and new versions on request (ROLE-11)."""
    UPDATES = "updates"
    """Software updates and new versions (ROLE-11)."""
    LICENCE_KEYS = "licence_keys"
    """Licence keys and activation codes (ROLE-12)."""
    STAFF = "staff"
    """Support staff: every ticket of every company, any status, announcements."""


@dataclass(frozen=True, slots=True)
class Level:
    """A permission level (ROLE-1 to ROLE-12)."""

    code: str
    label: str
    meaning: str = ""
    permissions: frozenset[str] = frozenset()
    """Codes of `Permission`; one that this version does not know grants nothing here."""
    grants: tuple[str, ...] = ()
    """Levels that one of this level may request for others (ROLE-3)."""

    def may(self, permission: Permission) -> bool:
        """Whether it grants that."""
        return permission in self.permissions


@dataclass(frozen=True, slots=True)
class RegistrationRules:
    """How one becomes a user, and from when on one must be (REG-1 to REG-6)."""

    required_from: date | None = None
    """From this day on, in the portal's time zone, tickets of people who are not registered are refused (REG-3)."""
    refused: str = ""
    """Why, and what to do, in the portal's words, for the person who is refused."""
    request_url: str = ""
    """Where to ask for access; a path is one of the portal itself."""
    owner_level: str | None = None
    """What an owner becomes who confirms the activation e-mail (REG-1)."""
    approval: str = "none"
    """none: whoever may request an account gets it made at once, with an activation e-mail (REG-4);
    staff: support makes it, the request is a ticket (REG-2)."""
    self_service: str = "off"
    """off; request: without signing in, a form asks support to register somebody (REG-5);
    account: a first-time user gets the activation e-mail at once when the company's domain fits (REG-6)."""
    advice: tuple[str, ...] = ()
    """What the portal recommends, such as more than one Primary (REG-2, REG-4)."""


@dataclass(frozen=True, slots=True)
class SupportTerms:
    """What support costs (ROLE-14). Which company has what lies with the portal."""

    paid_from: date | None = None
    """From this day on, in the portal's time zone, a ticket of a company without maintenance may be billed."""
    paid: str = ""
    """What such a company is told, in the portal's words."""
    sessions: str = ""
    """What a session costs, in the portal's words."""
    coupon_field: str = "coupon"
    """The field, among those of a nature of the feature `sessions`, that takes the coupon code."""
