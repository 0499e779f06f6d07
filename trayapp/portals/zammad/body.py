"""The body of a request that carries files: JSON with each file in base64, written as it is read.

A file that is gone, cut short or changed is noticed before its last piece is sent: the server then gets less than was
announced, and does nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from trayapp.core.model import StoredFile
from trayapp.core.ports import FileSource, Progress
from trayapp.portals.native_files import described
from trayapp.portals.reading import chunks

_HOLE = "\0files\0"
"""Where the files go; no text that is sent holds this sign."""


@dataclass(frozen=True, slots=True)
class Small:
    """A file that is made here."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Body:
    """An article with its files, inside `around(article)`."""

    head: bytes
    files: Sequence[StoredFile]
    tail: bytes
    source: FileSource
    progress: Progress

    @property
    def size(self) -> int:
        """Bytes in all."""
        files = sum(
            len(_opening(file, first=not index)) + _coded(file.size) + 2
            for index, file in enumerate(self.files)
        )
        return len(self.head) + files + len(self.tail)

    def pieces(self) -> Iterator[bytes]:
        """What is sent, piece by piece. Raises `LocalFault`."""
        done, total = 0, sum(file.size for file in self.files)

        def moved(count: int) -> None:
            nonlocal done
            done += count
            self.progress(done, total)

        yield self.head
        for index, file in enumerate(self.files):
            yield _opening(file, first=not index)
            yield from _coded_pieces(chunks(self.source, file, moved))
            yield b'"}'
        yield self.tail

    def all_sent(self) -> None:
        """Everything is on its way, and the server works."""
        total = sum(file.size for file in self.files)
        self.progress(total, total)


def body_of(
    wrapped: Mapping[str, Any],
    article: dict[str, Any],
    files: Sequence[StoredFile],
    small: Sequence[Small],
    source: FileSource,
    progress: Progress,
) -> Body:
    """`article` is an object inside `wrapped`; its attachments are the small ones, then the files."""
    article["attachments"] = [_HOLE]
    whole = msgspec.json.encode(wrapped)
    head, _, tail = whole.rpartition(msgspec.json.encode(_HOLE))
    made = b",".join(msgspec.json.encode(_inline(item)) for item in small)
    comma = b"," if made and files else b""
    return Body(head + made + comma, described(files), tail, source, progress)


def _inline(item: Small) -> Mapping[str, str]:
    data = base64.b64encode(item.content).decode()
    return {"filename": item.name, "mime-type": item.media_type, "data": data}


def _opening(file: StoredFile, *, first: bool) -> bytes:
    named = json.dumps({"filename": file.name, "mime-type": file.media_type, "data": ""}).encode()
    return (b"" if first else b",") + named.removesuffix(b'"}')


def _coded(size: int) -> int:
    return (size + 2) // 3 * 4


def _coded_pieces(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """In base64, however long they are: only the last may end in the middle of three."""
    held = b""
    for piece in pieces:
        held += piece
        whole = len(held) // 3 * 3
        yield base64.b64encode(held[:whole])
        held = held[whole:]
    yield base64.b64encode(held)
