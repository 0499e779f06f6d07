"""What is wrong in a policy, and where; and what the checks share."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

HINTS: ContextVar[bool] = ContextVar("hints", default=True)
"""Whether hints are looked for, which takes long where much is unknown; the app that judges a policy needs none."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A place in a policy that contradicts another one, or that cannot mean anything.

    Its words are for whoever writes the policy and for the log, never for an employee.
    """

    key: str
    """The path of the key: `$.statuses[2].on_update`; `$` is the policy."""
    what: str
    """What is wrong: `'pending' is not a status`."""
    hint: str = ""
    """What would be right."""
    fatal: bool = True
    """The app cannot follow such a policy. Otherwise it can: an unknown code, say, may be one of a newer portal."""
    item: str = ""
    """Which of the items, where the key is that of a set, which has no order."""

    def __str__(self) -> str:
        return f"{self.key}: {self.what}"


Mistakes = Iterator[Mistake]


def twice(path: str, codes: Iterable[str], *, key: str = ".code") -> Mistakes:
    """Codes that are empty, or there before; `path` is that of the list."""
    seen: dict[str, int] = {}
    for index, code in enumerate(codes):
        if not code:
            yield Mistake(f"{path}[{index}]{key}", "a code cannot be empty")
        elif code in seen:
            first = f"{path}[{seen[code]}]"
            yield Mistake(f"{path}[{index}]{key}", f"{code!r} is there twice", f"The first is {first}.")
        seen.setdefault(code, index)


def unknown(key: str, code: str | None, known: Collection[str], kind: str, *, fatal: bool = True) -> Mistakes:
    """A code that names nothing; `kind` says what it should name: `status`."""
    if code is not None and code not in known:
        yield Mistake(key, f"{code!r} is not a {kind}", nearest(code, known), fatal)


def nearest(code: str, known: Collection[str]) -> str:
    """Which known code was perhaps meant, or all that there are."""
    if not HINTS.get():
        return ""
    from difflib import get_close_matches  # only when something is wrong

    words = sorted(map(str, known))  # members of an enumeration would say more than their code
    if close := get_close_matches(code, words, n=1, cutoff=0.6):
        return f"Did you mean {close[0]!r}?"
    return f"There is {', '.join(map(repr, words))}." if words else "There is none."
