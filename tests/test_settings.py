"""Settings: layers, locked keys, broken files, and writing that destroys nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from trayapp.core.errors import Forbidden, LocalFault, NotFound, Rejected
from trayapp.core.session import Preferences, Source, Value
from trayapp.settings import files
from trayapp.settings.layered import LayeredSettings
from trayapp.settings.schema import SCHEMA


class Bench:
    """Settings in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.user = folder / "config" / "settings.json"
        self.machine = folder / "policy.json"
        self.environment: dict[str, str] = {}
        self.heard: list[tuple[str, Value]] = []

    def open(self) -> LayeredSettings:
        """A program that has just started."""
        return LayeredSettings(
            self.user, self.machine, self.environment, lambda key, value: self.heard.append((key, value))
        )

    def write(self, path: Path, text: str) -> None:
        """A file as somebody left it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """An empty place."""
    return Bench(tmp_path)


def test_settings_are_preferences(bench: Bench) -> None:
    """The layered settings are the `Preferences` that windows ask for, one for each key of the schema."""
    preferences: Preferences = bench.open()

    assert [spec.key for spec in SCHEMA] == [setting.key for setting in preferences.all()]
    assert all(setting.source is Source.DEFAULT and not setting.locked for setting in preferences.all())


def test_reading_makes_no_file(bench: Bench) -> None:
    """Looking at settings leaves nothing on disk."""
    bench.open().values()

    assert not bench.user.parent.exists()


def test_a_set_value_is_there_after_a_restart(bench: Bench) -> None:
    """What was set is read back by the next start, as the employee's own."""
    bench.open().set("poll_seconds", 30)

    setting = bench.open().get("poll_seconds")
    assert (setting.value, setting.source) == (30, Source.USER)
    assert bench.open().values().poll_seconds == 30


def test_none_goes_back_to_the_default(bench: Bench) -> None:
    """Setting nothing removes the employee's value."""
    preferences = bench.open()
    preferences.set("poll_seconds", 30)

    assert preferences.set("poll_seconds", None).source is Source.DEFAULT
    assert json.loads(bench.user.read_text()) == {}


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("poll_seconds", " 45 ", 45),
        ("events", "off", False),
        ("screenshots", "Yes", True),
        ("portal_url", "https://help.example.com/desk/", "https://help.example.com/desk"),
        ("portal_url", "help.example.com", "https://help.example.com"),
        ("portal_url", "", ""),
        ("log_level", "DEBUG", "debug"),
    ],
)
def test_text_becomes_what_the_setting_holds(bench: Bench, key: str, text: str, value: Value) -> None:
    """Text from a command line or the environment is read as the setting's kind."""
    assert bench.open().set(key, text).value == value


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("poll_seconds", "soon", "not_a_number"),
        ("poll_seconds", True, "not_a_number"),
        ("poll_seconds", 0, "out_of_range"),
        ("events", "perhaps", "not_yes_no"),
        ("events", 1, "not_yes_no"),
        ("log_level", "loud", "not_a_choice"),
        ("portal_kind", 7, "not_a_choice"),
        ("portal_url", 7, "not_text"),
        ("portal_url", "help example com", "not_a_url"),
        ("portal_url", "ftp://help.example.com", "not_a_url"),
        ("portal_url", "https://help.example.com:http", "not_a_url"),
        ("portal_url", "https://ada:secret@help.example.com", "not_a_url"),
        ("portal_url", "https://[help", "not_a_url"),
    ],
)
def test_an_impossible_value_is_refused(bench: Bench, key: str, value: Value, reason: str) -> None:
    """A value that the setting cannot hold is refused with a reason, and nothing is written."""
    with pytest.raises(Rejected) as refusal:
        bench.open().set(key, value)

    assert refusal.value.fields == {key: reason}
    assert not bench.user.exists()


def test_an_unknown_key_is_not_found(bench: Bench) -> None:
    """A key that is no setting is told so, on reading and on writing."""
    with pytest.raises(NotFound):
        bench.open().get("colour")
    with pytest.raises(NotFound):
        bench.open().set("colour", "blue")


def test_layers_stand_over_each_other(bench: Bench) -> None:
    """Environment over what is locked over the employee's file over the machine's default."""
    bench.write(
        bench.machine,
        json.dumps(
            {
                "locked": {"portal_url": "https://locked.example"},
                "defaults": {"poll_seconds": 100, "events": False},
            }
        ),
    )
    bench.write(bench.user, json.dumps({"portal_url": "https://mine.example", "poll_seconds": 50}))

    preferences = bench.open()
    assert preferences.get("portal_url").value == "https://locked.example"
    assert preferences.get("portal_url").locked
    assert (
        preferences.get("poll_seconds").value,
        preferences.get("poll_seconds").source,
    ) == (50, Source.USER)
    assert (preferences.get("events").value, preferences.get("events").source) == (False, Source.MACHINE)
    assert not preferences.get("events").locked
    bench.environment["TRAYAPP_PORTAL_URL"] = "http://127.0.0.1:8000"
    assert bench.open().get("portal_url").source is Source.ENVIRONMENT


def test_a_locked_setting_cannot_be_changed(bench: Bench) -> None:
    """What the machine's policy locks is forbidden to change, and the employee's file stays as it is."""
    bench.write(bench.machine, json.dumps({"locked": {"screenshots": False}}))

    with pytest.raises(Forbidden) as refusal:
        bench.open().set("screenshots", True)

    assert refusal.value.params["key"] == "screenshots"
    assert not bench.user.exists()


def test_unknown_keys_survive_a_write(bench: Bench) -> None:
    """A newer version's settings are still there after this one wrote."""
    bench.write(bench.user, json.dumps({"from_the_future": [1, 2], "events": False}))

    bench.open().set("poll_seconds", 30)

    assert json.loads(bench.user.read_text()) == {
        "from_the_future": [1, 2],
        "events": False,
        "poll_seconds": 30,
    }


@pytest.mark.expect_log(r"setting poll_seconds in .*settings\.json is not usable \(not_a_number\)")
def test_a_broken_value_costs_only_itself(bench: Bench) -> None:
    """A value that cannot be used gives way to its default, with one warning naming key and file; others stand."""
    bench.write(bench.user, json.dumps({"poll_seconds": [], "events": False}))

    settings = bench.open().values()
    assert (settings.poll_seconds, settings.events) == (60, False)


@pytest.mark.expect_log(r"settings file .*settings\.json is not usable")
@pytest.mark.parametrize("text", ["{", "[1]", "\x00\xff", '{"a": ' * 100_000, "x" * 2_000_000])
def test_a_broken_file_is_kept(bench: Bench, text: str) -> None:
    """A file that is no settings gives defaults, and lies beside the new one after the first write."""
    bench.write(bench.user, text)
    preferences = bench.open()
    assert preferences.values() == Bench(bench.user.parent / "elsewhere").open().values()

    preferences.set("poll_seconds", 30)
    preferences.set("events", False)

    kept = list(bench.user.parent.glob("settings.broken-*.json"))
    assert [text] == [copy.read_text() for copy in kept]
    assert json.loads(bench.user.read_text()) == {"poll_seconds": 30, "events": False}


@pytest.mark.expect_log("settings file .*policy.json is not usable")
def test_a_broken_machine_policy_is_named(bench: Bench) -> None:
    """An administrator's broken file is warned of and does not stop the program."""
    bench.write(bench.machine, "locked: yes")

    assert bench.open().get("screenshots").value is True


@pytest.mark.expect_log("setting locked in .*policy.json")
def test_a_misshapen_part_of_the_policy_is_named(bench: Bench) -> None:
    """A part of the policy that is not an object is warned of; the other part counts."""
    bench.write(bench.machine, json.dumps({"locked": ["events"], "defaults": {"poll_seconds": 99}}))

    assert bench.open().get("poll_seconds").value == 99


def test_another_programs_change_is_seen(bench: Bench) -> None:
    """What the command line set while the tray app runs counts at once."""
    running = bench.open()
    assert running.get("poll_seconds").value == 60

    bench.open().set("poll_seconds", 90)

    assert running.get("poll_seconds").value == 90


def test_a_change_is_told(bench: Bench) -> None:
    """Whoever must act on a setting (start at log-on) hears of its new value."""
    bench.open().set("autostart", "on")

    assert bench.heard == [("autostart", True)]


def test_a_failed_write_leaves_the_old_file(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up while writing costs the change, not the settings, and leaves no rubbish."""
    preferences = bench.open()
    preferences.set("poll_seconds", 30)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(LocalFault) as fault:
        preferences.set("poll_seconds", 31)

    assert fault.value.params["reason"] == "disk_full"
    assert [path.name for path in bench.user.parent.iterdir()] == ["settings.json"]
    assert preferences.get("poll_seconds").value == 30


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are ACLs there")
def test_a_read_only_folder_is_a_local_fault(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that cannot be written are this computer's fault, and said so."""

    def refuse(*_args: object, **_kwargs: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("trayapp.private.open_private", refuse)
    with pytest.raises(LocalFault) as fault:
        bench.open().set("poll_seconds", 31)

    assert fault.value.params["reason"] == "read_only"


def test_the_machines_policy_lies_where_administrators_look() -> None:
    """Each platform has a place that only an administrator can write to."""
    assert files.machine_policy_file().name == "policy.json"
    assert files.machine_policy_file().is_absolute() or sys.platform == "win32"
