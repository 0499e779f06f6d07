"""The way in: chooses by the first bytes, and keeps to bounds."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from trayapp.core.metadata.bmp import clean_bmp
from trayapp.core.metadata.gif import clean_gif
from trayapp.core.metadata.heif import clean_heif
from trayapp.core.metadata.jpeg import clean_jpeg
from trayapp.core.metadata.kinds import HEAD, Kind, kind_of, media_type
from trayapp.core.metadata.parts import BadPicture
from trayapp.core.metadata.png import clean_png
from trayapp.core.metadata.tiff import clean_tiff
from trayapp.core.metadata.webp import clean_webp

__all__ = ["LARGEST", "BadPicture", "Cleaned", "clean", "clean_file"]

LARGEST = 128_000_000
"""Bytes of a picture that is taken into memory: five times what portals take."""
_CHUNK = 1 << 20
_CLEANERS: Mapping[Kind, Callable[[memoryview], bytes]] = {
    Kind.PNG: clean_png,
    Kind.JPEG: clean_jpeg,
    Kind.WEBP: clean_webp,
    Kind.GIF: clean_gif,
    Kind.BMP: clean_bmp,
    Kind.TIFF: clean_tiff,
    Kind.HEIF: clean_heif,
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture's own bytes, with nothing in them but the picture."""

    data: bytes
    media_type: str
    """What it is, whatever its file was called."""


def clean(data: bytes) -> bytes | None:
    """The same picture with nothing in it but the picture; `None`: these bytes are no picture.

    Raises `BadPicture` when it can't be told what in it is picture: then nothing can be taken out, and nothing of it
    may leave. A JPEG or GIF that is cut off in its pixels is not bad: all that is there is known.
    """
    kind = kind_of(data[:HEAD])
    return None if kind is None else _CLEANERS[kind](memoryview(data))


def clean_file(source: BinaryIO) -> Cleaned | None:
    """The same for a file that can be sought in; of what is no picture only the first bytes are read.

    `source` stands at its beginning when `None` is returned. Raises `BadPicture`, and what `source` raises.
    """
    head = source.read(HEAD)
    if kind_of(head) is None:
        source.seek(0)
        return None
    cleaned = clean(_all(head, source))
    return None if cleaned is None else Cleaned(cleaned, media_type(head))


def _all(head: bytes, source: BinaryIO) -> bytes:
    """In pieces, for nobody else runs while one is copied."""
    read = io.BytesIO()
    read.write(head)
    while piece := source.read(_CHUNK):
        read.write(piece)
        if read.tell() > LARGEST:
            raise BadPicture(f"more than {LARGEST} bytes")
    return read.getvalue()
