"""What each platform's file tells, in one shape."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Link(StrEnum):
    """What kind of thing a network interface is."""

    WIFI = "Wi-Fi"
    WIRED = "wired"
    VPN = "VPN"
    UNKNOWN = "unknown"


class OperatingSystem(Protocol):
    """Reads facts of one platform. Every method may raise: `OSError`, `LookupError`, `TimeoutError`, `Unsupported`.

    An empty string or `None`: there is no such thing here.
    """

    def name(self) -> str:
        """Such as `Debian GNU/Linux`."""

    def version(self) -> str:
        """Such as `12 (bookworm)`."""

    def build(self) -> str:
        """Kernel or build number."""

    def session(self) -> str | None:
        """The desktop and how it is shown."""

    def zone(self) -> str | None:
        """The time zone's name, such as `Europe/Berlin`."""

    def domain(self) -> str | None:
        """The domain this computer belongs to."""

    def model(self) -> str | None:
        """Maker and model of the device."""

    def serial(self) -> str | None:
        """The device's serial number."""

    def cpu(self) -> str | None:
        """The processor's name."""

    def link(self, interface: str) -> Link:
        """What kind an interface, named as psutil names it, is."""

    def gateway(self) -> str | None:
        """The default gateway's address."""

    def neighbour(self, address: str) -> bool:
        """Whether a device on the same network was heard of at this address."""
