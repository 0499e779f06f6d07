"""What a tour needs of the helpdesk it walks with, whichever that is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class House(Protocol):
    """A helpdesk with sample people. Stopped and started again, it keeps its address and what it holds."""

    @property
    def url(self) -> str:
        """Its address, once it was started."""

    @property
    def kind(self) -> str:
        """Of the adapters' registry."""

    @property
    def users(self) -> Mapping[str, str]:
        """What people sign in with, by e-mail address, and by level (the first account of each)."""

    def start(self) -> object:
        """Returns when it can be reached."""

    def stop(self) -> object:
        """It cannot be reached any more when this returns."""

    def serve(self, ticket: str) -> None:
        """Support staff answers that ticket; nothing happens where it does so by itself."""
