"""A recording that goes with a ticket: the page, and the pictures in their full size, as files like any other."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import datetime

from trayapp.core.model import FileKind, StoredFile
from trayapp.core.ports import Encoded
from trayapp.core.service import Desk
from trayapp.ui.recorder.document import Composer, Document
from trayapp.ui.recorder.steps import Steps
from trayapp.ui.texts import recorder as words


@dataclass(frozen=True, slots=True)
class PageFile:
    """The page itself."""

    data: bytes

    @property
    def name(self) -> str:
        return words.PAGE_NAME

    @property
    def size(self) -> int:
        return len(self.data)

    def store(self, desk: Desk) -> StoredFile:
        """Raises `LocalFault`."""
        return desk.spool.put(io.BytesIO(self.data), self.name, "text/html", FileKind.FILE)


@dataclass(frozen=True, slots=True)
class StepFile:
    """A step's picture in its full size."""

    number: int
    """From 1."""
    encoded: Encoded

    @property
    def name(self) -> str:
        return words.step(self.number) + self.encoded.suffix

    @property
    def size(self) -> int:
        return len(self.encoded.data)

    def store(self, desk: Desk) -> StoredFile:
        """Raises `LocalFault`."""
        return desk.attach_picture(self.encoded, words.step(self.number))


@dataclass(frozen=True, slots=True)
class Recording:
    """Steps that were looked through, and what was made of them. In memory alone until it is sent."""

    steps: Steps
    document: Document
    recorded: datetime
    composer: Composer
    files: tuple[PageFile | StepFile, ...] = field(init=False)
    """The page first."""

    def __post_init__(self) -> None:
        pictures = (StepFile(each.step, each.encoded) for each in self.document.pictures)
        object.__setattr__(self, "files", (PageFile(self.document.page), *pictures))

    def without(self, number: int) -> Recording | None:
        """The same without that step, neither as a file nor in the page; `None`: nothing is left.

        Quick: every picture was encoded before.
        """
        rest = Steps(tuple(step for at, step in enumerate(self.steps.items, 1) if at != number))
        if not len(rest):
            return None
        return replace(self, steps=rest, document=self.composer.compose(rest.items, self.recorded))
