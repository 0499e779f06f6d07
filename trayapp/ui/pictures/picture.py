"""One picture that goes with a ticket: its pixels, what was put on them, and the bytes that will leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_bytes
from threading import RLock

from PySide6.QtGui import QImage

from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.markup import Markup
from trayapp.core.model import StoredFile
from trayapp.core.ports import DraftPicture, Encoded, RawShot
from trayapp.core.service import Desk
from trayapp.ui.annotate.flatten import burned, ends_hidden, flatten
from trayapp.ui.annotate.ground import opaque
from trayapp.ui.pictures.sources import Source

Encode = Callable[[RawShot], Encoded]
"""A lossless form of a picture, quickly."""
Improve = Callable[[RawShot, Encoded], Encoded]
"""The smallest lossless form; the one that is there already, when nothing smaller is found. Takes seconds."""
_STRIDE = 4 << 20


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of the pixels with just this mark-up on them. Never changed: another takes its place."""

    markup: Markup
    flat: QImage = field(default_factory=QImage)
    encoded: Encoded | None = None
    final: bool = False
    """No smaller form is to be looked for."""
    shrunk: bool = False
    """Made smaller because somebody said so; `flat` is what is left."""


class Picture:
    """A picture of a screen, from the clipboard, from a file, or kept from before.

    `prepare`, `encoded`, `leaving`, `store`, `draft` and `improve` are slow: call them off the UI thread. All the rest
    is for the UI thread and never waits for them: threads hand over values that are never changed, and each says for
    which mark-up it was made, so that what was made before something was hidden is used by nobody afterwards.

    The original pixels are in memory alone; what leaves, or is written, is made from `image`, into which everything
    that was hidden is burned.
    """

    def __init__(
        self,
        source: Source,
        encode: Encode,
        markup: Markup | None = None,
        *,
        fresh: bool = False,
        place: Area | None = None,
        tag: bytes | None = None,
    ) -> None:
        self._source = source
        self._encode = encode
        self._markup = markup or Markup()
        self._made = _Made(self._markup)
        self._over = False
        self._work = RLock()
        """Held by whoever encodes, so that nobody does it twice; never by the UI thread."""
        self.fresh = fresh
        """Taken of a screen, so taking again replaces it."""
        self.place = place
        """Where on the desktop it was taken, in true pixels."""
        self.tag = tag or token_bytes(8)
        """Tells copies of it in the clipboard from all others."""

    @property
    def name(self) -> str:
        """For people."""
        return self._source.name

    @property
    def stem(self) -> str:
        """Of the file's name, without its ending."""
        return self._source.stem

    @property
    def markup(self) -> Markup:
        """What was put on it."""
        return self._markup

    @property
    def path(self) -> Path | None:
        """The file of this computer that it is, as long as nothing was put on it."""
        return self._source.path if self._markup.empty else None

    @property
    def from_file(self) -> bool:
        """It was chosen on this computer, whatever was put on it since."""
        return self._source.path is not None

    @property
    def pixels(self) -> int:
        """How many it has decoded, or will have; 0: not known yet."""
        return self._source.pixels

    @property
    def stilled(self) -> bool:
        """It moves or has pages, and only the first of them leaves: something was put on it."""
        return self._source.several and (not self._markup.empty or self._now().shrunk)

    @property
    def stored(self) -> StoredFile | None:
        """Where it lies in the spool as it is, with an outbox item; `None`: nowhere, or something was put on it."""
        return self._source.stored() if self._markup.empty and not self._now().shrunk else None

    def mark(self, markup: Markup) -> None:
        """Put this on it, in place of what was on it before. Quick; what will leave is made by the next `prepare`."""
        if markup != self._markup:
            self._markup = markup

    def base(self) -> QImage:
        """The pixels as they were taken; null until they are read, or when they can't be. Never written anywhere."""
        return self._source.image()

    def image(self) -> QImage:
        """What will leave, for people to see; null until it is prepared."""
        made = self._now()
        if made.shrunk:
            return made.flat
        return self._source.image() if made.markup.empty else made.flat

    def size(self) -> int | None:
        """Bytes that will leave; `None` until it is prepared."""
        if (stored := self.stored) is not None:
            return stored.size
        encoded = self._now().encoded
        return None if encoded is None else len(encoded.data)

    @property
    def improvable(self) -> bool:
        """It is encoded, and nobody has looked for a smaller form yet."""
        made = self._now()
        return made.encoded is not None and not made.final and not self._over

    def shrink(self, image: QImage, encoded: Encoded, markup: Markup) -> None:
        """Let this leave in place of what is there now: somebody was asked, and said so. Quick.

        `markup` is what was on the picture that it was made of; when that was changed since, nothing happens.
        """
        if markup is self._markup:
            self._made = _Made(markup, image, encoded, final=True, shrunk=True)

    def prepare(self) -> None:
        """Read, burn and encode what is not done yet. Raises `LocalFault`."""
        with self._work:
            try:
                self._load()
                if self.stored is None:
                    self.encoded()
            except LocalFault:
                if not self._over:
                    raise

    def encoded(self) -> Encoded:
        """The bytes that will leave. Raises `LocalFault`."""
        return self.leaving()[1]

    def leaving(self) -> tuple[Markup, Encoded]:
        """The bytes that will leave, and what is burned into just them. Slow. Raises `LocalFault`."""
        with self._work:
            while (made := self._now()).encoded is None:
                if self._over:
                    raise LocalFault("let go of", reason="file_missing", name=self.name)
                self._make(self._markup)
            return made.markup, made.encoded

    def improve(self, improve: Improve) -> bool:
        """Look for a smaller form of what is encoded; whether there is one now. Nobody waits for it meanwhile."""
        made = self._now()
        if (
            made.encoded is None or made.final or self._over
        ):  # not `improvable`: it must be said of this very one
            return False
        image = made.flat if not made.markup.empty else self._source.image()
        if image.isNull():
            self._made = replace(made, final=True)
            return False
        better = made.encoded
        try:
            better = improve(raw_shot(image, self.name), made.encoded)
        finally:
            if self._made is made:  # else it was marked, shrunk or let go of meanwhile
                self._made = replace(made, encoded=better, final=True)
        return better is not made.encoded

    def store(self, desk: Desk) -> StoredFile:
        """Put it into the spool. Raises `TooLarge` or `LocalFault`."""
        return self.stored or desk.attach_picture(self.encoded(), self.stem)

    def draft(self, markup: Markup | None = None) -> DraftPicture:
        """As a draft may keep it with those marks, else with those on it now: what they hide is burned in for good.

        Raises `LocalFault`.
        """
        with self._work:
            self._load()
            rest, encoded = self._kept(self._markup if markup is None else markup)
            return DraftPicture(self.name, self.stem, encoded, rest, self.fresh, self.place)

    def _kept(self, markup: Markup) -> tuple[Markup, Encoded]:
        """Marks that can still be changed, and what lies beneath them."""
        if ends_hidden(markup):
            burned_in, encoded = self.leaving()
            if burned_in == markup:  # else it was marked meanwhile, and those bytes may show more
                return Markup(), encoded
        rest = burned(self._pixels(), markup)
        return rest.markup, self._encode(raw_shot(rest.image, self.name))

    def release(self) -> None:
        """Let go of the pixels: a 4K screen is 33 MB, and nobody looks at it any more."""
        self._over = True
        self._source.release()
        self._made = _Made(self._markup)

    def _now(self) -> _Made:
        """What was made for the mark-up as it is now; nothing yet, when it was changed since."""
        made, markup = self._made, self._markup
        return made if made.markup is markup else _Made(markup)

    def _make(self, markup: Markup) -> None:
        """The pixels come first, for somebody looks at them while they are encoded."""
        self._load()
        if markup.empty:
            made = _Made(markup)
            original = self._source.original()
        else:
            made = _Made(markup, flatten(self._pixels(), markup))
            original = None
            self._put(made)
        if original is None:
            shown = self._pixels() if markup.empty else made.flat
            self._put(replace(made, encoded=self._encode(raw_shot(shown, self.name))))
        else:
            self._put(replace(made, encoded=original, final=True))

    def _put(self, made: _Made) -> None:
        if not self._over:
            self._made = made

    def _load(self) -> None:
        self._source.load()
        if self._over:
            self._source.release()

    def _pixels(self) -> QImage:
        """What it is made of. Raises `LocalFault` when it could not be read, or was let go of."""
        image = self._source.image()
        if image.isNull():
            raise LocalFault("no pixels", reason="file_damaged", name=self.name)
        return image


def raw_shot(image: QImage, name: str) -> RawShot:
    """The image's pixels. Alpha is laid over white.

    They are not copied where they lie as they should: whoever asks keeps `image` until it is done.
    """
    plain = opaque(image)
    pixels = plain.constBits()
    if plain is not image:  # it is gone with the end of this function, and its memory with it
        pixels = _copied(pixels)
    return RawShot(name, 0, 0, plain.width(), plain.height(), pixels)


def _copied(pixels: bytes | bytearray | memoryview) -> memoryview:
    """In strides, for nobody else runs while one is copied."""
    made = bytearray(len(pixels))
    for at in range(0, len(made), _STRIDE):
        made[at : at + _STRIDE] = pixels[at : at + _STRIDE]
    return memoryview(made)
