"""The bytes of a file on their way out, checked against its hash as they go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile
from trayapp.core.ports import FileSource
from trayapp.portals.http import CHUNK


def chunks(files: FileSource, file: StoredFile, moved: Callable[[int], None]) -> Iterator[bytes]:
    """The file in pieces; `moved` is told the bytes of each once it left.

    Raises `LocalFault` for a file that is gone, or not what it was: before its last piece, so it is never sent whole.
    """
    digest = hashlib.sha256()
    left = file.size
    with files.open(file) as source:
        while chunk := _read(source, file):
            digest.update(chunk)
            left -= len(chunk)
            if left < 0 or (left == 0 and digest.hexdigest() != file.sha256):
                raise LocalFault(f"{file.sha256} changed on the disk", reason="file_damaged", name=file.name)
            yield chunk
            moved(len(chunk))
    if left:
        raise LocalFault(f"{file.sha256} is cut short", reason="file_damaged", name=file.name)


def _read(source: BinaryIO, file: StoredFile) -> bytes:
    try:
        return source.read(CHUNK)
    except OSError as error:
        raise LocalFault(str(error), reason="io", name=file.name) from error
