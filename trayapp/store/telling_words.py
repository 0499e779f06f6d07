"""The words of a sentence that tell what it is about: the rest is on every ticket."""

from __future__ import annotations

from trayapp.store.words import split

MOST = 8
"""Words that are looked for; the first ones, as a subject comes before a description."""
LONG = 3
"""From so many words on, one of them alone is chance: what is suggested has to share two."""
_SHORTEST = 3
_PLURAL = 4
_COMMON = """
    about after again all also and another any anyone anything are back because been before being but came can cannot
    cant come could did didnt does doesnt doing done dont down each else ever every everything for from gets getting
    give goes going got had has have having hello help her here him his how into its just keep keeps know like made
    make makes many may maybe more most much must need needs never new not nothing now off one only other our out over
    please problem really right said same say says see seem seems sees she should since some someone something still
    such take than thank thanks that the their them then there these they thing this those too took tried tries try
    trying until use used using very via want wants was way well went were what when where which while who why will
    with within without wont work worked working works would yes yet you your
"""
"""Common words of the language that policies and tickets are written in; in another one they only cost a little."""
_EMPTY = frozenset(_COMMON.split())


def telling(text: str) -> list[str]:
    """The words worth looking for, in lower case, each once, a plural as its singular."""
    found: dict[str, None] = {}
    for word in split(text):
        lowered = word.lower()
        if len(lowered) >= _SHORTEST and lowered not in _EMPTY:
            found.setdefault(_singular(lowered))
    return list(found)[:MOST]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _PLURAL and word.endswith("s") and not word.endswith("ss") else word
