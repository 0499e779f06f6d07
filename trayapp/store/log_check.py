"""Whether SQLite's log breaks off in the middle. https://sqlite.org/fileformat2.html#the_write_ahead_log

SQLite takes the first frame whose checksum is wrong for the end and forgets what comes after it, for so a log looks
after a power cut. But a commit is on the disk before the next one begins: where several lie behind the wrong frame,
the log was damaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import Struct, unpack_from

_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}
"""With the order of bytes that its checksums are made of."""
_HEADER, _FRAME = 32, 24
_PAGE = 4096
"""Of every database this program makes."""
_WORD = 0xFFFFFFFF
_Sum = tuple[int, int]


def log_of(path: Path) -> Path:
    """The log of the database with that path."""
    return path.with_name(path.name + "-wal")


def breaks_off(path: Path) -> bool:
    """Whether transactions are lost behind a wrong frame. Nobody may be writing. Raises `OSError`."""
    log = log_of(path)
    if not log.exists():
        return False
    data = log.read_bytes()
    return len(data) > _HEADER + _FRAME and sum(_lost(data)) > 1


def salt_of(log: bytes) -> bytes:
    """What all frames of the log's present round have in common; told by the first one when the header is damaged."""
    return log[_HEADER + 8 : _HEADER + 16] if _begun(log) is None else log[16:24]


def _begun(log: bytes) -> _Sum | None:
    """The header's checksum, which those of the frames go on from; `None`: it is wrong."""
    order = _MAGIC.get(unpack_from(">I", log)[0])
    found = None if order is None else _sum(log[:24], (0, 0), order)
    return found if found == unpack_from(">II", log, 24) else None


def _lost(log: bytes) -> Iterator[bool]:
    """Each commit of the present round that lies behind the first wrong frame."""
    order, so_far = _MAGIC.get(unpack_from(">I", log)[0]), _begun(log)
    salt = salt_of(log)
    for at in range(_HEADER, len(log) - _FRAME - _PAGE + 1, _FRAME + _PAGE):
        ours = log[at + 8 : at + 16] == salt
        if so_far is not None and order is not None:
            so_far = _sum(log[at : at + 8] + log[at + _FRAME : at + _FRAME + _PAGE], so_far, order)
            if ours and so_far == unpack_from(">II", log, at + 16):
                continue
            so_far = None
        if ours and any(log[at + 4 : at + 8]):
            yield True


def _sum(data: bytes, seed: _Sum, order: str) -> _Sum:
    one, two = seed
    words = Struct(f"{order}{len(data) // 4}I").unpack(data)
    for first, second in zip(words[::2], words[1::2], strict=True):
        one = one + first + two & _WORD
        two = two + second + one & _WORD
    return one, two
