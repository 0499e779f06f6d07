"""The network interface in use, and whether a VPN is."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psutil

from trayapp.core.model import Fact
from trayapp.machine.collector import Collector, failed
from trayapp.machine.operating_system import Link, OperatingSystem

_OUTSIDE = ((socket.AF_INET, "203.0.113.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses reserved for documentation: the system is asked how it would reach them, nothing is sent."""
_VPN_NAMES = re.compile(
    r"(?i)^(u?tun|tap|wg|ppp|ipsec|nordlynx|proton|gpd|cscotun)\d*|"
    r"vpn|wireguard|tailscale|zerotier|anyconnect|globalprotect|forticlient|pulse secure|zscaler"
)
_LINK_LOCAL = ("fe80:", "169.254.")
"""Addresses that lead nowhere: macOS keeps tunnels for itself that have no others, virtual machines do, too."""


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface that is up."""

    name: str
    addresses: tuple[str, ...] = ()
    """IPv4 and IPv6, without the zone."""
    mac: str = ""


def collector(system: OperatingSystem) -> Collector:
    """The interface traffic leaves by, and whether a VPN is seen."""
    keys = ("net.interface", "net.kind", "net.ip", "net.mac", "net.vpn")
    return Collector("network", keys, lambda: facts(interfaces(), own_address(), system))


def facts(up: Sequence[Interface], address: str | None, system: OperatingSystem) -> Iterator[Fact]:
    """What is told. Raises `LookupError` when no interface leads out."""
    kinds = {each.name: _kind(each, system) for each in up}
    tunnels = [each.name for each in up if kinds[each.name] is Link.VPN and _leads_somewhere(each)]
    yield Fact("net.vpn", f"seen ({', '.join(tunnels)})" if tunnels else "not seen")
    active = next((each for each in up if address in each.addresses), None)
    if not active or not address:
        for key in ("net.interface", "net.kind", "net.ip", "net.mac"):
            yield failed(key, LookupError("no interface leads out"))
        return
    yield Fact("net.interface", active.name)
    yield Fact("net.kind", kinds[active.name].value)
    yield Fact("net.ip", address)
    if active.mac:
        yield Fact("net.mac", active.mac)


def own_address() -> str | None:
    """The address this computer would send from; `None` without a way out."""
    for kind, outside in _OUTSIDE:
        with socket.socket(kind, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((outside, 9))
                return str(probe.getsockname()[0])
            except OSError:
                continue
    return None


def interfaces() -> Sequence[Interface]:
    """Those that are up and have an address, the computer's own loop left out."""
    state = psutil.net_if_stats()
    found = []
    for name, entries in psutil.net_if_addrs().items():
        known = state.get(name)
        internet = tuple(
            entry.address.partition("%")[0]
            for entry in entries
            if entry.family in {socket.AF_INET, socket.AF_INET6}
        )
        hardware = next((entry.address for entry in entries if entry.family == psutil.AF_LINK), "")
        if known and known.isup and internet and not internet[0].startswith("127."):
            found.append(Interface(name, internet, _readable_mac(hardware)))
    return found


def _kind(interface: Interface, system: OperatingSystem) -> Link:
    if _VPN_NAMES.search(interface.name):
        return Link.VPN
    try:
        return system.link(interface.name)
    except (OSError, LookupError):
        return Link.UNKNOWN


def _leads_somewhere(interface: Interface) -> bool:
    return any(not address.startswith(_LINK_LOCAL) for address in interface.addresses)


def _readable_mac(text: str) -> str:
    """Windows writes it with hyphens; a tunnel's is all zeros, or none."""
    mac = text.replace("-", ":").lower()
    return "" if not mac.strip("0:") else mac
