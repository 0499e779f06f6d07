"""Pictures made up for tests."""

from __future__ import annotations

import random

from trayapp.core.ports import RawShot


def noise(width: int, height: int, name: str = "noise") -> RawShot:
    """A picture in which hardly two pixels are alike; the unused byte of each is not zero either."""
    return RawShot(name, 0, 0, width, height, random.Random(7).randbytes(width * height * 4))


def plain(width: int, height: int, pixel: bytes = b"\x10\x20\x30\x00") -> RawShot:
    """A picture of one colour."""
    return RawShot("plain", 0, 0, width, height, pixel * (width * height))
