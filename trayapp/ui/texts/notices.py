"""Words of desktop notifications. Sentences only; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.ui.texts.files import counted

_EXCERPT = 180


@dataclass(frozen=True, slots=True)
class Notice:
    """A notification's two lines."""

    title: str
    body: str


def answered(number: str, subject: str, author: str, text: str, label: str = "") -> Notice:
    """Support staff wrote on a ticket; `label`: the status it has since, when that is another."""
    now = f"It is now: {label}" if label else ""
    return Notice(f"{author or 'IT'} answered #{number}", _lines(subject, excerpt(text), now))


def status_moved(number: str, subject: str, label: str, meaning: str) -> Notice:
    """A ticket has a new status."""
    return Notice(f"#{number} is now {label}", _lines(subject, meaning))


def announced(title: str, body: str) -> Notice:
    """A message to everybody."""
    return Notice(title, excerpt(body))


def delivered(number: str, subject: str, answer: str) -> Notice:
    """The portal has the ticket and gave it a number, or none; `answer`: what is known of one, or empty."""
    title = f"Sent: #{number}" if number else "Sent to IT"
    return Notice(title, _lines(subject, answer))


def expected(due: str) -> str:
    """`due` such as `by 14:30`."""
    return f"Answer expected {due}"


def went_on(number: str, subject: str, closed: str) -> Notice:
    """Words for a ticket that was closed meanwhile are a new one (ST-7)."""
    closed_one = f"#{closed}" if closed else "The ticket"
    return Notice(
        f"Your answer is the new ticket #{number}",
        _lines(subject, f"{closed_one} was closed meanwhile. The new one refers to it."),
    )


def noticed(kind: str, number: str, subject: str, text: str) -> Notice:
    """Something rang the bell; a kind of a newer portal is told by its text alone."""
    about = _KINDS.get(kind, "")
    ticket = f"#{number}" if number else ""
    title = f"{about}: {ticket}" if about and ticket else about or ticket or excerpt(text, 60)
    return Notice(title, _lines(subject, excerpt(text)))


_KINDS = {
    "reminder": "Waits for you",
    "estimate": "Estimate",
    "person": "People on a ticket",
    "incident": "Incident",
    "account": "Your account",
}


def stuck(subject: str, title: str, hint: str) -> Notice:
    """Something in the outbox needs the employee."""
    return Notice(f"“{excerpt(subject, 60)}” needs you", _lines(title, hint))


def not_signed_in() -> Notice:
    """The program has started, and nobody has signed in yet."""
    return Notice("You are not signed in to IT help", "Click here to sign in and to see IT's answers.")


def dropped() -> Notice:
    """The portal does not take the sign-in any more."""
    return Notice(
        "IT help needs you to sign in again", "Click here. What you wrote is kept and goes out then."
    )


def salvaged(operations: int, *, complete: bool) -> Notice:
    """The local database was damaged; what could be read of the outbox is in a new one."""
    kept = counted(operations, "unsent item is", "unsent items are") + " safe in the outbox."
    lost = "" if complete else "Something may be missing: look it through, and tell IT."
    return Notice("Saved tickets were damaged on this computer", _lines(kept, lost))


def excerpt(text: str, length: int = _EXCERPT) -> str:
    """The beginning of a text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
