"""Makes the page and the pictures that go with it, from what is left of each step once it was looked through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from trayapp.core.markup import Markup
from trayapp.core.model import Capabilities
from trayapp.core.ports import Encoded, RawShot
from trayapp.ui.annotate.flatten import flatten
from trayapp.ui.pictures.picture import raw_shot
from trayapp.ui.recorder.html import Told, page
from trayapp.ui.recorder.shot import Shot
from trayapp.ui.recorder.steps import Step

WIDTHS = (1280, 1024, 800, 640, 480, 320)
"""Of pictures in the page, in pixels; the first at which the page is no larger than the portal takes."""
_SHARE = 0.8
"""Of what the portal takes for one ticket; other pictures and files go along, too."""
Encode = Callable[[RawShot], Encoded]


@dataclass(frozen=True, slots=True)
class Full:
    """A step's picture in its full size."""

    step: int
    """Its number, from 1."""
    encoded: Encoded


@dataclass(frozen=True, slots=True)
class Document:
    """What goes to the portal."""

    page: bytes
    pictures: tuple[Full, ...] = ()
    whole: bool = True
    """`False`: the full pictures are too much for the portal, so the page goes alone."""

    @property
    def size(self) -> int:
        """Bytes of all of it."""
        return len(self.page) + sum(len(each.encoded.data) for each in self.pictures)


@dataclass(frozen=True, slots=True)
class _Small:
    encoded: Encoded
    width: int
    height: int


@dataclass(slots=True)
class Composer:
    """Keeps what was encoded, so that other words, or one picture marked anew, cost little. From any thread."""

    encode: Encode
    limits: Capabilities
    _fulls: dict[tuple[int, Markup], Encoded] = field(default_factory=dict)
    _smalls: dict[tuple[int, Markup, int], _Small] = field(default_factory=dict)
    _work: Lock = field(default_factory=Lock)

    def compose(self, steps: Sequence[Step], recorded: datetime) -> Document:
        """Burn, scale, encode. Slow: off the UI thread. Raises `LocalFault`."""
        with self._work:
            self._forget_others(steps)
            fulls = tuple(
                Full(number, self._full(step.shot, step.markup))
                for number, step in enumerate(steps, 1)
                if step.shot is not None
            )
            document = Document(self._page(steps, recorded), fulls)
        return document if _fits(document, self.limits) else Document(document.page, whole=False)

    def _page(self, steps: Sequence[Step], recorded: datetime) -> bytes:
        """As sharp as the portal's limit lets it be."""
        most = self.limits.max_file or self.limits.max_total
        made = b""
        for width in WIDTHS:
            told = [self._told(step, width, first=step is steps[0]) for step in steps]
            made = page(told, recorded)
            if most is None or len(made) <= most:
                break
        return made

    def _told(self, step: Step, width: int, *, first: bool) -> Told:
        said = step.words(first=first)
        if step.shot is None:
            return Told(said)
        small = self._small(step.shot, step.markup, width)
        return Told(said, small.encoded, small.width, small.height)

    def _full(self, shot: Shot, markup: Markup) -> Encoded:
        """What is seen of it, and nothing of what was hidden."""
        key = (id(shot), markup)
        if key not in self._fulls:
            image = flatten(shot.image(), markup)
            self._fulls[key] = self.encode(raw_shot(image, ""))
            self._smalls[(*key, WIDTHS[0])] = self._scaled(image, WIDTHS[0])
        return self._fulls[key]

    def _small(self, shot: Shot, markup: Markup, width: int) -> _Small:
        key = (id(shot), markup, width)
        if key not in self._smalls:
            self._smalls[key] = self._scaled(QImage.fromData(self._full(shot, markup).data), width)
        return self._smalls[key]

    def _scaled(self, image: QImage, width: int) -> _Small:
        smooth = Qt.TransformationMode.SmoothTransformation
        small = image.scaledToWidth(width, smooth) if image.width() > width else image
        return _Small(self.encode(raw_shot(small, "")), small.width(), small.height())

    def _forget_others(self, steps: Sequence[Step]) -> None:
        """Of steps that were taken out, or marked anew: what was hidden since is nowhere."""
        known = {(id(step.shot), step.markup) for step in steps}
        self._fulls = {key: made for key, made in self._fulls.items() if key in known}
        self._smalls = {key: made for key, made in self._smalls.items() if key[:2] in known}


def _fits(document: Document, limits: Capabilities) -> bool:
    sizes = [len(each.encoded.data) for each in document.pictures]
    if limits.max_file is not None and any(size > limits.max_file for size in sizes):
        return False
    return limits.max_total is None or document.size <= limits.max_total * _SHARE
