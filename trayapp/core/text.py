"""Text that can be kept and sent. File names, arguments and programs' names may hold what is no text at all."""

from __future__ import annotations

import unicodedata

_TURNS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Signs that turn the direction of what follows, beyond the end of the text they stand in."""


def whole(text: str) -> str:
    """The text without halves of characters, which neither a database nor JSON takes; pairs of halves become one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def one_line(text: str, most: int) -> str:
    """The text as a part of a sentence: at most `most` letters, no line breaks, nothing that turns what follows it.

    Others' programs choose the titles of their windows, and some of them mean harm.
    """
    plain = whole(text[: 4 * most]).translate(_TURNS)
    said = " ".join("".join(" " if unicodedata.category(sign) == "Cc" else sign for sign in plain).split())
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"
