"""Test patterns on every monitor of a Wayland desktop, in its true pixels, below all windows.

    python -m tests.capture.wayland.wayland_pattern HEADLESS-1 1200 900 0 1 HEADLESS-2 400 300 1 1

shows one on each monitor (name, true pixels, seed, block) until it is ended; prints a line once they are there. Qt
draws for whole scales alone, and the compositor shrinks that; this hands over exactly the monitor's pixels.
"""

from __future__ import annotations

import array
import os
import socket
import struct
import sys
import tempfile
from collections.abc import Sequence

from tests.capture.pattern import pattern
from trayapp.capture.wayland.wire import Event, Wire

_DISPLAY = 1
_XRGB8888 = 1
_BACKGROUND, _ALL_EDGES = 0, 15
WANTED = {"wl_compositor": 4, "wl_shm": 1, "zwlr_layer_shell_v1": 1, "wp_viewporter": 1}


class Desk(Wire):
    """A connection that can also hand a file over."""

    def say_with_file(self, thing: int, kind: int, number: int, file: int, size: int) -> None:
        """A request with a new object, a file and a size, as wl_shm.create_pool is."""
        body = struct.pack("=Ii", number, size)
        message = struct.pack("=IHH", thing, kind, 8 + len(body)) + body
        if sys.platform != "win32":
            rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))]
            self._socket.sendmsg([message], rights)

    def wait(self) -> None:
        """Until the compositor is gone."""
        self._socket.settimeout(None)
        while self._socket.recv(4096):
            pass


class Wall:
    """The pattern on one monitor."""

    def __init__(self, desk: Desk, bound: dict[str, int], output: int, wanted: Sequence[int]) -> None:
        self._desk, self._bound, self._wanted = desk, bound, wanted
        self._surface = desk.new()
        desk.say(bound["wl_compositor"], 0, self._surface)
        self.layer = desk.new()
        desk.say(bound["zwlr_layer_shell_v1"], 0, self.layer, self._surface, output, _BACKGROUND, "pattern")
        desk.say(self.layer, 0, 0, 0)  # size: as large as it gets
        desk.say(self.layer, 1, _ALL_EDGES)
        desk.say(self.layer, 2, -1)  # under panels too
        desk.say(self._surface, 6)

    def configured(self, event: Event) -> None:
        """The compositor says how large it is on the desktop: show the pattern."""
        desk, (width, height, *_) = self._desk, self._wanted
        serial, across, down = event.number(), event.number(), event.number()
        desk.say(self.layer, 6, serial)
        pixels = pattern(*self._wanted)
        pool, buffer, view = desk.new(), desk.new(), desk.new()
        with tempfile.TemporaryFile() as file:
            file.write(pixels)
            file.flush()
            desk.say_with_file(self._bound["wl_shm"], 0, pool, file.fileno(), len(pixels))
        desk.say(pool, 0, buffer, 0, width, height, width * 4, _XRGB8888)
        desk.say(self._bound["wp_viewporter"], 1, view, self._surface)
        desk.say(view, 2, across, down)
        desk.say(self._surface, 1, buffer, 0, 0)
        desk.say(self._surface, 2, 0, 0, across, down)
        desk.say(self._surface, 6)


def main(words: Sequence[str]) -> None:
    """Until it, or the compositor, is ended."""
    wanted = {words[at]: [int(word) for word in words[at + 1 : at + 5]] for at in range(0, len(words), 5)}
    desk = Desk(os.environ, 20)
    registry = desk.new()
    desk.say(_DISPLAY, 1, registry)
    offers = [(e.number(), e.text(), e.number()) for e in desk.until_done() if e.thing == registry]
    bound = {
        name: _bind(desk, registry, offer, WANTED[name]) for offer in offers if (name := offer[1]) in WANTED
    }
    outputs = [_bind(desk, registry, offer, 4) for offer in offers if offer[1] == "wl_output"]
    names = {
        event.thing: event.text() for event in desk.until_done() if event.thing in outputs and event.kind == 4
    }
    walls = [Wall(desk, bound, output, wanted[names[output]]) for output in outputs]
    by_layer = {wall.layer: wall for wall in walls}
    for event in list(desk.until_done()):
        if event.thing in by_layer and event.kind == 0:
            by_layer[event.thing].configured(event)
    for _ in desk.until_done():
        pass
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    desk.wait()


def _bind(desk: Desk, registry: int, offer: tuple[int, str, int], version: int) -> int:
    thing = desk.new()
    desk.say(registry, 0, offer[0], offer[1], min(version, offer[2]), thing)
    return thing


if __name__ == "__main__":
    main(sys.argv[1:])
