"""The window the person was working in is named, where the desktop tells."""

from __future__ import annotations

import sys

import pytest

from trayapp.core.model import Fact
from trayapp.machine import active_window as module
from trayapp.machine.active_window import active_window, window_fact
from trayapp.machine.keys import Missing

linux = pytest.mark.skipif(sys.platform != "linux", reason="X11 and Wayland are Linux's")


@linux
@pytest.mark.parametrize("environment", [{}, {"XDG_SESSION_TYPE": "wayland", "DISPLAY": ":0"}])
def test_wayland_tells_nobody(environment: dict[str, str]) -> None:
    """The fact says why; XWayland is not asked, for it knows only its own windows."""
    assert window_fact(environment) == Fact("window.active", Missing.UNSUPPORTED, failed=True)
    assert active_window(environment) is None


@linux
def test_no_x_server_is_no_window() -> None:
    """A display nobody serves fails the fact and nothing else."""
    assert window_fact({"DISPLAY": ":65000"}).failed


@pytest.mark.parametrize(
    ("title", "words"),
    [("Inbox\n\x1b[31m (mail)", "Inbox [31m (mail)"), ("x" * 300, "x" * 199 + "…")],
)
def test_a_title_is_one_short_line(monkeypatch: pytest.MonkeyPatch, title: str, words: str) -> None:
    """A title is another program's text: no control characters, no novel."""
    monkeypatch.setattr(module, "_title", lambda _: title)

    assert active_window({}) == words
