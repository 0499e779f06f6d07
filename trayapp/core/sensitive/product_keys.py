"""Keys that unlock a program: five groups of five."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trayapp.core.sensitive.found import Found, Kind

_KEY = re.compile(r"(?<![\w-])(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}(?![\w-])")


def product_keys(text: str) -> Iterator[Found]:
    """Capital letters and digits in five groups of five; neither letters nor digits alone."""
    for match in _KEY.finditer(text):
        plain = match[0].replace("-", "")
        if not plain.isdigit() and not plain.isalpha():
            yield Found(match.start(), match.end(), Kind.KEY)
