"""Every reader of what others wrote, as a function of bytes: it gives a value or an error of ours, and nothing else."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from trayapp.app.downloads import safe_name
from trayapp.core.deep_link import read_link
from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.metadata import BadPicture, clean
from trayapp.core.model import Changes, Message, Probe, StoredFile, Ticket
from trayapp.core.policy.checks import fatal
from trayapp.core.sensitive import find
from trayapp.portals.address import checked
from trayapp.portals.answers import (
    Asked,
    AskedList,
    ContactList,
    MessageList,
    Posted,
    SaidList,
    Taken,
    TicketList,
)
from trayapp.portals.http import Answer
from trayapp.portals.native_events import _events
from trayapp.portals.oauth import Metadata, OAuthAuthority, _decoded, _Device, _Token
from trayapp.portals.problems import check, retry_after
from trayapp.portals.redirect import Redirect
from trayapp.portals.wire import decode, decode_policy
from trayapp.settings.files import BrokenFile, read_object
from trayapp.settings.layered import LayeredSettings
from trayapp.store.codec import encode
from trayapp.store.spool import DiskSpool

JSON = {"content-type": "application/json"}
KINDS: tuple[type, ...] = (
    Changes,
    Ticket,
    Probe,
    TicketList,
    MessageList,
    Message,
    SaidList,
    Posted,
    Asked,
    AskedList,
    Taken,
    ContactList,
)
STATUSES = (400, 401, 403, 404, 407, 409, 410, 413, 422, 429, 500, 503, 511, 301)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _wire(data: bytes) -> None:
    """The first byte says what it is read as; what was read can be kept."""
    kind = KINDS[data[0] % len(KINDS)] if data else Changes
    for write in (False, True):
        with suppress(TrayAppError):
            encode(decode(Answer(200, JSON, data[1:]), kind, write=write))


def _policy(data: bytes) -> None:
    with suppress(TrayAppError):
        fatal(decode_policy(Answer(200, JSON, data)))


def _problem(data: bytes) -> None:
    status = STATUSES[data[0] % len(STATUSES)] if data else 400
    with suppress(TrayAppError):
        check(Answer(status, {"content-type": "application/problem+json"}, data[1:]))


def _retry_after(data: bytes) -> None:
    seconds = retry_after(data.decode("latin-1"), NOW)
    assert seconds is None or 0 <= seconds <= 86_400


def _address(data: bytes) -> None:
    with suppress(TrayAppError):
        address = checked(data.decode("utf-8", "replace"))
        assert address.startswith(("https://", "http://"))


@cache
def _redirect() -> Redirect:
    return Redirect("Bye")


def _redirected(data: bytes) -> None:
    _redirect()._take(data.decode("latin-1"))


def _stream(data: bytes) -> None:
    """The first byte says how it is cut."""
    size = data[0] + 1 if data else 1
    chunks = [data[at : at + size] for at in range(1, len(data), size)]

    class Chunks(httpx.SyncByteStream):
        def __iter__(self) -> Any:
            yield from chunks

    response = httpx.Response(200, headers={"content-type": "text/event-stream"}, stream=Chunks())
    with suppress(TrayAppError):
        for _ in _events(response, lambda: False):
            pass


def _oauth(data: bytes) -> None:
    for kind in (Metadata, _Token, _Device):
        with suppress(TrayAppError):
            _decoded(Answer(200, JSON, data), kind)
    with suppress(TrayAppError):
        path = _authority()._endpoint(data.decode("utf-8", "replace"))
        assert "evil" not in path or data.lower().startswith(b"https://help.example")


@cache
def _authority() -> OAuthAuthority:
    return OAuthAuthority("https://help.example", lambda: NOW)


def _picture(data: bytes) -> None:
    with suppress(BadPicture):
        once = clean(data)
        again = once and clean(once)
        # a picture that is cut off may be closed by one more byte
        assert once is None or again in {once, once + b";"}, "cleaning twice finds something more"


def _private(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


@contextmanager
def _silent(name: str) -> Iterator[None]:
    """What it warns of is not looked at here."""
    log = logging.getLogger(name)
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _settings(data: bytes) -> None:
    path = _folder() / "settings.json"
    path.write_bytes(data)
    with suppress(BrokenFile):
        read_object(path)
    with suppress(TrayAppError), _silent("trayapp.settings.layered"):
        LayeredSettings(path, _folder() / "none.json", {}).values()


def _deep_link(data: bytes) -> None:
    for text in (data.decode("utf-8", "replace"), f"trayapp://new?subject={data.decode('latin-1')}"):
        read_link(text)


def _name(data: bytes) -> None:
    """A portal's name for a file stays in its folder."""
    name = safe_name(data.decode("utf-8", "surrogateescape"))
    assert name
    assert len(name.encode()) <= 200
    assert not set(name) & set('/\\\0\n\r:*?"<>|')
    assert (_folder() / name).parent == _folder()


def _spool(data: bytes) -> None:
    """A hash that is none names no file."""
    file = StoredFile("n", "a/b", 1, data.decode("utf-8", "surrogateescape"))
    with suppress(LocalFault):
        DiskSpool(_folder() / "spool").open(file).close()


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "wire": _wire,
    "policy": _policy,
    "problem": _problem,
    "retry_after": _retry_after,
    "address": _address,
    "redirect": _redirected,
    "events": _stream,
    "oauth": _oauth,
    "picture": _picture,
    "private": _private,
    "settings": _settings,
    "deep_link": _deep_link,
    "name": _name,
    "spool": _spool,
}
"""By name. Each raises for a defect alone."""
