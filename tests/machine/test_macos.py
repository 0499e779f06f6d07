"""macOS is read from what its own programs print."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import pytest

from trayapp.machine.macos import MacOs, output
from trayapp.machine.operating_system import Link

PORTS = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: f2:00:00:00:00:01

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: f2:00:00:00:00:02
"""
ANSWERS: Mapping[str, str] = {
    "sysctl -n hw.model": "MacBookPro18,3",
    "sysctl -n kern.osversion": "23F79",
    "sysctl -n machdep.cpu.brand_string": "Apple M1 Pro",
    "ioreg -rd1 -c IOPlatformExpertDevice": '  {\n    "IOPlatformSerialNumber" = "C02XX0AAJG5J"\n  }',
    "networksetup -listallhardwareports": PORTS,
    "route -n get default": "   route to: default\n    gateway: 192.168.1.1\n  interface: en0",
    "arp -n 192.168.1.1": "? (192.168.1.1) at 0:11:22:33:44:55 on en0 ifscope [ethernet]",
    "arp -n 192.168.1.7": "? (192.168.1.7) at (incomplete) on en0 ifscope [ethernet]",
    "arp -n 192.168.1.8": "192.168.1.8 (192.168.1.8) -- no entry",
}


@pytest.fixture
def mac() -> MacOs:
    """A Mac whose programs print the answers above."""
    return MacOs(lambda *command: ANSWERS[" ".join(command)])


def test_the_device_is_read(mac: MacOs) -> None:
    """Model, serial number, processor and build."""
    assert (mac.model(), mac.serial(), mac.cpu(), mac.build()) == (
        "Apple MacBookPro18,3",
        "C02XX0AAJG5J",
        "Apple M1 Pro",
        "23F79",
    )


@pytest.mark.parametrize(
    ("name", "kind"), [("en0", Link.WIFI), ("en4", Link.WIRED), ("utun3", Link.VPN), ("en9", Link.UNKNOWN)]
)
def test_interfaces_are_of_a_kind(mac: MacOs, name: str, kind: Link) -> None:
    """By the name of the port, not by the number of the interface."""
    assert mac.link(name) is kind


@pytest.mark.parametrize(
    ("address", "known"), [("192.168.1.1", True), ("192.168.1.7", False), ("192.168.1.8", False)]
)
def test_a_neighbour_has_a_hardware_address(mac: MacOs, address: str, known: bool) -> None:
    """An incomplete entry is none."""
    assert mac.gateway() == "192.168.1.1"
    assert mac.neighbour(address) is known


def test_a_program_that_is_missing_or_fails_is_an_error() -> None:
    """Each kind of failure keeps its kind."""
    assert output(sys.executable, "-c", "print('x')") == "x"
    with pytest.raises(FileNotFoundError):
        output("no-such-program-here")
    with pytest.raises(LookupError):
        output(sys.executable, "-c", "raise SystemExit(1)")


def test_a_program_that_hangs_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended after its time."""
    monkeypatch.setattr("trayapp.machine.macos._LIMIT", 0.05)

    with pytest.raises(TimeoutError):
        output(
            sys.executable, "-c", "input()" if sys.platform == "win32" else "import signal; signal.pause()"
        )
