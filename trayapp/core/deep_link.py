"""Links of the form `trayapp:…`, which any web page or e-mail may hold: they open something and never do anything.

    trayapp://new?subject=S&description=D   the dialog for a new ticket, with words filled in
    trayapp://ticket/4711                   a ticket, by its number or id
    trayapp://tickets                       the list of tickets; so does `trayapp:` alone

Nothing is sent, changed, signed in or out by one, and none names a portal, a file or a web address. Anything else is no
link of ours. Parameters that this version does not know are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from trayapp.core.text import one_line

SCHEME = "trayapp:"
LONGEST = 4_096
"""Letters of a link; a longer one is none."""
MOST_SUBJECT = 200
MOST_DESCRIPTION = 2_000
"""Letters that are taken; what is beyond them is left out."""
_TICKET = re.compile(r"ticket/([A-Za-z0-9][A-Za-z0-9._-]{0,63})")
_KEPT = "\n\t\u200c\u200d"
"""Line breaks, and what joins or parts letters: without it Persian reads otherwise, and families fall apart."""


@dataclass(frozen=True, slots=True)
class DeepLink:
    """What a link opens."""

    opens: str
    """dialog, ticket or window."""
    ticket: str | None = None
    """Number or id."""
    subject: str = ""
    description: str = ""


def is_link(word: str) -> bool:
    """Whether a word of the command line is meant to be one."""
    return word[: len(SCHEME)].lower() == SCHEME


def read_link(text: str) -> DeepLink | None:
    """What it opens; `None` for what is no link of ours, whatever it is."""
    if not is_link(text) or len(text) > LONGEST or not text.isascii() or not text.isprintable():
        return None
    place, _, query = text[len(SCHEME) :].partition("#")[0].partition("?")
    place = place.removeprefix("//").removesuffix("/")
    if place.lower() in {"", "tickets"}:
        return DeepLink("window")
    if place.lower() == "new":
        return _new(query)
    found = _TICKET.fullmatch(place)
    return DeepLink("ticket", found[1]) if found else None


def _new(query: str) -> DeepLink | None:
    found: dict[str, str] = {}
    for part in query.split("&"):
        name, _, value = part.partition("=")
        words = _decoded(value)
        if words is None:
            return None
        found.setdefault(name, words)
    subject = one_line(found.get("subject", ""), MOST_SUBJECT)
    return DeepLink("dialog", None, subject, filled(found.get("description", ""), MOST_DESCRIPTION))


def filled(text: str, most: int) -> str:
    """Words of somebody else for a field of several lines: no sign that shows nothing or turns what follows."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        sign for sign in plain if sign in _KEPT or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return "".join(kept)[:most]


def _decoded(value: str) -> str | None:
    try:
        return unquote_to_bytes(value.replace("+", " ")).decode()
    except UnicodeDecodeError:
        return None
