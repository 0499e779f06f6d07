"""Keeps the company's rules for pictures of the screen, before anybody sees a pixel."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace

from trayapp.capture.visible import common, of_active_window
from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.policy import Cover, Screenshots
from trayapp.core.ports import Capturer, RawShot, WindowList
from trayapp.core.veil import Noise, Veil, veil

Rules = Callable[[], Screenshots]


class Covered:
    """A capturer whose pictures show no more than policy lets them. What it covers nobody can uncover."""

    def __init__(
        self, capturer: Capturer, windows: WindowList, rules: Rules, noise: Noise = os.urandom
    ) -> None:
        self._capturer = capturer
        self._windows = windows
        self._rules = rules
        self._noise = noise

    @property
    def waits(self) -> bool:
        """As the one within."""
        return self._capturer.waits

    def prepare(self) -> None:
        """As the one within; nothing where no picture may be taken. Raises `LocalFault`."""
        if self._rules().taken:
            self._capturer.prepare()

    def grab(self) -> Sequence[RawShot]:
        """Every monitor. Raises `LocalFault`; `reason` is forbidden where policy takes no pictures."""
        rules = self._rules()
        if not rules.taken:
            raise LocalFault("policy takes no pictures of the screen", reason="forbidden")
        if rules.cover == Cover.NOTHING:
            return self._capturer.grab()
        return self._grab_covered()

    def _grab_covered(self) -> Sequence[RawShot]:
        """Windows are looked at before and after: one that moves meanwhile leaves no strip of another uncovered."""
        before = self._seen()
        shots = self._capturer.grab()
        kept = common(before, self._seen())
        return [covered(shot, kept, self._noise) for shot in shots]

    def _seen(self) -> Sequence[Area]:
        return of_active_window(self._windows.places(), os.getpid())


def covered(shot: RawShot, kept: Sequence[Area], noise: Noise = os.urandom) -> RawShot:
    """The picture with everything pixelated but `kept`, which lies on the desktop as `RawShot.x` does."""
    source, stride = memoryview(shot.bgrx), shot.width * 4
    whole = Area(0, 0, shot.width, shot.height)
    pixels = _painted(veil(source, shot.width, shot.height, whole, noise), shot.width, shot.height)
    for area in kept:
        part = area.moved(-shot.x, -shot.y).common(whole)
        left, length = part.x * 4, part.width * 4
        for first in range(part.y * stride + left, part.bottom * stride + left, stride):
            pixels[first : first + length] = source[first : first + length]
    return replace(shot, bgrx=pixels)


def _painted(over: Veil, width: int, height: int) -> bytearray:
    """A veil over a whole picture, each cell in its true size."""
    pixels, stride = bytearray(width * height * 4), width * 4
    line = memoryview(bytearray(over.columns * over.cell * 4)).cast("I")
    cells = memoryview(over.bgrx).cast("I")
    for row in range(over.rows):
        for column in range(over.cell):
            line[column :: over.cell] = cells[row * over.columns : (row + 1) * over.columns]
        drawn = bytes(line[:width])
        for y in range(row * over.cell, min((row + 1) * over.cell, height)):
            pixels[y * stride : (y + 1) * stride] = drawn
    return pixels
