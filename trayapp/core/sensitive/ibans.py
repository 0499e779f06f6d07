"""International bank account numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from trayapp.core.sensitive.found import Found, Kind

_LENGTHS = {
    country: length
    for length, countries in (
        (15, ("NO",)),
        (16, ("BE",)),
        (18, ("DK", "FI", "FK", "FO", "GL", "NL", "SD")),
        (19, ("MK", "SI")),
        (20, ("AT", "BA", "EE", "KZ", "LT", "LU", "MN", "XK")),
        (21, ("CH", "HR", "LI", "LV")),
        (22, ("BG", "BH", "CR", "DE", "GB", "GE", "IE", "ME", "RS", "VA")),
        (23, ("AE", "GI", "IL", "IQ", "OM", "SO", "TL")),
        (24, ("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG")),
        (25, ("LY", "PT", "ST")),
        (26, ("IS", "TR")),
        (27, ("BI", "DJ", "FR", "GR", "IT", "MC", "MR", "SM")),
        (28, ("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "NI", "PL", "SV")),
        (29, ("BR", "EG", "PS", "QA", "UA")),
        (30, ("JO", "KW", "MU", "YE")),
        (31, ("MT", "SC")),
        (32, ("LC",)),
        (33, ("RU",)),
    )
    for country in countries
}
"""Characters of an account number, by country."""
_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}")
_BLANKS = re.compile(r"[ \u00a0\u202f]")


def ibans(text: str) -> Iterator[Found]:
    """A country, as many letters and digits as it has, single blanks between them, and a right checksum."""
    for start in _START.finditer(text):
        length = _LENGTHS.get(start[0][:2].upper())
        match = _of(length).match(text, start.start()) if length else None
        if match and _checks(match[0]):
            yield Found(match.start(), match.end(), Kind.IBAN)


@cache
def _of(length: int) -> re.Pattern[str]:
    return re.compile(rf"[A-Za-z0-9](?:[ \u00a0\u202f]?[A-Za-z0-9]){{{length - 1}}}(?![A-Za-z0-9])")


def _checks(written: str) -> bool:
    plain = _BLANKS.sub("", written)
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1
