"""Small topics: person, time, hardware, disks, monitors."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from tests.machine.computer import FakeSystem
from trayapp.core.model import Fact
from trayapp.machine import displays, hardware, identity, storage, system
from trayapp.machine.collector import Unsupported

BERLIN = timezone(timedelta(hours=1), "CET")
GB = 1024**3


def test_a_user_without_a_name_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """However Python tells it, it is one kind of error."""
    for error in (KeyError("uid"), OSError("no name"), ImportError("pwd")):

        def refuse(error: Exception = error) -> str:
            raise error

        monkeypatch.setattr(getpass, "getuser", refuse)
        with pytest.raises(LookupError):
            identity.user()


def test_the_host_is_told_without_its_domain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The domain is a fact of its own."""
    monkeypatch.setattr("socket.gethostname", lambda: "pc-0417.corp.example")

    assert identity.host() == "pc-0417"


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(seconds=0.4), "same as the portal"),
        (timedelta(seconds=-0.9), "same as the portal"),
        (timedelta(seconds=90), "1 min ahead of the portal"),
        (timedelta(minutes=-12), "12 min behind the portal"),
        (timedelta(days=1, hours=1), "1 d 1 h ahead of the portal"),
    ],
)
def test_a_wrong_clock_is_told(ahead: timedelta, words: str) -> None:
    """Which way it is wrong, and how far; the network's delay is no error."""
    assert system.offset(ahead) == words


def test_an_unknown_clock_offset_is_absent() -> None:
    """Before the portal was ever asked nobody knows."""
    with pytest.raises(LookupError):
        system.offset(None)


@pytest.mark.parametrize(
    ("name", "zone", "words"),
    [
        ("Europe/Berlin", BERLIN, "Europe/Berlin, +01:00"),
        (None, BERLIN, "CET, +01:00"),
        ("America/St_Johns", timezone(-timedelta(hours=3, minutes=30)), "America/St_Johns, -03:30"),
    ],
)
def test_a_time_zone_has_a_name_and_an_offset(name: str | None, zone: timezone, words: str) -> None:
    """The name where the system tells one, else the clock's own abbreviation."""
    assert system.zone(name, datetime(2026, 11, 22, 8, tzinfo=zone)) == words


def test_a_moment_is_local_and_says_so() -> None:
    """Date, time, and how far that is from UTC."""
    assert system.moment(datetime(2026, 11, 20, 8, 12, 59, tzinfo=BERLIN)) == "2026-11-20 08:12 +01:00"


def test_this_computer_was_started_in_the_past() -> None:
    """The time of the start is known and aware."""
    assert system.booted() < datetime.now(UTC)


@pytest.mark.parametrize(
    ("name", "threads", "words"),
    [
        ("Intel(R)  Core(TM) i7 ", 12, "Intel(R) Core(TM) i7, 12 threads"),
        ("M1", 1, "M1, 1 thread"),
        (None, 4, "4 threads"),
        ("M1", None, "M1"),
    ],
)
def test_a_processor_has_a_name_and_threads(name: str | None, threads: int | None, words: str) -> None:
    """As far as they are known, without the blanks that makers put in."""
    assert hardware.processor(name, threads) == words


@pytest.mark.parametrize(
    ("charge", "words"),
    [
        (SimpleNamespace(percent=82.6, power_plugged=True), "83 %, plugged in"),
        (SimpleNamespace(percent=7, power_plugged=False), "7 %, on battery"),
        (None, None),
    ],
)
def test_a_battery_is_told_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, charge: SimpleNamespace | None, words: str | None
) -> None:
    """A computer without one has no such fact."""
    monkeypatch.setattr(psutil, "sensors_battery", lambda: charge, raising=False)

    assert hardware.battery() == words


def test_some_systems_know_no_batteries(monkeypatch: pytest.MonkeyPatch) -> None:
    """There it is unsupported, which is not the same as having none."""
    monkeypatch.delattr(psutil, "sensors_battery", raising=False)

    with pytest.raises(Unsupported):
        hardware.battery()


def test_room_on_a_disk(tmp_path: Path) -> None:
    """What is free, and of how much."""
    assert storage.free(tmp_path, lambda _: (475 * GB, 355 * GB, 120 * GB)) == "120 GB of 475 GB free"
    assert not storage.elsewhere(tmp_path, tmp_path.parent)


def test_each_monitor_is_a_fact() -> None:
    """Numbered from one, in the words they were handed over with."""
    collector = displays.collector(lambda: ["1920 × 1080", "800 × 600"])

    assert list(collector.run()) == [Fact("display.1", "1920 × 1080"), Fact("display.2", "800 × 600")]


def test_what_a_system_does_not_tell_is_no_fact() -> None:
    """Neither serial number nor domain: no empty lines in the ticket."""
    keys = {fact.key for fact in hardware.collector(FakeSystem({})).run()}

    assert {"device.model", "device.serial"}.isdisjoint(keys)
    assert "memory.free" in keys
