"""E-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trayapp.core.sensitive.found import Found, Kind

# possessive, and begun at a word's first letter alone: no text makes it slow
_ADDRESS = re.compile(r"(?<![\w.+%'=~-])[\w.+%'=~-]{1,64}+@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}")
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp"})
"""`logo@2x.png` is a file."""


def addresses(text: str) -> Iterator[Found]:
    """Whatever has a name, an @ and a domain with a top level of letters."""
    for match in _ADDRESS.finditer(text):
        top = match[0].rpartition(".")[2].casefold()
        if (len(top) > 1 and top.isalpha() and top not in _PICTURES) or top.startswith("xn--"):
            yield Found(match.start(), match.end(), Kind.EMAIL)
