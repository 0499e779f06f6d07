"""Strings that no person would think of: keys whose form nobody has told us."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log2

from trayapp.core.sensitive.found import Found, Kind

_STRING = re.compile(r"(?<![\w+/=.-])[A-Za-z0-9+/_-]{20,512}+={0,2}(?![\w+/-])")
_SHORTEST = 20
"""Letters and digits."""
_HASH = re.compile(r"(?i)sha\d{1,3}-|md5-")
_ENTROPY = 3.4
"""Bits a letter: words of 20 letters have about 3.3 at most, 20 random letters of 62 have 4.0."""
_TURNS, _TURNS_LOWER = 0.33, 0.25
"""How often, at the least, a random string goes from digit to letter, or from small to capital, of all neighbours."""
_DIGITS, _DIGITS_LOWER = 1, 4
_WORDS = re.compile(r"[a-z]{3,}")
_MOST_WORDS = 0.45
"""Of a string with capitals, that may lie in small letters beside one another: `thatIsHowFunctionsAreNamed`."""


def random_strings(text: str) -> Iterator[Found]:
    """At least 20 letters and digits, well mixed.

    Not what is written in hexadecimal (commits, checksums, GUIDs): there is far too much of it on every screen of
    somebody who needs help with a computer, and hardly any of it is private. A key in hexadecimal is found by the word
    before it. Neither paths nor names of functions, for they seldom go from small to capital letters and digits.
    """
    for match in _STRING.finditer(text):
        if _HASH.match(match[0]) is None and _random(match[0]):
            yield Found(match.start(), match.end(), Kind.KEY)


def _random(string: str) -> bool:
    plain = [char for char in string if char.isalnum()]
    if len(plain) < _SHORTEST or all(char in "0123456789abcdefABCDEF" for char in plain):
        return False
    mixed = any(char.isupper() for char in plain) and any(char.islower() for char in plain)
    digits = sum(char.isdigit() for char in plain)
    turns = sum(_sort(one) is not _sort(other) for one, other in pairwise(plain)) / len(plain)
    if digits < (_DIGITS if mixed else _DIGITS_LOWER) or turns < (_TURNS if mixed else _TURNS_LOWER):
        return False
    if mixed and sum(len(word) for word in _WORDS.findall(string)) > _MOST_WORDS * len(plain):
        return False
    return _entropy(plain) >= _ENTROPY


def _sort(char: str) -> str:
    return "digit" if char.isdigit() else "capital" if char.isupper() else "small"


def _entropy(chars: list[str]) -> float:
    return -sum(count / len(chars) * log2(count / len(chars)) for count in Counter(chars).values())
