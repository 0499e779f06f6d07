"""Files on Redmine: sent first, each for a token that is good once, and fetched back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote

from trayapp.core.errors import NotFound, Rejected, ServerFault, TooLarge
from trayapp.core.model import StoredFile
from trayapp.core.ports import FileSource, Progress, Steps
from trayapp.portals.http import Answer, Http, pieces, read_bounded
from trayapp.portals.reading import chunks
from trayapp.portals.redmine.answers import AttachmentAnswer, UploadAnswer
from trayapp.portals.redmine.talk import Talk, check
from trayapp.portals.wire import decode

FETCH_LIMIT = 1024 * 1024 * 1024
"""Bytes of a file that are fetched at most."""
_NUMBER = re.compile(r"[0-9]{4,15}")
_LONGEST_NAME = 200


@dataclass(slots=True)
class Limit:
    """The largest file in bytes, which Redmine tells only to those who exceed it; `None`: nobody did yet."""

    bytes: int | None = None


class Uploads:
    """The files of one operation; tokens are noted as soon as they are there."""

    def __init__(self, talk: Talk, files: FileSource, limit: Limit, steps: Steps, progress: Progress) -> None:
        self._talk, self._files, self._limit = talk, files, limit
        self._steps, self._progress = steps, progress
        self._sent = self._total = 0
        self.remembered = False
        """Some token is from an earlier try: that try may have used it."""

    def send(self, files: Sequence[StoredFile], *, again: bool = False) -> list[Mapping[str, Any]]:
        """How an issue names them. `again`: noted tokens are worth nothing. Raises `TooLarge`, `Rejected`."""
        self._sent, self._total = 0, sum(file.size for file in files)
        for file in files:
            self._fits(file)
        self.remembered = False
        uploads = [self._named(number, file, again=again) for number, file in enumerate(files)]
        self._progress(self._total, self._total)
        return uploads

    def attach(self, name: str, content: bytes, *, again: bool = False) -> Mapping[str, Any]:
        """The same for a small file of this program's own."""
        token = None if again else self._known("own")
        if token is None:
            token = self._token(self._talk.upload(name, len(content), [content]))
            self._steps.put("token:own", token)
        return {"token": token, "filename": name, "content_type": "application/json"}

    def _named(self, number: int, file: StoredFile, *, again: bool) -> Mapping[str, Any]:
        # the same file twice needs two tokens
        key = f"{number}:{file.sha256}"
        token = None if again else self._known(key)
        if token is None:
            token = self._upload(file)
            self._steps.put(f"token:{key}", token)
        else:
            self._moved(file.size)
        return {"token": token, "filename": wire_name(file.name), "content_type": file.media_type}

    def _known(self, key: str) -> str | None:
        token = self._steps.get(f"token:{key}")
        self.remembered = self.remembered or bool(token)
        return token or None

    def _upload(self, file: StoredFile) -> str:
        content = chunks(self._files, file, self._moved)
        answer = self._talk.upload(wire_name(file.name), file.size, content)
        try:
            return self._token(answer)
        except Rejected as refused:
            self._learn(file, refused)
            raise
        except TooLarge as error:  # of a server in front
            raise TooLarge(error.detail, name=file.name, size=str(file.size)) from error

    def _token(self, answer: Answer) -> str:
        check(answer)
        return decode(answer, UploadAnswer).upload.token

    def _learn(self, file: StoredFile, refused: Rejected) -> None:
        """A number in the reason, smaller than the file: the limit. The words are of any language."""
        numbers = [int(found) for found in _NUMBER.findall(refused.detail)]
        limit = next((number for number in numbers if number < file.size), None)
        if limit is not None:
            self._limit.bytes = limit
            self._fits(file)

    def _fits(self, file: StoredFile) -> None:
        limit = self._limit.bytes
        if limit is not None and file.size > limit:
            raise TooLarge(name=file.name, size=str(file.size), limit=str(limit))

    def _moved(self, count: int) -> None:
        self._sent += count
        self._progress(self._sent, self._total)


def wire_name(name: str) -> str:
    """A name that Redmine takes as it is: without what could be a path, or break a line."""
    return re.sub(r'[\x00-\x1f\x7f/\\?%*:|"\'<>]+', "_", name)[-_LONGEST_NAME:] or "file"


def fetch(http: Http, talk: Talk, file_id: str, to: BinaryIO) -> None:
    """Stream a file into `to`. Raises `ServerFault` when it is not as long as Redmine says: worth nothing then."""
    if not (file_id.isascii() and file_id.isdecimal()):
        raise NotFound(what="file", id=file_id)
    told = talk.get(f"attachments/{file_id}.json", AttachmentAnswer).attachment
    size = 0
    with http.stream("GET", f"attachments/download/{file_id}/{quote(told.filename, safe='')}") as response:
        if response.status_code != 200:
            check(Answer(response.status_code, response.headers, read_bounded(response)))
            raise ServerFault(f"status {response.status_code} for a file")
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise ServerFault("a compressed file, which nobody asked for")
        http.expect(FETCH_LIMIT + FETCH_LIMIT // 8)
        for chunk in pieces(response):
            size += len(chunk)
            if size > min(told.filesize, FETCH_LIMIT):
                raise ServerFault("the file is larger than it is said to be")
            to.write(chunk)
    if size != told.filesize:
        raise ServerFault("the file arrived cut short")
