"""The device, its processor, memory and battery."""

from __future__ import annotations

import psutil

from trayapp.machine.collector import Collector, Unsupported, reading
from trayapp.machine.operating_system import OperatingSystem
from trayapp.machine.words import free_of, size


def collector(system: OperatingSystem) -> Collector:
    """What the computer is made of."""
    return reading(
        "hardware",
        {
            "device.model": system.model,
            "device.serial": system.serial,
            "cpu.model": lambda: processor(system.cpu(), psutil.cpu_count()),
            "memory.total": lambda: size(psutil.virtual_memory().total),
            "memory.free": memory,
            "battery": battery,
        },
    )


def processor(name: str | None, threads: int | None) -> str:
    """Such as `Intel(R) Core(TM) i7-1255U, 12 threads`."""
    count = f"{threads} thread{'' if threads == 1 else 's'}" if threads else ""
    return ", ".join(part for part in (" ".join((name or "").split()), count) if part)


def memory() -> str:
    """What programs may still have, caches included."""
    now = psutil.virtual_memory()
    return free_of(now.available, now.total)


def battery() -> str | None:
    """Such as `83 %, charging`; `None` on a computer without one."""
    read = getattr(psutil, "sensors_battery", None)
    if read is None:
        raise Unsupported
    charge = read()
    if charge is None:
        return None
    return f"{charge.percent:.0f} %, {'plugged in' if charge.power_plugged else 'on battery'}"
