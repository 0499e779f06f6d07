"""Numbers of payment cards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trayapp.core.sensitive.found import Found, Kind

_BLANK = r"[ \u00a0\u202f-]"
_RUN = re.compile(
    rf"""
    \b(?:
        \d{{13,19}}+
        | \d{{4}}{_BLANK}\d{{6}}{_BLANK}\d{{4,5}}+          # as American Express and Diners Club print theirs
        | \d{{4}}(?:{_BLANK}\d{{4}}\b){{2,}}+(?:{_BLANK}\d{{1,3}}+)?   # fours, and what is left
    )\b
    """,
    re.VERBOSE,
)
_GROUP = re.compile(r"\d+")
_MOST_GROUPS = 5
_ISSUERS = re.compile(
    r"""
    4(?:\d{12}|\d{15}|\d{18})                                                   # Visa
    | (?:5[1-5]\d\d | 222[1-9] | 22[3-9]\d | 2[3-6]\d\d | 27[01]\d | 2720)\d{12}  # Mastercard
    | 3[47]\d{13}                                                               # American Express
    | 3(?:0[0-5]|[689]\d)\d{11,16}                                              # Diners Club
    | 35(?:2[89]|[3-8]\d)\d{12,15}                                              # JCB
    | (?:6011|64[4-9]\d|65\d\d)\d{12,15}                                        # Discover
    | 62\d{14,17}                                                               # UnionPay
    | (?:5018|5020|5038|5893|6304|6759|676[1-3])\d{8,15}                        # Maestro
    """,
    re.VERBOSE,
)


def cards(text: str) -> Iterator[Found]:
    """13 to 19 digits, at a stretch or in groups as cards have them, of an issuer's range, with a right last digit."""
    for run in _RUN.finditer(text):
        if not _decimal(text, run):
            yield from _in_run(run[0], run.start())


def _decimal(text: str, run: re.Match[str]) -> bool:
    """The digits of a number with a point in it."""
    before, after = text[max(run.start() - 2, 0) : run.start()], text[run.end() : run.end() + 2]
    return (before[1:] == "." and before[0].isdigit()) or (after[:1] == "." and after[1:].isdigit())


def _in_run(run: str, offset: int) -> Iterator[Found]:
    """Cards among the groups: a number of something else may stand right before one."""
    groups = [(group.start(), group.end()) for group in _GROUP.finditer(run)]
    at = 0
    while at < len(groups):
        end = _end(run, groups[at : at + _MOST_GROUPS]) if run[groups[at][0]] in "23456" else None
        if end:
            yield Found(offset + groups[at][0], offset + end, Kind.CARD)
        at = (
            next((later for later, group in enumerate(groups) if group[0] >= end), len(groups))
            if end
            else at + 1
        )


def _end(run: str, groups: list[tuple[int, int]]) -> int | None:
    """Where a card's number ends that begins with the first group; the longest counts."""
    for count in range(len(groups), 0, -1):
        digits = "".join([run[start:end] for start, end in groups[:count]])
        if 13 <= len(digits) <= 19 and _ISSUERS.fullmatch(digits) and luhn(digits):
            return groups[count - 1][1]
    return None


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[::-2]))) % 10 == 0
