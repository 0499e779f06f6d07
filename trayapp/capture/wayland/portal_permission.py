"""What the desktop remembers of the person's answer: the portal asks once, and keeps a "no" for good.

It keeps it in its permission store, table and entry `screenshot`, under the id by which it knows the program that
asked: that of the systemd unit the desktop started it in, or nothing at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from jeepney.wrappers import unwrap_msg  # type: ignore[import-untyped]

from trayapp.core.errors import LocalFault

_NAME = "org.freedesktop.impl.portal.PermissionStore"
_STORE = DBusAddress("/org/freedesktop/impl/portal/PermissionStore", bus_name=_NAME, interface=_NAME)
_ENTRY = ("screenshot", "screenshot")
_NO = "no"
_CGROUP = Path("/proc/self/cgroup")


def refused_for_good(limit: float) -> bool:
    """Whether a remembered "no" is why there is no picture. Blocks up to `limit` seconds; never raises."""
    try:
        return bool(_refused(limit))
    except _TROUBLE:
        return False


def forget_refusal(limit: float) -> None:
    """Let the desktop ask the person again. Blocks up to `limit` seconds. Raises `LocalFault` with reason failed."""
    try:
        for program in _refused(limit):
            _call(limit, "DeletePermission", "sss", (*_ENTRY, program))
    except _TROUBLE as error:
        raise LocalFault(f"the refusal cannot be forgotten: {error!r}", reason="failed") from error


_TROUBLE = (DBusErrorResponse, OSError, RuntimeError, KeyError, ValueError, TypeError)


def _refused(limit: float) -> Sequence[str]:
    """Our ids that are told no."""
    permissions: Mapping[str, Sequence[str]] = _call(limit, "Lookup", "ss", _ENTRY)[0]
    unit = unit_of(_CGROUP.read_text("utf-8"))
    return [program for program in ours(permissions, unit) if list(permissions[program]) == [_NO]]


def ours(programs: Iterable[str], unit: str) -> Sequence[str]:
    """Those ids that may mean a program in that unit: units are named `app-LAUNCHER-ID-RANDOM.scope` or alike."""
    if not unit.startswith("app-"):
        return [program for program in programs if not program]
    return [each for each in programs if each and re.search(f"-{re.escape(each)}[-@.]", unit)]


def unit_of(cgroup: str) -> str:
    """The innermost systemd unit, as /proc/self/cgroup tells it; empty for none."""
    path = cgroup.strip().rpartition(":")[2]
    name = next((part for part in reversed(path.split("/")) if part.endswith((".scope", ".service"))), "")
    return re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), name)


def _call(limit: float, member: str, signature: str, arguments: tuple[str, ...]) -> tuple[Any, ...]:
    with open_dbus_connection("SESSION") as bus:
        message = new_method_call(_STORE, member, signature, arguments)
        body: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(message, timeout=limit))
        return body
