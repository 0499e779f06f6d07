"""Labels for the facts about this computer, in the order in which they are shown and sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GROUPS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "You and this computer": {
            "user.name": "Log-in name",
            "host.name": "Computer name",
            "host.domain": "Domain",
        },
        "System": {
            "os.name": "System",
            "os.version": "Version",
            "os.build": "Build",
            "os.arch": "Architecture",
            "session": "Desktop",
            "uptime": "Running for",
            "boot.time": "Started",
            "time.zone": "Time zone",
            "time.offset": "Clock",
        },
        "Hardware": {
            "device.model": "Model",
            "device.serial": "Serial number",
            "cpu.model": "Processor",
            "memory.total": "Memory",
            "memory.free": "Memory free",
            "battery": "Battery",
            "disk.free": "System disk",
            "disk.home": "Home disk",
            "display": "Display",
        },
        "Network": {
            "net.interface": "Network interface",
            "net.kind": "Kind of network",
            "net.ip": "IP address",
            "net.mac": "MAC address",
            "net.vpn": "VPN",
            "net.check.gateway": "Router",
            "net.check.dns": "Name server",
            "net.check.portal": "Portal",
            "net.check.captive": "Log-in page of a network",
        },
        "What was running": {
            "window.active": "Active window",
            "process.cpu": "Busiest program",
            "process.memory": "Program using most memory",
        },
    }
)
_RANKS = {key: (group, index) for group, keys in enumerate(GROUPS.values()) for index, key in enumerate(keys)}
_LABELS = {key: text for keys in GROUPS.values() for key, text in keys.items()}
_ELSEWHERE = (len(GROUPS), 0)


def label(key: str) -> str:
    """What the fact is called: `Memory`, `Display 2`; an unknown key speaks for itself."""
    family, number = _split(key)
    known = _LABELS.get(family)
    if known is None:
        return key.replace(".", " ").replace("_", " ").capitalize()
    return f"{known} {number}" if number else known


def group(key: str) -> str:
    """The heading under which the fact stands."""
    family, _ = _split(key)
    return next((title for title, keys in GROUPS.items() if family in keys), "More")


def rank(key: str) -> tuple[int, int, int, str]:
    """Sorts keys into the order in which they are shown."""
    family, number = _split(key)
    return (*_RANKS.get(family, _ELSEWHERE), number, key)


def shown(value: str, *, failed: bool) -> str:
    """The value as a person reads it."""
    return f"could not be found out ({value})" if failed else value


def _split(key: str) -> tuple[str, int]:
    """`display.2` is the second of the family `display`."""
    family, _, last = key.rpartition(".")
    return (family, int(last)) if last.isdigit() else (key, 0)
