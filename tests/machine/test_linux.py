"""Linux is read from its files as they are found on real computers."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from tests.machine.computer import put
from trayapp.machine.linux import Linux
from trayapp.machine.operating_system import Link

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and files of Linux")

ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
wlp2s0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\tFE01A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t0001A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\t0\t0\t0
"""
ROUTES6 = (
    "20010db8000000000000000000000000 40 "
    + "0" * 32
    + " 00 "
    + "0" * 32
    + " 00000100 1 0 00000001     eth0\n"
    + "0" * 32
    + " 00 "
    + "0" * 32
    + " 00 fe80000000000000021122fffe334455 00000064 1 0 00450003     eth0\n"
)
ARP = """IP address       HW type     Flags       HW address            Mask     Device
192.168.1.254    0x1         0x2         00:11:22:33:44:55     *        eth0
192.168.1.9      0x1         0x0         00:00:00:00:00:00     *        eth0
"""


def test_names_come_from_os_release(tmp_path: Path) -> None:
    """Name and version, without the quotes."""
    put(tmp_path, "etc/os-release", 'NAME="Debian GNU/Linux"\nVERSION="12 (bookworm)"\nVERSION_ID="12"\n')

    assert (Linux(tmp_path).name(), Linux(tmp_path).version()) == ("Debian GNU/Linux", "12 (bookworm)")


def test_a_rolling_distribution_has_a_build(tmp_path: Path) -> None:
    """The second place of the file is read, too, and BUILD_ID stands for a version."""
    put(tmp_path, "usr/lib/os-release", "NAME=Arch Linux\nBUILD_ID=rolling\n")

    assert (Linux(tmp_path).name(), Linux(tmp_path).version()) == ("Arch Linux", "rolling")


def test_an_unknown_linux_is_linux(tmp_path: Path) -> None:
    """Without any such file there is still a name."""
    assert (Linux(tmp_path).name(), Linux(tmp_path).version()) == ("Linux", "")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "XDG_SESSION_TYPE": "wayland"}, "ubuntu GNOME, Wayland"),
        ({"XDG_SESSION_TYPE": "x11"}, "X11"),
        ({"XDG_CURRENT_DESKTOP": "KDE"}, "KDE"),
        ({}, ""),
    ],
)
def test_the_session_is_desktop_and_type(environment: dict[str, str], words: str) -> None:
    """Whatever of the two is known."""
    assert Linux(environment=environment).session() == words


@pytest.mark.parametrize(
    ("vendor", "product", "version", "model"),
    [
        ("Dell Inc.", "Latitude 5440", "", "Dell Inc. Latitude 5440"),
        ("LENOVO", "21AHCTO1WW", "ThinkPad T14 Gen 3", "LENOVO ThinkPad T14 Gen 3"),
        ("HP", "HP EliteBook 840", "", "HP EliteBook 840"),
        ("System manufacturer", "System Product Name", "", ""),
        ("To Be Filled By O.E.M.", "X570", "", "X570"),
    ],
)
def test_the_model_is_maker_and_product(
    tmp_path: Path, vendor: str, product: str, version: str, model: str
) -> None:
    """As people call it: no maker twice, no type number, no placeholder."""
    for name, text in (("sys_vendor", vendor), ("product_name", product), ("product_version", version)):
        put(tmp_path, f"sys/class/dmi/id/{name}", f"{text}\n")

    assert Linux(tmp_path).model() == model


def test_a_board_has_a_device_tree(tmp_path: Path) -> None:
    """Without a firmware of a PC, model and serial number come from the tree, without its zero bytes."""
    put(tmp_path, "proc/device-tree/model", "Raspberry Pi 4 Model B\0")
    put(tmp_path, "proc/device-tree/serial-number", "10000000abc\0")

    assert Linux(tmp_path).model() == "Raspberry Pi 4 Model B"
    assert Linux(tmp_path).serial() == "10000000abc"


def test_no_serial_is_no_serial(tmp_path: Path) -> None:
    """A placeholder is not sent as if it were one."""
    put(tmp_path, "sys/class/dmi/id/product_serial", "System Serial Number\n")

    assert Linux(tmp_path).serial() == ""


def test_a_forbidden_serial_is_an_error_of_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most people may not read it, and that is told."""

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)

    with pytest.raises(PermissionError):
        Linux(tmp_path).serial()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "processor\t: 0\nmodel\t\t: 154\nmodel name\t: Intel(R) Core(TM) i7\n\nprocessor\t: 1\n",
            "Intel(R) Core(TM) i7",
        ),
        ("processor\t: 0\nBogoMIPS\t: 108\nModel\t\t: Raspberry Pi 4\n", "Raspberry Pi 4"),
        ("nothing\n", platform.machine()),
    ],
)
def test_the_processor_has_a_name(tmp_path: Path, text: str, name: str) -> None:
    """x86 and ARM use different words; without any the architecture stands for it."""
    put(tmp_path, "proc/cpuinfo", text)

    assert Linux(tmp_path).cpu() == name


def test_interfaces_are_of_a_kind(tmp_path: Path) -> None:
    """Wi-Fi, wired and tunnels are told apart by what the kernel keeps of them."""
    net = "sys/class/net"
    for name, kind in (("wlp2s0", "1"), ("eth0", "1"), ("wg0", "65534"), ("tap0", "1"), ("br0", "1")):
        put(tmp_path, f"{net}/{name}/type", f"{kind}\n")
    (tmp_path / net / "wlp2s0/phy80211").mkdir()
    (tmp_path / net / "eth0/device").mkdir()
    put(tmp_path, f"{net}/tap0/tun_flags", "0x1002")
    linux = Linux(tmp_path)

    kinds = {name: linux.link(name) for name in ("wlp2s0", "eth0", "wg0", "tap0", "br0", "gone")}

    assert kinds == {
        "wlp2s0": Link.WIFI,
        "eth0": Link.WIRED,
        "wg0": Link.VPN,
        "tap0": Link.VPN,
        "br0": Link.UNKNOWN,
        "gone": Link.UNKNOWN,
    }


def test_the_gateway_is_that_of_the_best_route(tmp_path: Path) -> None:
    """Of two default routes the one with the lower metric."""
    put(tmp_path, "proc/net/route", ROUTES)

    assert Linux(tmp_path).gateway() == "192.168.1.254"


def test_an_ipv6_network_has_a_gateway(tmp_path: Path) -> None:
    """Without IPv4 the gateway is an IPv6 one; without any there is none."""
    put(tmp_path, "proc/net/route", ROUTES.splitlines()[0])
    assert Linux(tmp_path).gateway() is None

    put(tmp_path, "proc/net/ipv6_route", ROUTES6)
    assert Linux(tmp_path).gateway() == "fe80::211:22ff:fe33:4455"


@pytest.mark.parametrize(
    ("address", "known"), [("192.168.1.254", True), ("192.168.1.9", False), ("10.0.0.1", False)]
)
def test_a_neighbour_has_a_hardware_address(tmp_path: Path, address: str, known: bool) -> None:
    """Asked for and not answered is not known."""
    put(tmp_path, "proc/net/arp", ARP)

    assert Linux(tmp_path).neighbour(address) is known


def test_the_time_zone_is_where_localtime_points(tmp_path: Path) -> None:
    """The name, not the abbreviation; a plain file has no name."""
    put(tmp_path, "usr/share/zoneinfo/Europe/Berlin")
    put(tmp_path, "etc/hostname")
    assert Linux(tmp_path).zone() is None

    (tmp_path / "etc/localtime").symlink_to("../usr/share/zoneinfo/Europe/Berlin")
    assert Linux(tmp_path).zone() == "Europe/Berlin"
