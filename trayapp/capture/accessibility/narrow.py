"""One proposal for one thing, though several elements tell of it: a list's row, and the words in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trayapp.core.area import Area
from trayapp.core.ports import SeenText


def narrow(seen: Iterable[SeenText]) -> Sequence[SeenText]:
    """Without those that hold another one of the same kind: the smaller is the more exact."""
    once = list(dict.fromkeys(seen))
    return [
        each
        for each in once
        if not any(
            other is not each and other.kind is each.kind and _holds(each.area, other.area) for other in once
        )
    ]


def _holds(outer: Area, inner: Area) -> bool:
    return outer.common(inner) == inner
