"""What an adapter and its server said to each other, for whoever wants to see it. Nobody listens in the app itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Exchange:
    """One request and what came of it: handed over when it is made, and filled in while the answer comes.

    Secrets may stand in it: whoever shows it hides them first.
    """

    method: str
    path: str
    """With the query."""
    sent: bytes | None = b""
    """The beginning of the body; `None`: it was read from a file as it went."""
    status: int | None = None
    """`None`: there was no answer."""
    media_type: str = ""
    received: bytes = b""
    """The beginning of the answer's body."""
    size: int = 0
    """Bytes of the answer's body that came."""


Witness = Callable[[Exchange], None]
"""Called for every request, in the thread that makes it. It must not raise."""


def no_witness(_exchange: Exchange) -> None:
    """Nobody looks."""
