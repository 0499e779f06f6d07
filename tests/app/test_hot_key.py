"""The key that opens the dialog follows its setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.fake_screen import FakeKey
from trayapp.app.hot_key import HotKey
from trayapp.core.errors import LocalFault
from trayapp.core.session import Value
from trayapp.settings.layered import LayeredSettings


@pytest.fixture
def key() -> FakeKey:
    """Not used yet."""
    return FakeKey()


@pytest.fixture
def settings(tmp_path: Path, key: FakeKey) -> LayeredSettings:
    """Settings whose changes the key hears."""
    heard: list[HotKey] = []

    def changed(name: str, value: Value) -> None:
        heard[0].hear(name, value)

    made = LayeredSettings(tmp_path / "settings.json", tmp_path / "machine.json", {}, changed)
    heard.append(HotKey(made, key))
    return made


def test_a_changed_setting_counts_at_once(settings: LayeredSettings, key: FakeKey) -> None:
    """And the default gives the key back."""
    settings.set("hotkey", "alt+ctrl+h")
    assert key.keys == "Ctrl+Alt+H"

    settings.set("hotkey", None)
    assert key.keys == ""


def test_other_settings_leave_it_alone(settings: LayeredSettings, key: FakeKey) -> None:
    """Nothing is asked of the desktop."""
    key.fail_with = AssertionError("asked")

    settings.set("events", value=False)


def test_the_organisation_may_set_it(tmp_path: Path, settings: LayeredSettings, key: FakeKey) -> None:
    """What the machine's policy locks is used at the start."""
    (tmp_path / "machine.json").write_text('{"locked": {"hotkey": "Ctrl+Alt+F1"}}', encoding="utf-8")

    HotKey(settings, key).use()

    assert key.keys == "Ctrl+Alt+F1"


def test_a_key_that_cannot_be_had_stops_nothing(settings: LayeredSettings, key: FakeKey) -> None:
    """The program goes on without it."""
    key.fail_with = LocalFault(reason="taken")

    settings.set("hotkey", "Ctrl+Alt+H")

    assert settings.get("hotkey").value == "Ctrl+Alt+H"
