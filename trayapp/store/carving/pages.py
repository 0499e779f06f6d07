"""The pages of a database file, with those of its log laid over them. https://sqlite.org/fileformat2.html"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BytesIO
from pathlib import Path
from struct import unpack_from
from typing import BinaryIO

from trayapp.store.log_check import log_of, salt_of

_MAGIC = b"SQLite format 3\0"
_USUAL = 4096
"""Of every database this program made; believed when the header is damaged."""
_LOG_HEADER, _FRAME_HEADER = 32, 24


class Pages:
    """Reads pages by their number, from 1. What is damaged is returned as it is."""

    def __init__(self, file: BinaryIO, log: bytes) -> None:
        self._file = file
        self.size = _size(file.read(100))
        self._newer = _committed(log, self.size)
        pages = -(-file.seek(0, SEEK_END) // self.size)
        self.count: int = max(pages, *self._newer, 0)
        """The number of the last page."""

    def page(self, number: int) -> bytes:
        """The bytes; fewer, or none, behind the end of the file. Raises `OSError`."""
        newer = self._newer.get(number)
        if newer is not None:
            return newer
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)

    def unused(self) -> set[int]:
        """Pages that hold nothing any more, as far as the list of them can be followed."""
        first = self.page(1)
        trunk = unpack_from(">I", first, 32)[0] if first.startswith(_MAGIC) else 0
        found: set[int] = set()
        while trunk and trunk not in found and len(page := self.page(trunk)) == self.size:
            found.add(trunk)
            trunk, length = unpack_from(">II", page)
            found.update(unpack_from(f">{min(length, self.size // 4 - 2)}I", page, 8))
        return found


@contextmanager
def pages_of(path: Path) -> Iterator[Pages]:
    """Those of the database with that path; none when it is not there. Raises `OSError`."""
    log = log_of(path)
    newer = log.read_bytes() if log.exists() else b""
    with path.open("rb") if path.exists() else BytesIO() as file:
        yield Pages(file, newer)


def _size(data: bytes) -> int:
    if not data.startswith(_MAGIC) or len(data) < 100:
        return _USUAL
    told: int = unpack_from(">H", data, 16)[0]
    return told if told in {512 << n for n in range(7)} else _USUAL


def _committed(log: bytes, size: int) -> dict[int, bytes]:
    """The newest version of each page in the log, up to the last whole transaction."""
    if len(log) < _LOG_HEADER + _FRAME_HEADER:
        return {}
    found: dict[int, bytes] = {}
    open_yet: dict[int, bytes] = {}
    for number, commits, page in _frames(log, size, salt_of(log)):
        open_yet[number] = page
        if commits:
            found |= open_yet
            open_yet = {}
    return found


def _frames(log: bytes, size: int, salt: bytes) -> Iterator[tuple[int, bool, bytes]]:
    """Frames of the log's present round: what lies behind them is older."""
    for at in range(_LOG_HEADER, len(log) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        number, length = unpack_from(">II", log, at)
        if log[at + 8 : at + 16] == salt and number:
            yield number, bool(length), log[at + _FRAME_HEADER :][:size]
