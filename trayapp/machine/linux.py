"""Facts from where Linux keeps them: /proc, /sys and /etc."""

from __future__ import annotations

import os
import platform
import socket
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

from trayapp.machine.operating_system import Link

_PLACEHOLDERS = frozenset(
    {
        "",
        "none",
        "default string",
        "not specified",
        "not applicable",
        "system manufacturer",
        "system product name",
        "system version",
        "system serial number",
        "to be filled by o.e.m.",
        "0",
    }
)
"""What makers leave in the firmware when they forget to fill it in."""
_TUNNEL = "65534"
"""/sys/class/net/*/type of devices without a hardware address: tun, WireGuard."""
_ARP_COMPLETE = 0x2
_SESSIONS = {"x11": "X11", "wayland": "Wayland", "tty": "console"}


class Linux:
    """Reads below `root`, so that tests may bring a computer of their own."""

    def __init__(self, root: Path = Path("/"), environment: Mapping[str, str] = os.environ) -> None:
        self._root = root
        self._environment = environment

    def name(self) -> str:
        """NAME of os-release."""
        return self._release().get("NAME", "Linux")

    def version(self) -> str:
        """VERSION of os-release; rolling distributions have only a BUILD_ID."""
        release = self._release()
        return release.get("VERSION") or release.get("VERSION_ID") or release.get("BUILD_ID", "")

    def build(self) -> str:
        """The kernel."""
        return platform.release()

    def session(self) -> str | None:
        """Such as `GNOME, Wayland`."""
        kind = self._environment.get("XDG_SESSION_TYPE", "")
        desktop = self._environment.get("XDG_CURRENT_DESKTOP", "").replace(":", " ")
        return ", ".join(part for part in (desktop, _SESSIONS.get(kind, kind)) if part)

    def zone(self) -> str | None:
        """Where /etc/localtime points to."""
        _, found, name = str((self._root / "etc/localtime").resolve()).partition("zoneinfo/")
        return name if found else None

    def domain(self) -> str | None:
        """What follows the first dot of the host's name."""
        return socket.gethostname().partition(".")[2]

    def model(self) -> str | None:
        """From the firmware (DMI), or from the device tree on boards without one."""
        maker, product = self._dmi("sys_vendor"), self._dmi("product_name")
        if maker.casefold() == "lenovo":  # their product_name is a number nobody knows
            product = self._dmi("product_version") or product
        if product.casefold().startswith(maker.casefold()):
            maker = ""
        return f"{maker} {product}".strip() or self._read("proc/device-tree/model", "")

    def serial(self) -> str | None:
        """Only root may read it on most computers. Raises `PermissionError`."""
        text = self._read("sys/class/dmi/id/product_serial", "") or self._read(
            "proc/device-tree/serial-number", ""
        )
        return _unless_placeholder(text)

    def cpu(self) -> str | None:
        """From /proc/cpuinfo, where x86 and ARM use different words."""
        values = dict(_pairs(self._read("proc/cpuinfo"), ":"))
        return values.get("model name") or values.get("Model") or values.get("Hardware") or platform.machine()

    def link(self, interface: str) -> Link:
        """From what the kernel keeps of the device."""
        folder = self._root / "sys/class/net" / interface
        if not folder.is_dir():
            return Link.UNKNOWN
        if (folder / "wireless").exists() or (folder / "phy80211").exists():
            return Link.WIFI
        if (folder / "tun_flags").exists() or (folder / "type").read_text().strip() == _TUNNEL:
            return Link.VPN
        return Link.WIRED if (folder / "device").exists() else Link.UNKNOWN

    def gateway(self) -> str | None:
        """The default route with the lowest metric, IPv4 before IPv6."""
        routes = [line.split() for line in self._read("proc/net/route").splitlines()[1:]]
        found = [
            (int(r[6]), r[2]) for r in routes if len(r) > 7 and r[1] == r[7] == "0" * 8 and r[2] != "0" * 8
        ]
        if found:
            # the kernel prints the address as one number in the processor's order of bytes
            return socket.inet_ntoa(struct.pack("=I", int(min(found)[1], 16)))
        return self._gateway6()

    def _gateway6(self) -> str | None:
        none = "0" * 32
        routes = [line.split() for line in self._read("proc/net/ipv6_route", "").splitlines()]
        found = [
            (int(r[5], 16), r[4])
            for r in routes
            if len(r) > 9 and r[0] == none and r[1] == "00" and r[4] != none
        ]
        return socket.inet_ntop(socket.AF_INET6, bytes.fromhex(min(found)[1])) if found else None

    def neighbour(self, address: str) -> bool:
        """Whether the kernel knows a hardware address for it."""
        for line in self._read("proc/net/arp").splitlines()[1:]:
            columns = line.split()
            if len(columns) > 2 and columns[0] == address:
                return bool(int(columns[2], 16) & _ARP_COMPLETE)
        return False

    def _release(self) -> Mapping[str, str]:
        for path in ("etc/os-release", "usr/lib/os-release"):
            text = self._read(path, "")
            if text:
                return dict(_pairs(text, "="))
        return {}

    def _dmi(self, name: str) -> str:
        return _unless_placeholder(self._read(f"sys/class/dmi/id/{name}", ""))

    def _read(self, path: str, default: str | None = None) -> str:
        """A file's text; `default` when there is no such file."""
        try:
            return (self._root / path).read_text("utf-8", "replace").strip("\0\n ")
        except FileNotFoundError:
            if default is None:
                raise
            return default


def _pairs(text: str, separator: str) -> Iterator[tuple[str, str]]:
    """Names and values; of several lines with the same name the last one counts."""
    for line in text.splitlines():
        name, found, value = line.partition(separator)
        if found:
            yield name.strip(), value.strip().strip("\"'")


def _unless_placeholder(text: str) -> str:
    return "" if text.strip().casefold() in _PLACEHOLDERS else text.strip()
