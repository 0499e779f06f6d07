"""A request with files in it, and a file out of an answer, piece by piece."""

from __future__ import annotations

import base64
import io
import json
import random

import pytest

from tests.fakes.memory_store import MemorySpool
from trayapp.core.errors import ServerFault
from trayapp.core.model import FileKind
from trayapp.portals.rt.body import OCTETS, Letter
from trayapp.portals.rt.said import _unwrap


def letter(*contents: tuple[str, str, bytes], extra: tuple[tuple[str, str, bytes], ...] = ()) -> Letter:
    """With these files: name, media type, bytes."""
    spool = MemorySpool()
    files = [spool.put(io.BytesIO(content), name, kind, FileKind.FILE) for name, kind, content in contents]
    return Letter({"Subject": "Grüße"}, files, spool, lambda _sent, _total: None, extra)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 262_143, 262_144, 600_001])
def test_files_are_carried_whole(size: int) -> None:
    """What is made is JSON of the length that was announced, with every byte of every file."""
    content = random.Random(size).randbytes(size)
    made = letter(("a.png", "image/png", content), ("b.png", "image/png", b"b"), extra=(("f", "x/y", b"{}"),))

    body = b"".join(made.body())

    told = json.loads(body)
    assert len(body) == made.length
    assert told["Subject"] == "Grüße"
    assert [base64.b64decode(each["FileContent"]) for each in told["Attachments"][:1]] == [b"{}"]
    assert told["Attachments"][1]["FileContent"] == (base64.b64encode(content).decode() or "=")
    assert base64.b64decode(told["Attachments"][2]["FileContent"]) == b"b"


def test_without_files_there_is_nothing_of_them() -> None:
    """The fields alone."""
    assert json.loads(b"".join(letter().body())) == {"Subject": "Grüße"}


@pytest.mark.parametrize(
    ("media_type", "content", "sent_as"),
    [
        ("text/plain", "Grüße\r\n".encode(), "text/plain"),
        ("text/plain", b"caf\xe9", OCTETS),
        ("text/plain", b"\xef\xbb\xbfx", OCTETS),
        ("text/plain", b"a\0b", OCTETS),
        ("message/rfc822", b"Subject: x", OCTETS),
        ("image/png", b"\x89PNG", "image/png"),
    ],
)
def test_what_the_server_would_change_goes_as_bytes(media_type: str, content: bytes, sent_as: str) -> None:
    """Texts of another encoding, and mails."""
    told = json.loads(b"".join(letter(("x", media_type, content)).body()))

    assert told["Attachments"][0]["FileType"] == sent_as


def wrapped(content: bytes, each: int) -> list[bytes]:
    """As the server sends a file: base64 with breaks in a document, in pieces."""
    coded = json.dumps(base64.encodebytes(content).decode()).replace("/", "\\/")
    whole = b'{"Subject": "no \\"Content\\": here", "Content" : %s, "id": 1}' % coded.encode()
    return [whole[at : at + each] for at in range(0, len(whole), each)]


@pytest.mark.parametrize("each", [1, 2, 3, 7, 64, 10_000])
@pytest.mark.parametrize("size", [0, 1, 2, 57, 1000])
def test_a_file_comes_out_of_its_document(size: int, each: int) -> None:
    """Whatever the pieces are that it comes in."""
    content, to = random.Random(size).randbytes(size), io.BytesIO()

    _unwrap(iter(wrapped(content, each)), to)

    assert to.getvalue() == content


@pytest.mark.parametrize("answer", [b'{"Content": "AAAA', b'{"Content": "A*AA"}', b'{"Content": "AAA"}'])
def test_a_file_that_breaks_off_is_none(answer: bytes) -> None:
    """Half of a file is not taken for a file."""
    with pytest.raises(ServerFault):
        _unwrap(iter([answer]), io.BytesIO())
