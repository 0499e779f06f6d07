"""Tells by its first bytes whether a file is a picture, and which kind."""

from __future__ import annotations

from enum import StrEnum

HEAD = 32
"""Bytes that tell."""
_RASTERS = {12, 40, 52, 56, 64, 108, 124}
"""Lengths that the header of a BMP's second part may have; two letters alone could begin any text."""
_BRANDS = {
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"heim": "image/heic",
    b"heis": "image/heic",
    b"hevc": "image/heic-sequence",
    b"hevx": "image/heic-sequence",
    b"mif1": "image/heif",
    b"msf1": "image/heif-sequence",
    b"miaf": "image/heif",
    b"avif": "image/avif",
    b"avis": "image/avif",
}


class Kind(StrEnum):
    """A container, as a media type. All of the HEIF family are one."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    GIF = "image/gif"
    BMP = "image/bmp"
    TIFF = "image/tiff"
    HEIF = "image/heif"


def kind_of(head: bytes | memoryview) -> Kind | None:
    """The kind of picture whose first `HEAD` bytes these are; `None`: no picture that is known."""
    head = bytes(head[:HEAD])
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _BRANDS:
        return Kind.HEIF
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _RASTERS and head[6:10] == bytes(4):
        return Kind.BMP
    return None


def media_type(head: bytes | memoryview) -> str:
    """The media type of a picture, to the brand; empty for what is none."""
    kind = kind_of(head)
    return _BRANDS[bytes(head[8:12])] if kind is Kind.HEIF else kind or ""


_STARTS = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"II+\0", Kind.TIFF),
    (b"MM\0+", Kind.TIFF),
)
