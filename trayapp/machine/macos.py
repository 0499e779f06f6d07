"""Facts from where macOS keeps them: small programs of the system, each with a time limit."""

from __future__ import annotations

import platform
import re
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

from trayapp.machine.operating_system import Link

_LIMIT = 1.5
"""Seconds a program has."""
Run = Callable[..., str]


def output(*command: str) -> str:
    """What a program prints. Raises `OSError`, `TimeoutError`, or `LookupError` when it fails."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LIMIT, check=True)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(command[0]) from error
    except subprocess.CalledProcessError as error:
        raise LookupError(command[0]) from error
    return done.stdout.strip()


class MacOs:
    """Asks with `run`, so that tests may answer."""

    def __init__(self, run: Run = output, root: Path = Path("/")) -> None:
        self._run = run
        self._root = root

    def name(self) -> str:
        """Always the same."""
        return "macOS"

    def version(self) -> str:
        """Such as `14.5`."""
        return platform.mac_ver()[0]

    def build(self) -> str:
        """Such as `23F79`."""
        return self._run("sysctl", "-n", "kern.osversion")

    def session(self) -> str | None:
        """There is one desktop only."""
        return None

    def zone(self) -> str | None:
        """Where /etc/localtime points to."""
        _, found, name = str((self._root / "etc/localtime").resolve()).partition("zoneinfo/")
        return name if found else None

    def domain(self) -> str | None:
        """What follows the first dot of the host's name; `.local` is no domain."""
        domain = socket.gethostname().partition(".")[2]
        return "" if domain == "local" else domain

    def model(self) -> str | None:
        """Such as `Apple MacBookPro18,3`."""
        return f"Apple {self._run('sysctl', '-n', 'hw.model')}"

    def serial(self) -> str | None:
        """From the registry of devices."""
        text = self._run("ioreg", "-rd1", "-c", "IOPlatformExpertDevice")
        found = re.search(r'"IOPlatformSerialNumber"\s*=\s*"([^"]+)"', text)
        return found[1] if found else None

    def cpu(self) -> str | None:
        """Such as `Apple M1 Pro`."""
        return self._run("sysctl", "-n", "machdep.cpu.brand_string")

    def link(self, interface: str) -> Link:
        """By the name of the port it belongs to."""
        if interface.startswith(("utun", "ppp", "ipsec")):
            return Link.VPN
        ports = self._run("networksetup", "-listallhardwareports")
        found = re.search(rf"Hardware Port: (.+)\nDevice: {re.escape(interface)}\b", ports)
        if not found:
            return Link.UNKNOWN
        return Link.WIFI if found[1] in {"Wi-Fi", "AirPort"} else Link.WIRED

    def gateway(self) -> str | None:
        """Of the default route."""
        found = re.search(r"gateway: (\S+)", self._run("route", "-n", "get", "default"))
        return found[1] if found else None

    def neighbour(self, address: str) -> bool:
        """Whether a hardware address is known for it."""
        return " at " in (answer := self._run("arp", "-n", address)) and "incomplete" not in answer
