"""Words of the ticket list and of a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from trayapp.core.policy import Bucket, Policy
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
"""Views of TK-3 in our own order and words, where policy has none; a view of an unknown code is not offered."""

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


def views(policy: Policy | None, granted: frozenset[str]) -> Sequence[tuple[str, str]]:
    """Codes and names of the views to offer: the policy's, of those the portal grants; never none."""
    named = [(view.code, view.label) for view in policy.views] if policy else []
    known = [(code, label) for code, label in named or VIEWS.items() if code in granted and code in VIEWS]
    return known or [("open", VIEWS["open"])]


def empty(view: str, words: str, widest: str = "") -> tuple[str, str]:
    """What an empty list says, and what to do about it; `widest` is the name of a view that holds more."""
    if words:
        elsewhere = f", or look in {widest}" if widest else ""
        return f"Nothing found for “{words}”", f"Try fewer words{elsewhere}."
    return _EMPTY.get(view, _EMPTY["all"])


def bucket(code: str) -> str:
    """A status in one word, for one that neither the policy nor the portal gave a label."""
    return _BUCKETS.get(Bucket(code), code) if code in set(Bucket) else code


def status(label: str, sub_status: str) -> str:
    """The status, with whom it waits for where the portal says so (ST-4)."""
    if not sub_status:
        return label
    ends = label.casefold().endswith((" for", " on"))  # Waiting For: the sub status goes on with the sentence
    return f"{label} {sub_status}" if ends else f"{label} ({sub_status})"


def number(text: str) -> str:
    """A ticket's number as people quote it; not every helpdesk tells one."""
    return f"#{text}" if text else ""


def priority(label: str, asked: str | None) -> str:
    """The urgency, and the one asked for where the portal holds another (PR-7)."""
    return f"Urgency: {label} (you asked for {asked})" if asked and asked != label else f"Urgency: {label}"


def due(moment: datetime, now: datetime) -> str:
    """When IT's answer is expected."""
    if moment <= now:
        return f"Answer was expected {when.on(moment, now)}"
    return f"Answer expected {when.due_words(moment, now)}"


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
PENDING_KEEP_OPEN = "You asked to keep this ticket open."
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
STANDING = "How it stands"
REQUESTER = "Asked by"
CREATED = "Created"
CHANGED = "Last change"
NATURE = "Kind of request"
PRODUCT = "About"
YES = "Yes"
NO = "No"
FACTS = "About the computer"
REFERENCE = "Reference for the telephone"


# ---- actions

CHANGE_URGENCY = "Change urgency"
CLOSE = "Close ticket"
CLOSE_QUESTION = "Close this ticket?"
CLOSE_MEANING = "IT stops working on it. You can still look it up here."
STAY_OPEN = "Keep it open"
KEEP_OPEN = "Keep open"
GO_ANSWER = "Answer"
REFER = "New ticket about this"
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
ONLY_READING = "This ticket was shared with you to read. Those who asked for it answer IT."
NO_TICKET = "Choose a ticket to answer."
BECOMES_NEW = "This ticket is closed. What you write here becomes a new ticket that references #{number}."
SEND_NEW = "Send as a new ticket"


# ---- other tickets and problems that belong to it

GOES_ON_FROM = "Goes on from #{number}"
GOES_ON_IN = "Goes on in #{number}"
PART_OF = "Known problem: {title}"
PART_OF_ANY = "Part of a known problem"
SHOW_TICKET = "Show #{number}"
SHOW_NEW = "Show the new ticket"


def became(old: str, new: str) -> str:
    """What the employee wrote on a closed ticket went on in another one (ST-7)."""
    return f"#{old} is closed. What you wrote became a new ticket, #{new}, which references it."


def credits_billed(amount: float, policy: Policy | None) -> str:
    """The service credits billed for the work, by the portal's word for them (TK-9)."""
    word = policy.texts.get("credits", "") if policy else ""
    return f"{word or 'Service credits'} billed: {amount:n}"


# ---- how fresh it is

OFFLINE = "offline"
SIGN_IN = "sign in under Account to see what is new"
BLOCKED = "the portal can't be used: see Account"
CONNECTING = "connecting …"


def freshness(as_of: str, reason: str) -> str:
    """The line that says how old what is shown is, and why (APP-6)."""
    return f"{as_of} · {reason}" if reason else as_of
