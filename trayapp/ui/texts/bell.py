"""Words of the page behind the bell."""

from __future__ import annotations

SECTION = "Notifications"
NOTHING = ("No news", "What the helpdesk lists as news shows here. Every answer is on its ticket, too.")
MARK_ALL = "Mark all as read"
UNREAD = "new"


def section(count: int) -> str:
    """The entry of the navigation, for screen readers."""
    return f"{SECTION}, {count} new" if count else SECTION


def about(number: str, subject: str) -> str:
    """Which ticket a notice is about."""
    return " · ".join(filter(None, (f"#{number}" if number else "", subject)))
