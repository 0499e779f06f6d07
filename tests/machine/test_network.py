"""The interface in use is told, and whether a VPN is."""

from __future__ import annotations

import pytest

from tests.machine.computer import FakeSystem
from trayapp.machine.keys import Missing
from trayapp.machine.network import Interface, _readable_mac, facts, interfaces, own_address
from trayapp.machine.operating_system import Link

WIFI = Interface("wlp2s0", ("192.168.1.20", "fe80::1"), "02:00:00:00:00:01")
WIRED = Interface("eth0", ("10.0.0.5",), "02:00:00:00:00:02")
TUNNEL = Interface("tun0", ("10.8.0.2",))
SYSTEM = FakeSystem({"wlp2s0": Link.WIFI, "eth0": Link.WIRED, "corp": Link.VPN})


def values(up: list[Interface], address: str | None) -> dict[str, str]:
    """The facts as a mapping."""
    return {fact.key: fact.value for fact in facts(up, address, SYSTEM)}


def test_the_interface_traffic_leaves_by_is_told() -> None:
    """Of several, the one that has the address this computer sends from."""
    assert values([WIRED, WIFI], "192.168.1.20") == {
        "net.interface": "wlp2s0",
        "net.kind": "Wi-Fi",
        "net.ip": "192.168.1.20",
        "net.mac": "02:00:00:00:00:01",
        "net.vpn": "not seen",
    }


def test_a_tunnel_is_a_vpn_and_has_no_hardware_address() -> None:
    """A VPN that takes all traffic is the interface in use."""
    assert values([WIRED, TUNNEL], "10.8.0.2") == {
        "net.interface": "tun0",
        "net.kind": "VPN",
        "net.ip": "10.8.0.2",
        "net.vpn": "seen (tun0)",
    }


@pytest.mark.parametrize(
    ("interface", "seen"),
    [
        (Interface("corp", ("10.1.1.1",)), True),
        (Interface("wg0", ("10.1.1.1",)), True),
        (Interface("ppp0", ("10.1.1.1",)), True),
        (Interface("Cisco AnyConnect", ("10.1.1.1",)), True),
        (Interface("OpenVPN TAP-Windows6", ("10.1.1.1",)), True),
        (Interface("utun4", ("10.1.1.1",)), True),
        (Interface("utun0", ("fe80::2",)), False),
        (Interface("tap0", ("fe80::2", "169.254.3.4")), False),
        (Interface("vEthernet (WSL)", ("172.20.0.1",)), False),
    ],
)
def test_a_vpn_is_seen_by_kind_or_name(interface: Interface, seen: bool) -> None:
    """Also one that takes only part of the traffic; tunnels that lead nowhere are none."""
    assert values([WIRED, interface], "10.0.0.5")["net.vpn"] == (
        f"seen ({interface.name})" if seen else "not seen"
    )


def test_without_a_way_out_that_is_told() -> None:
    """A computer with no network still says whether a VPN is seen."""
    told = list(facts([WIRED], None, SYSTEM))

    assert {fact.key for fact in told if fact.failed and fact.value == Missing.ABSENT} == {
        "net.interface",
        "net.kind",
        "net.ip",
        "net.mac",
    }
    assert [fact.value for fact in told if not fact.failed] == ["not seen"]


@pytest.mark.parametrize(
    ("text", "mac"), [("AA-BB-CC-00-11-22", "aa:bb:cc:00:11:22"), ("00:00:00:00:00:00", ""), ("", "")]
)
def test_hardware_addresses_are_written_one_way(text: str, mac: str) -> None:
    """Colons and small letters; zeros are none."""
    assert _readable_mac(text) == mac


def test_this_computers_own_loop_is_no_interface() -> None:
    """Of the interfaces of this very computer none is the loop, and the address it sends from is one of theirs."""
    up = interfaces()
    address = own_address()

    assert not [each for each in up if each.addresses[0].startswith("127.")]
    assert address is None or any(address in each.addresses for each in up)
