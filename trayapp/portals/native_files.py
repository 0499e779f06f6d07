"""Attachments on the portal API: uploaded by their hash, at most once, and fetched back verified."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

import httpx

from trayapp.core.errors import ServerFault, TooLarge
from trayapp.core.model import StoredFile
from trayapp.core.ports import FileSource, Progress, Steps
from trayapp.portals.http import Answer, Http, pieces, read_bounded
from trayapp.portals.problems import check
from trayapp.portals.reading import chunks

FETCH_LIMIT = 1024 * 1024 * 1024
"""Bytes of a file that are fetched at most."""
WIRE_LIMIT = FETCH_LIMIT + FETCH_LIMIT // 8
"""... as they travel."""
_DONE = "uploaded"
_LONGEST_NAME = 255
_UNWANTED = re.compile(r"[\x00-\x1f\x7f/\\]")
_MEDIA_TYPE = re.compile(r"[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}")


class Uploads:
    """Sends the files of one operation, telling how far it is."""

    def __init__(self, http: Http, files: FileSource, steps: Steps, progress: Progress) -> None:
        self._http = http
        self._files = files
        self._steps = steps
        self._progress = progress
        self._sent = 0
        self._total = 0

    def send(self, files: Sequence[StoredFile], *, again: frozenset[str] = frozenset()) -> None:
        """Upload what the portal does not have. `again`: hashes that it lost, whatever was noted.

        Raises `LocalFault` for a file that is gone or damaged here, and what `Http.call` and `check` raise.
        """
        self._sent, self._total = 0, sum(file.size for file in files)
        for file in files:
            noted = self._steps.get(_step(file)) == _DONE and file.sha256 not in again
            if noted:
                self._sent += file.size
            else:
                self._bring(file, lost=file.sha256 in again)
                self._steps.put(_step(file), _DONE)
            self._progress(self._sent, self._total)

    def _bring(self, file: StoredFile, *, lost: bool) -> None:
        if not lost and self._is_there(file):
            self._sent += file.size
        else:
            self._upload(file)

    def _is_there(self, file: StoredFile) -> bool:
        """Raises `Busy` and `ServerFault`: a portal in trouble gets no upload on top of it."""
        answer = self._http.call("HEAD", _path(file))
        if answer.status >= 500 or answer.status == 429:
            check(answer)
        # whatever is wrong besides, the upload tells it with its reason; an answer to HEAD has no words
        return answer.status == 200

    def _upload(self, file: StoredFile) -> None:
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(file.size)}
        answer = self._http.call(
            "PUT", _path(file), headers=headers, content=chunks(self._files, file, self._moved)
        )
        try:
            check(answer)
        except TooLarge as error:
            raise TooLarge(
                error.detail, **{"name": file.name, "size": str(file.size), **error.params}
            ) from error

    def _moved(self, count: int) -> None:
        self._sent += count
        self._progress(self._sent, self._total)


def described(files: Sequence[StoredFile]) -> list[StoredFile]:
    """The files as they are named to the portal, which takes no name that could be a path, and no odd media type."""
    return [
        replace(file, name=_wire_name(file.name), media_type=_wire_type(file.media_type)) for file in files
    ]


def _wire_name(name: str) -> str:
    return _UNWANTED.sub("_", name)[-_LONGEST_NAME:] or "file"


def _wire_type(media_type: str) -> str:
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"


def fetch(http: Http, path: str, to: BinaryIO, named: dict[str, str]) -> None:
    """Stream a file of the portal into `to`; its bytes must have the hash that its ETag names.

    Raises `ServerFault` when they have not: what was written then is worth nothing.
    """
    digest = hashlib.sha256()
    with http.stream("GET", path) as response:
        if response.status_code != 200:
            check(Answer(response.status_code, response.headers, read_bounded(response)), named=named)
            raise ServerFault(f"status {response.status_code} for a file")
        http.expect(WIRE_LIMIT)
        for chunk in bounded(response):
            digest.update(chunk)
            to.write(chunk)
        promised = response.headers.get("etag", "").removeprefix("W/").strip('"').lower()
    if promised != digest.hexdigest():
        raise ServerFault("the file arrived damaged, or without its hash")


def bounded(response: httpx.Response) -> Iterator[bytes]:
    """The bytes of a file as they come. Raises `ServerFault` when there are more than a file may have."""
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise ServerFault("a compressed file, which nobody asked for")
    size = 0
    for chunk in pieces(response):
        size += len(chunk)
        if size > FETCH_LIMIT:
            raise ServerFault(f"the file is larger than {FETCH_LIMIT} bytes")
        yield chunk


def _path(file: StoredFile) -> str:
    return f"api/v1/files/{file.sha256}"


def _step(file: StoredFile) -> str:
    return f"file:{file.sha256}"
