"""A walk through the program waits, tries again and gives up as a person would."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from trayapp.demo.tours import walk
from trayapp.demo.tours.walk import Until, Walk, Walker


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "_PATIENCE", 0.1)


def ended(qtbot: QtBot, steps: Walk) -> str | None:
    """How the walk went."""
    said: list[str | None] = []
    walker = Walker(steps, said.append)
    walker.start()
    qtbot.waitUntil(lambda: bool(said))
    return said[0]


def test_what_had_no_effect_is_done_again(qtbot: QtBot) -> None:
    """A lost click is repeated until it shows, and no longer."""
    clicks: list[int] = []

    def steps() -> Walk:
        yield Until(lambda: len(clicks) == 2, "the menu", again=lambda: clicks.append(1))

    assert ended(qtbot, steps()) is None
    assert len(clicks) == 2


def test_a_walk_gives_up_and_says_for_what_it_waited(qtbot: QtBot) -> None:
    """However often it is repeated, the time to wait is the same."""
    clicks: list[int] = []

    def steps() -> Walk:
        yield Until(lambda: False, "the menu", seconds=0.3, again=lambda: clicks.append(1))

    assert ended(qtbot, steps()) == "waited 0 s in vain for the menu"
    assert clicks
