"""Words about the people who see a ticket beside its requester (TK-7, TK-8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trayapp.core.model import Contact, Role

SECTION = "Who else sees this"
NOBODY = "Nobody but you and IT."
REMOVE = "Remove"
UNDO = "Undo"
ROLES = {
    Role.SUBSCRIBER: "colleague",
    Role.COLLABORATOR: "from outside",
}
WAITS_TO_JOIN = "Waiting to be added"
WAITS_TO_LEAVE = "Waiting to be removed"
STAY = "Keep"
SEARCH = "Search"
CANCEL = "Cancel"
SEARCHING = "Searching …"
RESULTS = "People found"
OFFLINE = "The portal can't be reached, so nobody can be searched for."
OFFLINE_ADDRESS = (
    "The portal can't be reached. {email} is added as it is written here, as soon as the portal is back."
)
FULL_ADDRESS = "Write a full e-mail address. It is kept, and sent as soon as the portal is back."
NO_SEARCH = "This portal can't be searched for people. Write the full e-mail address."


@dataclass(frozen=True, slots=True)
class Adding:
    """What the dialog that adds somebody says."""

    button: str
    title: str
    meaning: str
    field: str
    hint: str
    add: str
    nobody: str


ADDING: Mapping[Role, Adding] = {
    Role.SUBSCRIBER: Adding(
        "Add a colleague …",
        "Add a colleague",
        "They see this ticket and are told of everything that happens on it.",
        "Name or e-mail",
        "Such as Bo or bo@northwind.example",
        "Add",
        "No colleague of that name or address has access to the portal.",
    ),
    Role.COLLABORATOR: Adding(
        "Add somebody outside …",
        "Add somebody outside",
        "This person is not of your company. They will see the whole conversation: everything written so far, "
        "with its files, and everything written from now on.",
        "Their exact e-mail address",
        "Such as kim@supplier.example",
        "Let them see it",
        "The portal knows nobody of that address. Check it letter by letter, or ask IT to add them.",
    ),
}


def section(count: int, stuck: int = 0) -> str:
    """The line that folds the people out; it says when the portal refused one of them."""
    line = f"{SECTION} ({count})" if count else SECTION
    return f"{line}: needs you" if stuck else line


def contact(found: Contact, *, already: bool) -> str:
    """A line of what a search found."""
    parts = (found.name, found.email if found.name != found.email else "", "" if already else found.company)
    line = " · ".join(part for part in parts if part)
    return f"{line} (sees it already)" if already else line


def remove_question(name: str, role: Role) -> tuple[str, str]:
    """Asked before somebody is taken off."""
    meaning = (
        "They are no longer told of it."
        if role is Role.SUBSCRIBER
        else "They no longer see it. What they have read, they know."
    )
    return f"Remove {name} from this ticket?", meaning


def remove(name: str) -> str:
    """The accessible name of a person's button."""
    return f"{REMOVE} {name}"


def undo(name: str) -> str:
    """The accessible name of the button that takes a wish back."""
    return f"{UNDO}: {name}"
