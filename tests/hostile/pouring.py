"""Bytes without end, and bytes that are no HTTP."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, repeat

from tests.hostile.case import EITHER, Case, on
from tests.hostile.honest import whole
from tests.hostile.server import Request

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
BLOCK = b" " * (1 << 20)
ZEROS = 64 << 20
"""Bytes that a bomb holds."""


def _drip(begin: bytes, each: bytes) -> Iterator[bytes]:
    yield begin
    while True:
        time.sleep(1)
        yield each


@cache
def _bomb(name: str) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31 if "gzip" in name else 15)
    body = b"".join(packer.compress(BLOCK) for _ in range(ZEROS // len(BLOCK))) + packer.flush()
    return gzip.compress(body) if "," in name else body


def _packed(name: str) -> Callable[[Request], Iterable[bytes]]:
    def say(_request: Request) -> Iterable[bytes]:
        body = _bomb(name) if name not in {"br", "zstd"} else b"\x1b\xff\xff\xff" * 10_000
        return [whole(body, headers=f"Content-Encoding: {name}\r\n")]

    return say


def _always(*begin: bytes, then: bytes = b"") -> Callable[[Request], Iterable[bytes]]:
    return lambda _request: chain(begin, repeat(then) if then else ())


def _once(said: bytes) -> Callable[[Request], Iterable[bytes]]:
    def say(_request: Request) -> Iterator[bytes]:
        yield said
        raise ConnectionError("said, and gone")

    return say


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
POURS = {
    "gigabytes, length told": _always(OK + b"Content-Length: 8589934592\r\n\r\n", then=BLOCK),
    "gigabytes, no length": _always(OK + b"Connection: close\r\n\r\n", then=BLOCK),
    "chunks without end": _always(CHUNKED, then=b"100000\r\n" + BLOCK + b"\r\n"),
    "crumbs without end": _always(CHUNKED, then=b"1\r\n \r\n" * 10_000),
    "a chunk of 2^60 bytes": _always(CHUNKED + b"1000000000000000\r\n", then=BLOCK),
    "a chunk's size without end": _always(CHUNKED, then=b"1" * 65536),
    "trailers without end": _always(CHUNKED + b"2\r\n{}\r\n0\r\n", then=b"X-Y: z\r\n" * 5000),
    "header lines without end": _always(OK, then=b"X-Y: z\r\n" * 5000),
    "one header without end": _always(OK + b"X-Y: ", then=b"z" * 65536),
    "a status line without end": _always(b"HTTP/1.1 200 ", then=b"z" * 65536),
    "interim answers without end": _always(then=b"HTTP/1.1 102 Wait\r\n\r\n" * 1000),
}
NO_HTTP = {
    "no HTTP": b"SSH-2.0-OpenSSH_9.9\r\n" * 100,
    "zeros": b"\0" * 100_000,
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "two lengths": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a negative length": OK + b"Content-Length: -1\r\n\r\n{}",
    "a length of 5000 digits": OK + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n{}",
    "length and chunks": OK + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    "packed on the way": OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "another protocol": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
    "status 999": b"HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n",
    "nothing where there is something": b"HTTP/1.1 204 None\r\n\r\n",
    "unchanged, never asked": b"HTTP/1.1 304 Same\r\n\r\n",
    "a part": b"HTTP/1.1 206 Part\r\nContent-Length: 2\r\n\r\n{}",
}
PLACES = (("probe", ""), ("changes", ""), ("tickets", "POST"))


def cases() -> Iterator[Case]:
    """Each of these at the first question, at the feed, and at the answer to a new ticket."""
    for path, method in PLACES:
        for name, attack in POURS.items():
            yield Case(f"{name} ({path})", on(path, attack, method))
    for name, said in NO_HTTP.items():
        for path, method in PLACES:
            yield Case(f"{name} ({path})", on(path, _once(said), method), EITHER)
    for name in ("gzip", "deflate", "gzip, gzip", "br", "zstd", "identity, gzip", "x-unknown"):
        yield Case(f"packed: {name}", on("changes", _packed(name)))


def slow() -> Iterator[Case]:
    """A byte a second: as long as one exchange may take."""
    begun = OK + b"Content-Length: 100000\r\n\r\n"
    for path, method in PLACES:
        for name, begin in (("body", begun), ("headers", OK)):
            drip = _drip_at(begin)
            yield Case(f"a byte a second of {name} ({path})", on(path, drip, method), seconds=80)
    yield Case("silence", on("changes", lambda _request: _drip(b"", b"")), seconds=45)


def _drip_at(begin: bytes) -> Callable[[Request], Iterable[bytes]]:
    return lambda _request: _drip(begin, b"x")
