"""A program that is killed at a chosen step: what it does to disk and key store, counted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trayapp.store.picture_drafts import files as picture_drafts_files


class Killed(BaseException):
    """Nothing runs after it, whatever would catch an exception."""


class Life:
    """Each step is counted before it is done; the one with the deadly number, and all after it, are not done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.steps = 0
        self._deadly: int | None = None
        for owner, name in (
            (os, "open"),
            (picture_drafts_files, "sync_file"),
            (picture_drafts_files, "sync_folder"),
            (Path, "replace"),
            (Path, "unlink"),
        ):
            monkeypatch.setattr(owner, name, self.counted(getattr(owner, name)))

    def counted(self, step: Callable[..., Any]) -> Callable[..., Any]:
        """The step, as one of this life."""

        def mortal(*given: Any, **named: Any) -> Any:
            self._live_on()
            return step(*given, **named)

        return mortal

    def until(self, step: int, doing: Callable[[], None]) -> bool:
        """Do it, killed at that step; `False` when it was over before."""
        self.steps, self._deadly = 0, step
        try:
            doing()
        except Killed:
            return True
        finally:
            self._deadly = None
        return False

    def _live_on(self) -> None:
        if self._deadly is not None:
            self.steps += 1
            if self.steps >= self._deadly:
                raise Killed
