"""Every key a machine fact may have, in the order they are shown and sent, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from trayapp.core.model import Fact


class Missing(StrEnum):
    """Why a fact could not be told: the value of a failed fact. Texts may translate them by exact match."""

    LATE = "took too long"
    FORBIDDEN = "not permitted"
    ABSENT = "not available"
    UNSUPPORTED = "not supported here"
    BROKEN = "failed"


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that are shown together."""

    code: str
    keys: tuple[str, ...]
    """A key that ends in `.*` stands for a numbered family: `display.1`, `display.2` …"""


GROUPS = (
    Group("person", ("user.name", "host.name", "host.domain")),
    Group(
        "system",
        (
            "os.name",
            "os.version",
            "os.build",
            "os.arch",
            "session",
            "uptime",
            "boot.time",
            "time.zone",
            "time.offset",
        ),
    ),
    Group(
        "hardware",
        (
            "device.model",
            "device.serial",
            "cpu.model",
            "memory.total",
            "memory.free",
            "battery",
            "disk.free",
            "disk.home",
            "display.*",
        ),
    ),
    Group("network", ("net.interface", "net.kind", "net.ip", "net.mac", "net.vpn")),
    Group("checks", ("net.check.gateway", "net.check.dns", "net.check.portal", "net.check.captive")),
    Group("activity", ("window.active", "process.cpu.*", "process.memory.*")),
)

KEYS = tuple(key for group in GROUPS for key in group.keys)
"""All of them, in order."""


def family(key: str) -> str:
    """The entry of `KEYS` a fact's key belongs to: `display.2` belongs to `display.*`."""
    stem, _, number = key.rpartition(".")
    return f"{stem}.*" if stem and number.isdecimal() else key


def ordered(facts: Iterable[Fact]) -> Sequence[Fact]:
    """The facts in the order of `KEYS`, members of a family by their number; unknown keys last."""
    return sorted(facts, key=lambda fact: _place(fact.key))


def _place(key: str) -> tuple[int, int]:
    stem = family(key)
    number = int(key.rpartition(".")[2]) if stem != key else 0
    return (KEYS.index(stem) if stem in KEYS else len(KEYS), number)
