"""A conversation asked for in parts: all of it may be more than one answer holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from trayapp.core.errors import ServerFault
from trayapp.core.model import Message
from trayapp.portals.http import ANSWER_LIMIT, Oversized

SIZES = (200, 20, 1)
"""Messages, or tickets of a feed, asked for at once; fewer where so many are more than one answer may hold."""
MOST_LETTERS = 2 * ANSWER_LIMIT
"""Of one conversation: it is in memory at once."""

Ask = Callable[[str | None, int], Sequence[Message]]
"""The first so many messages after the one of that id."""


def in_parts(after: str | None, ask: Ask) -> Iterator[Message]:
    """All messages after that one, oldest first.

    Raises `ServerFault` for a portal that tells the same again, or more than is borne, and what `ask` raises.
    """
    told: set[str] = set()
    letters, sizes = 0, list(SIZES)
    while True:
        try:
            part = ask(after, sizes[0])
        except Oversized:
            if len(sizes) == 1:
                raise
            del sizes[0]
            continue
        letters += sum(len(message.text) for message in part)
        if letters > MOST_LETTERS or not told.isdisjoint(message.id for message in part):
            raise ServerFault("the portal comes to no end of a conversation")
        yield from part
        if len(part) != sizes[0]:  # more: it does not know of parts, and has told all
            return
        told.update(message.id for message in part)
        after = part[-1].id
