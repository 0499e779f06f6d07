"""Who is at the other end of a local socket: the system tells, and nobody can lie about it."""

from __future__ import annotations

import os
import socket
import struct
import sys

if sys.platform == "win32":

    def is_this_user(_descriptor: int) -> bool:
        """There the access list of the pipe keeps others out, and a pipe tells nothing of the kind."""
        return True

else:
    _SOL_LOCAL, _LOCAL_PEERCRED = 0, 1
    _XUCRED = 76
    """Bytes of macOS's `struct xucred`: version, user, number of groups, sixteen groups."""

    def is_this_user(descriptor: int) -> bool:
        """Whether the program at the other end runs as the same user; not when the system does not tell."""
        try:
            # a second handle of the same socket, for closing it must not close Qt's
            with socket.socket(fileno=os.dup(descriptor)) as other:
                return _user(other) == os.geteuid()
        except OSError:
            return False

    def _user(other: socket.socket) -> int:
        if sys.platform == "darwin":
            _version, user = struct.unpack_from("=II", other.getsockopt(_SOL_LOCAL, _LOCAL_PEERCRED, _XUCRED))
        else:
            size = struct.calcsize("3i")
            _process, user, _group = struct.unpack(
                "iII", other.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
            )
        return int(user)
