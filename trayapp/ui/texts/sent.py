"""What will be sent, and what was: every word, fact, picture and file of it, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from trayapp.core.model import Account, Draft, Fact, Update
from trayapp.core.operation import Operation
from trayapp.core.policy import Policy
from trayapp.core.receipt import Held, Receipt
from trayapp.core.sent import Sent
from trayapp.ui.texts import answers, when
from trayapp.ui.texts import facts as fact_words
from trayapp.ui.texts import tickets as ticket_words
from trayapp.ui.texts.files import size

Line = tuple[str, str]
"""A name and its value."""

WORDS = "Your words"
PICTURES = "Pictures"
FILES = "Files"
SUBJECT = "Subject"
DESCRIPTION = "Description"
ANSWER = "Your answer"
URGENCY = "Urgency asked for"
GOES_ON_FROM = "Earlier ticket"
JOINS = "Known problem"
CLEANED = "without place, camera and program"
NO_WORDS = "Nothing is written yet."
PREPARING = "Being prepared …"
UNSHOWN = "This picture can't be shown, but it goes along as it is."
ZOOM_IN = "Larger"
ZOOM_OUT = "Smaller"
ZOOM_FIT = "&Fit"
ZOOM_FULL = "&100 %"
CLOSE = "&Close"
VIEWER_HINT = "Plus and minus change the size, 1 shows every pixel, 0 fits the window, Esc closes."

TITLE = "What you sent"
SHOW = "What you sent"
NOTHING_HERE = "This ticket was not sent from this computer."
NOTHING_KEPT = (
    "This ticket was not sent from this computer, or so long ago that the list is not kept any more."
)
TICKET_ELSEWHERE = "The ticket itself was not sent from this computer. Your answers from here:"
LOADING = "Reading …"
FETCHING = "Being fetched from the portal …"
NOT_FETCHED = "The picture can't be fetched now: {reason}"
TOO_LARGE_TO_SHOW = "Too large to be shown here. You can open it in the conversation."
NO_PICTURE = "What the portal gives back is no picture."
FACTS = "Facts about this computer"
NO_FACTS = "No facts about this computer were sent."
NEW_TICKET = "New ticket"

_LETTERS = 400
_LINES = 6
_FORMATS = {
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
    "image/heif": "HEIF",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What a ticket names by an id, as people know it."""

    references: str = ""
    joins: str = ""


def words_of(draft: Draft, policy: Policy | None, named: Named) -> list[Line]:
    """What IT will read of a new ticket, in the order of the form; what is empty is not sent and left out."""
    fields = policy.fields(draft.nature, draft.product, draft.category) if policy else ()
    priority = policy.priority(draft.priority) if policy else None
    lines = [
        (ticket_words.NATURE, answers.nature(policy, draft.nature)),
        (SUBJECT, draft.subject),
        (DESCRIPTION, draft.description),
        (GOES_ON_FROM, named.references or draft.references or ""),
        (JOINS, named.joins or draft.joins or ""),
        (ticket_words.PRODUCT, answers.about(policy, draft.product, draft.category)),
        (URGENCY, priority.label if priority else draft.priority or ""),
        *answers.answers(fields, draft.fields),
    ]
    return [(name, value) for name, value in lines if value.strip()]


def compact(text: str) -> str:
    """The beginning of a long text, and how much of it there is."""
    lines = text.strip().splitlines()
    short = "\n".join(lines[:_LINES])[:_LETTERS].rstrip()
    return short if short == text.strip() else f"{short} … (all {len(text)} characters go along)"


def sent_as(email: str, portal: str, host: str) -> str:
    """`Goes as anna@northwind.example to Acme IT at portal.example.`"""
    who = f"as {email} " if email else ""
    where = f" at {host}" if host else ""
    return f"Goes {who}to {portal or 'IT'}{where}."


def besides(*, files: bool) -> str:
    """What no list shows, because it says nothing about the person or this computer."""
    kinds = "the kind of each file and a checksum of it, " if files else ""
    return (
        f"Also sent: the time of Send, {kinds}proof that you are signed in, the version of this program, "
        "and a number that keeps it from being sent twice."
    )


def in_all(total: int | None) -> str:
    """How much it is together; `None`: a picture is not ready yet."""
    return "" if total is None else f"Pictures and files together: {size(total)}."


def about_picture(name: str, form: str, width: int, height: int, count: int) -> str:
    """`screen-1.png · PNG, 1920 × 1080 pixels, 812 KB`; without a name where it stands elsewhere."""
    pixels = f"{width} × {height} pixels" if width and height else ""
    about = ", ".join(filter(None, (_FORMATS.get(form, form), pixels, size(count))))
    return f"{name} · {about}" if name else about


def answers_field(labels: tuple[str, ...]) -> str:
    """Which field of the form a file answers; empty: none."""
    return f"Answers “{'”, “'.join(labels)}”" if labels else ""


def look_closely(name: str, about: str) -> str:
    """The name of a thumbnail for a screen reader."""
    return f"{name}, {about}. Show large."


def viewer_title(name: str, about: str) -> str:
    """Of the window that shows a picture large."""
    return f"{name} · {about}"


def zoom(percent: int) -> str:
    """`50 %`."""
    return f"{percent} %"


def title(number: str) -> str:
    """Of the window."""
    return f"{TITLE} · #{number}" if number else TITLE


def kind(operation: Operation) -> str:
    """What it was."""
    return NEW_TICKET if isinstance(operation.payload, Draft) else ANSWER


def received(receipt: Receipt, portal: str, me: Account | None, now: datetime) -> str:
    """`As received by Acme IT at 10:42, sent as anna@northwind.example.`"""
    operation = receipt.operation
    who = f", sent as {me.email}" if me and me.id == operation.author else ""
    moment = f" {when.on_day(operation.done_at, now)}" if operation.done_at else ""
    by = "taken by the mail server for" if receipt.words is Held.NEVER else "received by"
    return f"As {by} {portal or 'IT'}{moment}{who}."


def words_sent(operation: Operation, policy: Policy | None, sent: Sent) -> list[Line]:
    """The words of a new ticket or of an answer, in full."""
    match operation.payload:
        case Draft() as draft:
            number = f"#{sent.references}" if sent.references else ""
            return words_of(draft, policy, Named(number, sent.joins))
        case Update(text=text) if text.strip():
            return [(ANSWER, text)]
    return []


def facts_sent(facts: Sequence[Fact]) -> list[Line]:
    """The facts, in the order in which they are always shown."""
    ordered = sorted(facts, key=lambda fact: fact_words.rank(fact.key))
    return [
        (fact_words.label(fact.key), fact_words.shown(fact.value, failed=fact.failed)) for fact in ordered
    ]


def answers_of(draft: Draft, policy: Policy | None, name: str) -> str:
    """Which field of the form the file of that name answers; empty: none."""
    fields = policy.fields(draft.nature, draft.product, draft.category) if policy else ()
    asked = (field for field in fields if field.kind == "file" and draft.fields.get(field.code) == name)
    return answers_field(tuple(field.label for field in asked))


def not_from_here(sent: Sent) -> str:
    """Why the ticket itself is not in the list; empty: it is."""
    if sent.whole:
        return ""
    if sent.receipts:
        return TICKET_ELSEWHERE
    return NOTHING_KEPT if sent.ticket and sent.ticket.op_id else NOTHING_HERE


def held(verdict: Held, portal: str, sha256: str) -> str:
    """What became of a file."""
    who = portal or "IT"
    match verdict:
        case Held.SAME:
            return f"{who} holds exactly this file (SHA-256 {sha256[:12]}…)."
        case Held.DIFFERENT:
            return f"{who} holds a different file than you sent (yours: SHA-256 {sha256[:12]}…)."
        case Held.MISSING:
            return f"{who} does not hold this file."
        case Held.UNTOLD:
            return f"{who} holds a file of this name and size, but does not tell its checksum."
        case Held.UNREAD:
            return f"Not compared yet: it has not been read back from {who}."
        case Held.NEVER:
            return f"Went out as it was here (SHA-256 {sha256[:12]}…); what came of it, {who} does not tell this app."


def words_held(verdict: Held, portal: str) -> str:
    """What became of the words; empty: what was to be expected."""
    who = portal or "IT"
    match verdict:
        case Held.DIFFERENT:
            return f"{who} shows other words here now than you sent."
        case Held.UNREAD:
            return f"Not compared yet: it has not been read back from {who}."
    return ""
