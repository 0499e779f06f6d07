"""Asks every finder and makes one list of what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from trayapp.core.sensitive.addresses import addresses
from trayapp.core.sensitive.assignments import assignments
from trayapp.core.sensitive.cards import cards
from trayapp.core.sensitive.found import Found
from trayapp.core.sensitive.ibans import ibans
from trayapp.core.sensitive.product_keys import product_keys
from trayapp.core.sensitive.random_strings import random_strings
from trayapp.core.sensitive.tokens import tokens

_FINDERS: tuple[Callable[[str], Iterable[Found]], ...] = (
    tokens,
    assignments,
    addresses,
    ibans,
    cards,
    product_keys,
    random_strings,
)
"""The one that knows best first: its kind is told where two find the same."""


def find(text: str) -> Sequence[Found]:
    """Everything that looks private, in the order it stands; nothing overlaps.

    Takes time in proportion to the text's length, whatever stands in it. A guess in both directions: the employee
    decides.
    """
    ranked = [(found, rank) for rank, finder in enumerate(_FINDERS) for found in finder(text)]
    return tuple(_merged(sorted(ranked)))


def _merged(ranked: Iterable[tuple[Found, int]]) -> Iterator[Found]:
    """What overlaps becomes one that covers both: hiding too much is mended more easily than too little."""
    last: Found | None = None
    best = 0
    for found, rank in ranked:
        if last is None or found.start >= last.end:
            if last is not None:
                yield last
            last, best = found, rank
        else:
            kind = found.kind if rank < best else last.kind
            last, best = Found(last.start, max(last.end, found.end), kind), min(rank, best)
    if last is not None:
        yield last
