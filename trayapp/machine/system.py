"""The operating system and the clock."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import psutil

from trayapp.machine.collector import Collector, reading
from trayapp.machine.operating_system import OperatingSystem
from trayapp.machine.words import span

ClockOffset = Callable[[], timedelta | None]
"""How far this computer's clock is ahead of the portal's; negative: behind; `None`: not known."""
_SAME = timedelta(seconds=1)
"""A smaller difference is the network's delay."""


def collector(system: OperatingSystem, clock_offset: ClockOffset) -> Collector:
    """Name, version, session, and everything about time."""
    return reading(
        "system",
        {
            "os.name": system.name,
            "os.version": system.version,
            "os.build": system.build,
            "os.arch": platform.machine,
            "session": system.session,
            "uptime": lambda: span(datetime.now(UTC) - booted()),
            "boot.time": lambda: moment(booted().astimezone()),
            "time.zone": lambda: zone(system.zone(), datetime.now().astimezone()),
            "time.offset": lambda: offset(clock_offset()),
        },
    )


def booted() -> datetime:
    """When the system was started."""
    return datetime.fromtimestamp(psutil.boot_time(), UTC)


def moment(at: datetime) -> str:
    """Such as `2026-11-20 08:12 +01:00`."""
    return f"{at:%Y-%m-%d %H:%M} {_hours(at)}"


def zone(name: str | None, now: datetime) -> str:
    """Such as `Europe/Berlin, +01:00`."""
    return ", ".join(part for part in (name or now.tzname(), _hours(now)) if part)


def offset(ahead: timedelta | None) -> str:
    """Such as `12 min behind the portal`. Raises `LookupError` when the portal was never asked."""
    if ahead is None:
        raise LookupError("the portal's clock is not known")
    if abs(ahead) < _SAME:
        return "same as the portal"
    return f"{span(abs(ahead))} {'ahead of' if ahead > timedelta() else 'behind'} the portal"


def _hours(at: datetime) -> str:
    text = at.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"
