"""Words of announcements, of help and contact, and of the phone card."""

from __future__ import annotations

from trayapp.core.model import Severity
from trayapp.ui.texts.files import counted

ANNOUNCEMENTS = "Announcements"
NO_ANNOUNCEMENTS = ("Nothing to announce", "Outages and planned work of the whole company show here.")
NO_ANNOUNCEMENTS_HERE = ("This portal has no announcements", "Ask IT where it tells about outages.")
SEVERITIES = {Severity.INFO: "Information", Severity.WARNING: "Warning", Severity.OUTAGE: "Outage"}

HELP = "Help & contact"
CONTACT = "Contact {name}"
CONTACT_ANYONE = "Contact IT"
ADVICE = "Good to know"
NO_CHANNELS = (
    "No contacts known yet",
    "The portal tells how IT can be reached. They show here after the first connection.",
)
NO_OTHER_WAY = (
    "Write a ticket",
    "This helpdesk names no other way to reach IT.",
)
NO_LINK = "This can't be opened from here. Its address is {value}"
NUMBER_COPIED = "Copied"
COPY = "Copy"
NEW_TICKET = "New ticket"

_VERBS = {
    "phone": "Call",
    "email": "Write",
    "meeting": "Schedule",
    "chat": "Chat",
    "invoices": "Open",
    "remote": "Start",
    "waiting_list": "Join",
}

PHONE_CARD = "Call {number}"
PHONE_CARD_OFFLINE = "The portal can't be reached. What you wrote is kept and goes out by itself."
PHONE_CARD_URGENT = "This can't wait for the portal."
CALL = "Call"


JOIN = "That's me, too"


def joined(count: int) -> str:
    """How many meet an incident."""
    return f"{counted(count, 'ticket', 'tickets')} so far" if count else ""


def verb(kind: str) -> str:
    """The button of a channel."""
    return _VERBS.get(kind, "Open")


def quote(number: str, reference: str) -> str:
    """What to do when it cannot wait (CH-2)."""
    return f"Call {number} and quote {reference}" if reference else f"Call {number}"


def severity(code: str) -> str:
    """How much it matters, in a word; an unknown code counts as information."""
    return SEVERITIES[Severity(code)] if code in set(Severity) else SEVERITIES[Severity.INFO]


def span(starts: str, ends: str) -> str:
    """From when to when an announcement holds."""
    return f"Since {starts} · until {ends}" if ends else f"Since {starts}"


def planned(starts: str, ends: str) -> str:
    """When something announced will begin."""
    return f"From {starts} · until {ends}" if ends else f"From {starts}"


def announcements_section(count: int) -> str:
    """The announcements in the navigation, for screen readers."""
    return f"{ANNOUNCEMENTS}, {count} current" if count else ANNOUNCEMENTS
