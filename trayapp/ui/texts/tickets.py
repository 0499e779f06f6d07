"""Words of the ticket list and of a ticket."""

from __future__ import annotations

from datetime import datetime, timedelta

from trayapp.core.policy import Bucket
from trayapp.ui.texts import when

SECTION = "Tickets"
NEW_TICKET = "New ticket"
SEARCH = "Search tickets"
SEARCH_HINT = "Number, subject or words of the conversation (Ctrl+F)"
FILTER = "Which tickets"
BACK = "Back to the list"
LOADING = "Loading …"
UNREAD = "new"
NOT_SENT = "Not sent yet"
NO_NUMBER = "no number yet"
NOTHING_CHOSEN = ("No ticket chosen", "Choose one on the left to read it and to answer.")
GONE = ("This ticket is gone", "It was removed, or it is no longer yours to see.")

VIEWS = {
    "open": "Open",
    "company": "My company's open",
    "closed": "Closed",
    "completed": "Completed",
    "collaborator": "Shared with me",
    "all": "All",
}
"""Views of TK-3, in the order they are offered; a view of an unknown code is not."""

_EMPTY = {
    "open": ("No open tickets", "When something bothers you, make a new ticket. It takes ten seconds."),
    "company": (
        "No open tickets in your company",
        "Tickets of your colleagues show here while IT works on them.",
    ),
    "closed": ("Nothing closed yet", "Tickets that IT has finished show here, so that you can look them up."),
    "completed": (
        "Nothing completed yet",
        "Tickets that IT has finished show here, so that you can look them up.",
    ),
    "collaborator": ("Nothing shared with you", "A ticket shows here when somebody adds you to it."),
    "all": ("No tickets yet", "When something bothers you, make a new ticket. It takes ten seconds."),
}

_BUCKETS = {
    Bucket.OPEN: "Open",
    Bucket.WAITING_FOR_YOU: "Waiting for you",
    Bucket.WAITING: "Waiting",
    Bucket.RESOLVED: "Resolved",
    Bucket.CLOSED: "Closed",
}


def empty(view: str, words: str) -> tuple[str, str]:
    """What an empty list says, and what to do about it."""
    if words:
        return f"Nothing found for “{words}”", "Try fewer words, or look in All."
    return _EMPTY.get(view, _EMPTY["all"])


def bucket(code: str) -> str:
    """A status in one word, for one that neither the policy nor the portal gave a label."""
    return _BUCKETS.get(Bucket(code), code) if code in set(Bucket) else code


def status(label: str, sub_status: str) -> str:
    """The status, with whom it waits for where the portal says so (ST-4)."""
    return f"{label} {sub_status}" if sub_status else label


def number(text: str) -> str:
    """A ticket's number as people quote it."""
    return f"#{text}"


def priority(label: str, asked: str | None) -> str:
    """The urgency, and the one asked for where the portal holds another (PR-7)."""
    return f"Urgency: {label} (you asked for {asked})" if asked and asked != label else f"Urgency: {label}"


def due(moment: datetime, now: datetime) -> str:
    """When IT's answer is expected."""
    if moment <= now:
        return f"Answer was expected {when.on(moment, now)}"
    return f"Answer expected {when.due_words(moment, now)}"


def countdown(next_label: str, moment: datetime, now: datetime) -> str:
    """What the portal will do by itself, and when (ST-3, ST-6)."""
    left = moment - now
    if left < timedelta(minutes=1):
        return f"Becomes {next_label} within a minute."
    return f"Becomes {next_label} in {when.length(left)} ({when.on(moment, now)}) if nothing is written."


def row_for_screen_readers(parts: tuple[str, ...]) -> str:
    """A row of the list in one sentence."""
    return ", ".join(part for part in parts if part)


# ---- conversation

YOU = "You"
SYSTEM = "Portal"
WAITING_TO_BE_SENT = "Waiting to be sent"
CONVERSATION = "Conversation"
EMPTY_DESCRIPTION = "No more was written."
ONLY_FILES = "Files, without words."
PENDING_CLOSE = "You asked to close this ticket."
OPENING = "Opening …"
FILE_FAILED = "{name}: {why}"


def earlier(count: int) -> str:
    """The button above a long conversation."""
    return f"Show {count} earlier {'message' if count == 1 else 'messages'}"


def pending_priority(label: str) -> str:
    """A change of urgency on its way."""
    return f"You asked for another urgency: {label}."


def open_file(name: str, size: str) -> str:
    """The accessible name of a file's chip."""
    return f"Open {name}, {size}"


# ---- details

DETAILS = "Details"
REQUESTER = "Asked by"
CREATED = "Created"
CHANGED = "Last change"
PRODUCT = "About"
FACTS = "About the computer"
REFERENCE = "Reference for the telephone"


# ---- actions

CHANGE_URGENCY = "Change urgency"
CLOSE = "Close ticket"
CLOSE_QUESTION = "Close this ticket?"
CLOSE_MEANING = "IT stops working on it. You can still look it up under Closed."
KEEP_OPEN = "Keep it open"
EDIT = "Edit"
OUTBOX = "Show in outbox"

ANSWER = "Your answer"
ANSWER_HINT = "Write an answer to IT"
ATTACH = "Attach files"
REMOVE_FILE = "Remove {name}"
SEND = "Send"
SEND_KEYS = "Ctrl+Enter"
NO_ANSWERS = "This portal takes no answers from the app."
NO_ANSWER_HERE = (
    "IT takes no answers on this ticket. For more help, make a new ticket and name #{number} in it."
)
NO_TICKET = "Choose a ticket to answer."


# ---- how fresh it is

OFFLINE = "offline"
SIGN_IN = "sign in under Account to see what is new"
BLOCKED = "the portal can't be used: see Account"
CONNECTING = "connecting …"


def freshness(as_of: str, reason: str) -> str:
    """The line that says how old what is shown is, and why (APP-6)."""
    return f"{as_of} · {reason}" if reason else as_of
