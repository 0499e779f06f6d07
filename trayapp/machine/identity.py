"""Who sits at which computer."""

from __future__ import annotations

import getpass
import socket

from trayapp.machine.collector import Collector, reading
from trayapp.machine.operating_system import OperatingSystem


def collector(system: OperatingSystem) -> Collector:
    """The person's log-in name, the computer's name, its domain."""
    return reading("identity", {"user.name": user, "host.name": host, "host.domain": system.domain})


def user() -> str:
    """The log-in name. Raises `LookupError` for a user id without a name."""
    try:
        return getpass.getuser()
    except (
        OSError,
        ImportError,
        KeyError,
    ) as error:  # what getpass raises differs between versions of Python
        raise LookupError("no user name") from error


def host() -> str:
    """The computer's name without its domain."""
    return socket.gethostname().partition(".")[0]
