"""The few calls of the Windows API that facts are read with."""

from __future__ import annotations

import ctypes
import socket
import struct
import sys

if sys.platform == "win32":
    from ctypes import wintypes

    _SMBIOS = int.from_bytes(b"RSMB", "big")
    _SMBIOS_HEADER = 8
    _OUTSIDE = "203.0.113.1"
    """An address reserved for documentation: asked for its route, never contacted."""

    class _Interface(ctypes.Structure):
        """MIB_IF_ROW2 as far as it is read; the rest is space for what Windows fills in."""

        _fields_ = (
            ("luid", ctypes.c_uint64),
            ("index", wintypes.ULONG),
            ("guid", ctypes.c_byte * 16),
            ("alias", wintypes.WCHAR * 257),
            ("description", wintypes.WCHAR * 257),
            ("address_length", wintypes.ULONG),
            ("address", ctypes.c_ubyte * 32),
            ("permanent_address", ctypes.c_ubyte * 32),
            ("mtu", wintypes.ULONG),
            ("type", wintypes.ULONG),
            ("rest", ctypes.c_ubyte * 512),
        )

    class _Route(ctypes.Structure):
        """MIB_IPFORWARDROW."""

        _fields_ = (
            ("before", wintypes.DWORD * 3),
            ("next_hop", wintypes.DWORD),
            ("after", wintypes.DWORD * 10),
        )

    def smbios_tables() -> bytes:
        """The firmware's tables. Raises `OSError`."""
        read = ctypes.WinDLL("kernel32", use_last_error=True).GetSystemFirmwareTable
        size = read(_SMBIOS, 0, None, 0)
        buffer = ctypes.create_string_buffer(size)
        if not size or read(_SMBIOS, 0, buffer, size) != size:
            raise ctypes.WinError(ctypes.get_last_error())
        return buffer.raw[_SMBIOS_HEADER:]

    def interface_type(alias: str) -> int:
        """IANA's number for the kind of an interface, such as 6 for Ethernet. Raises `OSError`."""
        helper = ctypes.WinDLL("iphlpapi")
        row = _Interface()
        _check(helper.ConvertInterfaceAliasToLuid(ctypes.c_wchar_p(alias), ctypes.byref(row)))
        _check(helper.GetIfEntry2(ctypes.byref(row)))
        return int(row.type)

    def gateway() -> str | None:
        """The IPv4 default gateway; `None` when there is no way out, or it needs none (a tunnel)."""
        route = _Route()
        if ctypes.WinDLL("iphlpapi").GetBestRoute(_number(_OUTSIDE), 0, ctypes.byref(route)):
            return None
        return socket.inet_ntoa(struct.pack("=I", route.next_hop)) if route.next_hop else None

    def answers_arp(address: str) -> bool:
        """Whether a device of the local network answers for the address. Blocks up to some seconds when none does."""
        hardware, length = ctypes.create_string_buffer(8), wintypes.ULONG(8)
        send = ctypes.WinDLL("iphlpapi").SendARP
        return not send(_number(address), 0, hardware, ctypes.byref(length))

    def _number(address: str) -> int:
        return int(struct.unpack("=I", socket.inet_aton(address))[0])

    def _check(code: int) -> None:
        if code:
            raise ctypes.WinError(code)
