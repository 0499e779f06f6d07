"""What FTS5 is asked for: the words that an employee types, as an expression that holds no operator of theirs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def split(text: str) -> list[str]:
    """The words: letters and digits, as the index takes them apart."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def every(text: str) -> str | None:
    """What holds every word. `None`: there is no word.

    The last word is taken as a beginning, for it may still be typed, unless a space follows it. Only letters
    and digits pass, each word in quotes, so nothing an employee types is an operator.
    """
    found = split(text)
    if not found:
        return None
    quoted = [f'"{word}"' for word in found]
    if not text[-1].isspace():
        quoted[-1] += "*"
    return " AND ".join(quoted)


def any_of(words: Sequence[str]) -> str | None:
    """What holds one of the words, or a word that begins so. `None`: there is no word."""
    return " OR ".join(f'"{word}"*' for word in words) or None


def two_of(words: Sequence[str]) -> str | None:
    """What holds two of the words, or words that begin so. `None`: there are not two."""
    pairs = (f'("{word}"* AND ({any_of(words[at:])}))' for at, word in enumerate(words[:-1], start=1))
    return " OR ".join(pairs) or None
