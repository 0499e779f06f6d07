"""Searches bytes for the marker, however they are wrapped.

Pixels: raw in any usual order, in PNG, WebP and JPEG pictures (whole, cut off or scaled down), in zlib and gzip
streams, in base64, and each of these in one another. Words: UTF-8, UTF-16, base64, whatever the case.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from tests.proof import marker
from tests.proof.likeness import resembles
from tests.proof.torn_png import pixels_of_torn_png

_DEEPEST = 4
_MOST = 1 << 28
"""Bytes that one stream may unfold to."""
_STEP = 64
"""Bytes of a stream that are lost, at most, before the place where it is torn."""
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_PICTURE = re.compile(rb"\x89PNG\r\n\x1a\n|RIFF....WEBP|\xff\xd8\xff...(?:JFIF|Exif)", re.DOTALL)
_NAMES = {b"\x89PN": "png", b"RIF": "webp", b"\xff\xd8\xff": "jpeg"}
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{48,}")


@dataclass(frozen=True, slots=True)
class Finding:
    """The marker is there."""

    form: str
    """How it was wrapped, such as `png > rgb`."""
    at: int
    """Where in the innermost bytes."""


@dataclass(slots=True)
class Search:
    """One search; remembers what it has seen, for the same bytes lie in many places."""

    texts: tuple[str, ...] = marker.SECRET_TEXTS
    _seen: dict[bytes, list[Finding]] = field(default_factory=dict)
    _pixels: dict[str, bytes] = field(init=False)
    _words: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        self._pixels = _pixel_needles()
        self._words = dict(_word_needles(self.texts))

    def find(self, data: bytes, depth: int = 0) -> list[Finding]:
        """Every form in which the marker is in there; one finding for each."""
        key = hashlib.sha256(data).digest()
        if key not in self._seen:
            self._seen[key] = []
            self._seen[key] = [*self._plain(data), *(self._wrapped(data, depth) if depth < _DEEPEST else ())]
        return self._seen[key]

    def _plain(self, data: bytes) -> Iterator[Finding]:
        low = data.lower()
        for needles, where in ((self._pixels, data), (self._words, low)):
            for form, needle in needles.items():
                if (at := where.find(needle)) >= 0:
                    yield Finding(form, at)
        for form, needle in _base64_needles(self.texts):
            if (at := data.find(needle)) >= 0:
                yield Finding(form, at)

    def _wrapped(self, data: bytes, depth: int) -> Iterator[Finding]:
        for form, at in ((found[0], found.start()) for found in _PICTURE.finditer(data)):
            yield from _within(_NAMES[form[:3]], self._in_picture(data[at:], form))
        for found in _ZLIB.finditer(data):
            if unfolded := _unfold(data, found.start()):
                yield from _within("zlib", self.find(unfolded, depth + 1))
        for text in {data, data.translate(None, b"\r\n")}:
            for run in _BASE64.findall(text):
                for decoded in _decoded(run):
                    yield from _within("base64", self.find(decoded, depth + 1))

    def _in_picture(self, data: bytes, signature: bytes) -> Iterator[Finding]:
        """Pixels only: nothing in a picture is unfolded again."""
        picture = QImage.fromData(data).convertToFormat(QImage.Format.Format_RGB32)
        if not picture.isNull():
            yield from self._plain(bytes(picture.constBits()))
            if resembles(picture):
                yield Finding("likeness", 0)
        elif signature.startswith(b"\x89PNG"):
            yield from _within("torn", self._plain(pixels_of_torn_png(data)))


def _within(form: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (Finding(f"{form} > {each.form}", each.at) for each in findings)


def _pixel_needles() -> dict[str, bytes]:
    """The colours that every row has, as they lie in memory. What separates pixels is alpha, or nothing."""
    row = marker.rows()[0][marker.ANCHOR_AT :][: marker.ANCHOR]
    needles = {}
    for between, name in ((b"", ""), (b"\xff", "a"), (b"\0", "x")):
        needles[f"rgb{name}"] = between.join(bytes(colour) for colour in row)
        needles[f"bgr{name}"] = between.join(bytes(colour[::-1]) for colour in row)
    return needles


def _word_needles(texts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for text in texts:
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield f"{text[:12]} in {coding}", text.lower().encode(coding)


def _base64_needles(texts: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """The middle of the text in base64, wherever it stands in what was encoded."""
    for text in texts:
        for shift in range(3):
            whole = b64encode(b"\0" * shift + text.encode())
            yield f"{text[:12]} in base64", whole[4:-4]


def _unfold(data: bytes, at: int) -> bytes:
    """What a stream holds up to where it is torn; nothing when none begins there."""
    unpack, made = zlib.decompressobj(zlib.MAX_WBITS | 32), bytearray()
    try:
        while at < len(data) and not unpack.eof and len(made) < _MOST:
            made += unpack.decompress(data[at : at + _STEP])
            at += _STEP
    except zlib.error:
        return bytes(made)
    return bytes(made)


def _decoded(run: bytes) -> Iterator[bytes]:
    """From each of the four places where a group may begin, for what stands before it may look like base64, too."""
    plain = run.translate(bytes.maketrans(b"-_", b"+/"))
    for start in range(4):
        part = plain[start:]
        yield b64decode(part + b"A" * (-len(part) % 4))  # the sign that fills up is no letter of it
