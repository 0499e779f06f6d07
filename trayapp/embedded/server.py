"""Runs the embedded portal: binds, serves, says where it is, ends cleanly."""

from __future__ import annotations

import json
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TextIO

from trayapp.core.errors import LocalFault
from trayapp.core.ports import Clock
from trayapp.embedded import file_clock, policy_file, room, seed, sweeping, timer_thread, uploads
from trayapp.embedded.disk_faults import translated
from trayapp.embedded.file_clock import FileClock
from trayapp.embedded.mail_service import Post, delivering
from trayapp.embedded.one_portal import only_one
from trayapp.embedded.portal import Portal, open_portal, utc_now
from trayapp.embedded.seed import Seed, User
from trayapp.embedded.serving import Server
from trayapp.embedded.settable_clock import SettableClock
from trayapp.embedded.support_agent import SupportAgent, somebody
from trayapp.embedded.timer_thread import TimerThread


def run(  # noqa: PLR0913 - one argument for each option of `trayapp portal`
    host: str,
    port: int,
    data: Path | None,
    profile: str,
    seed_name: str | None,
    announce: TextIO,
    *,
    test_api: bool = False,
    agent_seconds: float | None = None,
    clock: Clock | None = None,
    clock_file: Path | None = None,
    public_url: str | None = None,
    post: Post | None = None,
    log_level: str = "warning",
) -> None:
    """Serve until SIGTERM or SIGINT. To be called from the main thread.

    Once connections are accepted, one JSON line with the address and the seeded users goes to `announce`.
    Without `data`, everything is forgotten at the end. `agent_seconds`: a support agent answers each new ticket then.
    `clock_file`: the clock stands at the moment in that file. `public_url`: where people's browsers find the portal,
    when that is not where it listens. `post`: how letters are sent.
    Raises `ValueError` (unknown profile or seed, no moment in the file) and `LocalFault` (address in use, another
    portal works on the data, database, policy file).
    """
    wanted, rules = seed.parse(seed_name), policy_file.load(profile)
    telling, look_every = _clock(clock, clock_file, test_api=test_api)
    with (
        bound(host, port) as listening,
        _folder(data) as folder,
        closing(open_portal(rules, folder, telling)) as portal,
    ):
        portal.site.url = public_url or url_of(listening)
        portal.hub.most = room.streams()
        portal.site.proxied = public_url is not None
        users = _filled(portal, folder, wanted)
        with _at_work(portal, agent_seconds, look_every), delivering(portal, post or Post(), folder):
            server = Server(portal, log_level, test_api=test_api)
            server.serve_until_told(listening, lambda: _say(announce, listening, users))


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that connections will be accepted on; port 0 takes a free one. Raises `LocalFault`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # WORKAROUND https://github.com/python/asyncio/pull/373: asyncio switches Nagle's algorithm off only for
    # sockets that name their protocol; with `socket.create_server` each answer would wait 40 ms for an acknowledgement
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(512)
    except (OSError, OverflowError) as error:  # OverflowError: no such port
        listening.close()
        raise LocalFault(str(error), reason="address", host=host, port=str(port)) from error
    with listening:
        yield listening


def url_of(listening: socket.socket) -> str:
    """Where the portal is found."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        with only_one(data):
            yield data
        return
    with tempfile.TemporaryDirectory(prefix="trayapp-portal-") as name:
        yield Path(name)


@contextmanager
def _at_work(portal: Portal, agent_seconds: float | None, look_every: float) -> Iterator[None]:
    with _agent(portal, agent_seconds), _timers(portal, look_every):
        yield


@contextmanager
def _agent(portal: Portal, seconds: float | None) -> Iterator[None]:
    person = somebody(portal) if seconds is not None else None
    if person is None or seconds is None:
        yield
        return
    agent = SupportAgent(portal, person, seconds)
    agent.start()
    try:
        yield
    finally:
        agent.stop()


def _filled(portal: Portal, folder: Path, wanted: Seed) -> list[User]:
    """Throw away what is over, and fill a new portal; its users. Raises `LocalFault`."""
    with translated(folder):
        uploads.sweep(portal)
        sweeping.sweep(portal)
        return seed.plant(portal, folder, wanted)


def _clock(clock: Clock | None, path: Path | None, *, test_api: bool) -> tuple[Clock, float]:
    """What tells the time, and how often to look at it while nobody asks. Raises `ValueError`."""
    telling = FileClock(path) if path else clock or utc_now
    look_every = file_clock.LOOK_EVERY if path else timer_thread.LOOK_EVERY
    return (SettableClock(telling) if test_api else telling), look_every


@contextmanager
def _timers(portal: Portal, look_every: float) -> Iterator[None]:
    thread = TimerThread(portal, look_every)
    thread.start()
    try:
        yield
    finally:
        thread.stop()


def _say(announce: TextIO, listening: socket.socket, users: Sequence[User]) -> None:
    line = {"url": url_of(listening), "users": [seed.told(user) for user in users]}
    announce.write(json.dumps(line) + "\n")
    announce.flush()
