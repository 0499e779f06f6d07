"""A request's JSON with files in it, made piece by piece: a file is never in memory as a whole."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from trayapp.core.model import StoredFile
from trayapp.core.ports import FileSource, Progress
from trayapp.portals.native_files import described
from trayapp.portals.reading import chunks

_EMPTY = b"="
"""What decodes to no bytes: the server takes no empty text for a file, but an empty file."""
OCTETS = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is written once, with its files."""

    fields: Mapping[str, Any]
    files: Sequence[StoredFile]
    source: FileSource
    progress: Progress
    extra: Sequence[tuple[str, str, bytes]] = ()
    """Small files of our own: name, media type, bytes."""

    @property
    def total(self) -> int:
        """Bytes of the employee's files."""
        return sum(file.size for file in self.files)

    def all_sent(self) -> None:
        """Everything is on its way, and the server works."""
        self.progress(self.total, self.total)

    @property
    def length(self) -> int:
        """Bytes of the body: web servers in front of this one want to know before it comes."""
        return sum(
            len(frame) if isinstance(frame, bytes) else 4 * ((frame.size + 2) // 3)
            for frame in self._frames()
        )

    def body(self) -> Iterator[bytes]:
        """The body, from its beginning."""
        sent = _Count(self.progress, self.total)
        for frame in self._frames():
            if isinstance(frame, bytes):
                yield frame
            else:
                yield from _encoded(chunks(self.source, frame, sent))

    def _frames(self) -> Iterator[bytes | StoredFile]:
        """What the body is made of; files stand for their bytes in base64."""
        yield msgspec.json.encode(self.fields)[:-1]
        between = b',"Attachments":['
        for name, media_type, content in self.extra:
            yield between + _head(name, media_type) + base64.b64encode(content) + b'"}'
            between = b","
        for file, told in zip(self.files, described(self.files), strict=True):
            yield between + _head(told.name, self._kept_type(told))
            yield file if file.size else _EMPTY
            yield b'"}'
            between = b","
        yield b"}" if between.endswith(b"[") else b"]}"

    def _kept_type(self, file: StoredFile) -> str:
        """The server writes texts anew in its own encoding and takes mails apart: what it might change are octets."""
        if file.media_type.startswith(("message/", "multipart/")):
            return OCTETS
        if not file.media_type.startswith("text/"):
            return file.media_type
        return file.media_type if self._is_utf8(file) else OCTETS

    def _is_utf8(self, file: StoredFile) -> bool:
        reader = codecs.getincrementaldecoder("utf-8")()
        try:
            for piece in chunks(self.source, file, lambda _: None):
                if "\0" in reader.decode(piece) or piece.startswith(codecs.BOM_UTF8):
                    return False
            reader.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


class _Count:
    def __init__(self, progress: Callable[[int, int], None], total: int) -> None:
        self._progress, self._total, self._sent = progress, total, 0

    def __call__(self, count: int) -> None:
        self._sent += count
        self._progress(self._sent, self._total)


def _head(name: str, media_type: str) -> bytes:
    # WORKAROUND: the server takes each byte of a name for a letter, so letters are given as their bytes. Nobody has
    # reported it; up to 6.0 the name goes into the message without being encoded, both for tickets and for replies:
    # https://github.com/bestpractical/rt/blob/rt-6.0.0/lib/RT/REST2/Resource/Ticket.pm#L111-L114
    # The same was mended in its older interface alone:
    # https://github.com/bestpractical/rt/commit/b15a6cf52c9eda8dfee1abf6de070eb7b70741b5
    as_bytes = name.encode().decode("latin-1")
    told = msgspec.json.encode({"FileName": as_bytes, "FileType": media_type, "FileContent": ""})
    return told[:-2]


def _encoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """In base64, three bytes at a time across the pieces' ends."""
    left = b""
    for piece in pieces:
        left += piece
        whole = len(left) - len(left) % 3
        if whole:
            yield base64.b64encode(left[:whole])
        left = left[whole:]
    if left:
        yield base64.b64encode(left)
