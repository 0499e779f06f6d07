"""A compositor that does not tell of its monitors costs two seconds at most, and nothing else."""

from __future__ import annotations

import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from trayapp.capture.screens import Screen
from trayapp.capture.wayland.outputs import outputs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Wayland's sockets are POSIX's")
UNIX = getattr(socket, "AF_UNIX", 0)
Answer = Callable[[socket.socket], None]
REGISTRY, DONE, OUTPUT, DONE_AGAIN = 2, 3, 4, 5
"""The numbers a client gives when it is offered one monitor and nothing else."""


def event(thing: int, kind: int, *arguments: int | str) -> bytes:
    """As a compositor says it."""
    body = b""
    for argument in arguments:
        if isinstance(argument, int):
            body += struct.pack("=i", argument)
        else:
            text = argument.encode() + b"\0"
            body += struct.pack("=I", len(text)) + text + bytes(-len(text) % 4)
    return struct.pack("=IHH", thing, kind, 8 + len(body)) + body


@contextmanager
def compositor(answer: Answer) -> Iterator[Mapping[str, str]]:
    """One that takes one client and answers so; the client's environment."""
    with tempfile.TemporaryDirectory(prefix="tw-") as folder, socket.socket(UNIX) as server:
        server.bind(str(Path(folder, "wayland-7")))
        server.listen()

        def serve() -> None:
            client, _ = server.accept()
            with client:
                client.recv(1 << 16)
                answer(client)
                while client.recv(1 << 16):
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield {"XDG_RUNTIME_DIR": folder, "WAYLAND_DISPLAY": "wayland-7"}
        thread.join()


def offer() -> bytes:
    """One monitor, of the first version: nothing tells its name or its logical size."""
    return event(REGISTRY, 0, 1, "wl_output", 1) + event(DONE, 0, 0)


def test_an_old_compositor_tells_by_mode_and_scale() -> None:
    """Without logical sizes, a turned monitor of 200 % has half its mode, the other way round; old modes count not."""

    def answer(client: socket.socket) -> None:
        client.sendall(offer())
        client.recv(1 << 16)
        told = event(OUTPUT, 0, -600, 20, 300, 200, 0, "Make", "Model", 1) + event(OUTPUT, 1, 0, 640, 480, 60)
        told += event(OUTPUT, 1, 1, 3000, 1200, 60_000) + event(OUTPUT, 3, 2) + event(DONE_AGAIN, 0, 0)
        for at in range(0, len(told), 5):  # in pieces, as a socket may
            client.sendall(told[at : at + 5])

    with compositor(answer) as environment:
        assert outputs(environment) == [Screen("", -600, 20, 600, 1500, 2.0)]


def test_a_monitor_that_is_off_is_none() -> None:
    """It has no current mode."""

    def answer(client: socket.socket) -> None:
        client.sendall(offer())
        client.recv(1 << 16)
        client.sendall(event(OUTPUT, 1, 0, 640, 480, 60) + event(DONE_AGAIN, 0, 0))

    with compositor(answer) as environment:
        assert outputs(environment) == []


@pytest.mark.parametrize(
    "said",
    [
        b"",
        event(1, 0, 1, 2, "invalid method"),
        struct.pack("=IHH", 9, 0, 4),
        event(REGISTRY, 0, 1, "wl_output", 1)[:-9],
        struct.pack("=IHH", REGISTRY, 0, 12) + struct.pack("=i", 1) + event(DONE, 0, 0),
    ],
)
def test_a_compositor_that_is_gone_angry_or_mad_has_no_monitors(said: bytes) -> None:
    """Nothing is raised; the monitors are then as Qt knows them."""

    def answer(client: socket.socket) -> None:
        client.sendall(said)
        client.shutdown(socket.SHUT_WR)

    with compositor(answer) as environment:
        assert outputs(environment) == ()


def test_a_silent_compositor_is_not_waited_for() -> None:
    """After the limit the monitors are as Qt knows them."""
    with compositor(lambda _: None) as environment:
        assert outputs(environment, limit=0.1) == ()


@pytest.mark.parametrize("environment", [{}, {"WAYLAND_DISPLAY": "none", "XDG_RUNTIME_DIR": "/nonexistent"}])
def test_no_compositor_has_no_monitors(environment: dict[str, str]) -> None:
    """Nobody is there to ask."""
    assert outputs(environment) == ()
