"""Facts from where Windows keeps them: the registry, the firmware's tables and its API. No WMI: it takes seconds."""

from __future__ import annotations

import os
import sys

from trayapp.machine.operating_system import Link

if sys.platform == "win32":
    import winreg

    from trayapp.machine import windows_api
    from trayapp.machine.smbios import Device, device

    _VERSION = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion"
    _CPU = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
    _ZONE = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
    _BIOS = r"HARDWARE\DESCRIPTION\System\BIOS"
    _FIRST_BUILD_OF_11 = 22000
    _LINKS = {6: Link.WIRED, 71: Link.WIFI, 23: Link.VPN, 53: Link.VPN, 131: Link.VPN}
    """Interface types of IANA: Ethernet, 802.11, PPP, virtual (WireGuard), tunnel."""

    class Windows:
        """This computer."""

        def name(self) -> str:
            """Always the same."""
            return "Windows"

        def version(self) -> str:
            """Such as `11 Professional 23H2`: Windows 11 still calls itself 10 in the registry."""
            build = int(_value(_VERSION, "CurrentBuild"))
            release = "11" if build >= _FIRST_BUILD_OF_11 else str(sys.getwindowsversion().major)
            if "Server" in _value(_VERSION, "ProductName"):
                return _value(_VERSION, "ProductName").removeprefix("Windows ")
            words = (release, _value(_VERSION, "EditionID"), _value(_VERSION, "DisplayVersion"))
            return " ".join(word for word in words if word)

        def build(self) -> str:
            """Such as `22631.3593`."""
            return f"{_value(_VERSION, 'CurrentBuild')}.{_value(_VERSION, 'UBR') or 0}"

        def session(self) -> str | None:
            """At the computer itself, or from afar."""
            session = os.environ.get("SESSIONNAME", "")
            return "remote desktop" if session.upper().startswith("RDP") else session

        def zone(self) -> str | None:
            """Windows' own name of it."""
            return _value(_ZONE, "TimeZoneKeyName").partition("\0")[0]

        def domain(self) -> str | None:
            """The DNS domain of the person, else the Windows domain unless that is the computer itself."""
            domain = os.environ.get("USERDOMAIN", "")
            own = domain.casefold() == os.environ.get("COMPUTERNAME", "").casefold()
            return os.environ.get("USERDNSDOMAIN", "").lower() or ("" if own else domain)

        def model(self) -> str | None:
            """From the registry, which has it from the firmware."""
            found = f"{_value(_BIOS, 'SystemManufacturer')} {_value(_BIOS, 'SystemProductName')}".strip()
            return found or f"{self._device().maker} {self._device().product}".strip()

        def serial(self) -> str | None:
            """From the firmware's tables, which everybody may read."""
            return self._device().serial

        def cpu(self) -> str | None:
            """The processor's own name."""
            return _value(_CPU, "ProcessorNameString").strip()

        def link(self, interface: str) -> Link:
            """By the type its driver tells."""
            return _LINKS.get(windows_api.interface_type(interface), Link.UNKNOWN)

        def gateway(self) -> str | None:
            """The next hop to an address outside."""
            return windows_api.gateway()

        def neighbour(self, address: str) -> bool:
            """Asks for its hardware address (ARP)."""
            return windows_api.answers_arp(address)

        def _device(self) -> Device:
            return device(windows_api.smbios_tables())

    def _value(path: str, name: str) -> str:
        """A value below HKEY_LOCAL_MACHINE as text; empty when there is none."""
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
                return str(winreg.QueryValueEx(key, name)[0])
        except FileNotFoundError:
            return ""
