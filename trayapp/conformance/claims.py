"""Short words for what a check claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from trayapp.conformance.verdict import Broken
from trayapp.core.errors import TrayAppError

E = TypeVar("E", bound=TrayAppError)
_SHOWN = 120


def need(holds: object, sentence: str, look: str = "") -> None:
    """Raises `Broken` with the sentence unless it holds."""
    if not holds:
        raise Broken(sentence, look)


def same(what: str, want: str, got: str, look: str = "") -> None:
    """Raises `Broken` with the first place where the two differ."""
    if want == got:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got))
    )
    start = max(at - 10, 0)
    told = f"{what} was sent as {_cut(want, start)} and came back as {_cut(got, start)}"
    raise Broken(f"{told} (at letter {at + 1}; {len(want)} letters sent, {len(got)} came back)", look)


def refused(what: str, job: Callable[[], object], *kinds: type[E]) -> E:
    """The refusal. Raises `Broken` when it was done, or ended in another way."""
    try:
        job()
    except kinds as error:
        return error
    except TrayAppError as error:
        raise Broken(f"{what} ended in “{error.kind}”: {error}") from error
    raise Broken(f"{what} was not refused")


def _cut(text: str, start: int) -> str:
    part = text[start : start + _SHOWN]
    return f"{'…' if start else ''}{part!r}{'…' if start + _SHOWN < len(text) else ''}"
