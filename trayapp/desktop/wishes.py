"""What a later start asks of the program that runs, and where the two meet. Without Qt: the command line asks, too."""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.private import NotOurs, make_folder

PROTOCOL = 1
LONGEST = 16_384
"""Bytes of a wish or its answer."""
_LONGEST_PATH = 100
"""Bytes; a socket's path must fit in 104 on macOS, in 108 on Linux."""
_NAME_BYTES = len("/trayapp-0123456789abcdef.lock")
_LONGEST_ID = 200
_BARE = ("quit", "sync", "account", "settings")
_OPENED = frozenset({"dialog", "window"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a later start asks of the first."""

    action: str = "dialog"
    """dialog, window, ticket, sync, account (somebody signed in or out), settings (one was changed) or quit."""
    ticket_id: str | None = None
    subject: str = ""
    """Words for the dialog, which its fields are filled with where nothing was written."""
    description: str = ""

    def line(self) -> bytes:
        """As it goes over the socket."""
        wish: dict[str, object] = {"v": PROTOCOL}
        if self.action in _BARE:
            wish[self.action] = True
        else:
            wish["open"] = self.action
        if self.ticket_id is not None:
            wish["ticket"] = self.ticket_id
        for name in ("subject", "description"):
            if words := getattr(self, name):
                wish[name] = words
        import json

        return json.dumps(wish).encode() + b"\n"


def read_wish(line: bytes) -> Wish | None:
    """The wish in a line; `None` when this version does not know it."""
    import json

    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    for bare in _BARE:
        if found.get(bare) is True:
            return Wish(bare)
    action, ticket = found.get("open"), found.get("ticket")
    if action == "ticket":
        known = isinstance(ticket, str) and 0 < len(ticket) <= _LONGEST_ID and ticket.isprintable()
        return Wish("ticket", ticket) if known else None
    if not isinstance(action, str) or action not in _OPENED:
        return None
    return Wish(action, None, *_words_of(found))


def _words_of(found: dict[str, object]) -> tuple[str, str]:
    from trayapp.core.deep_link import MOST_DESCRIPTION, MOST_SUBJECT, filled

    subject, description = found.get("subject"), found.get("description")
    return (
        filled(subject, MOST_SUBJECT).replace("\n", " ") if isinstance(subject, str) else "",
        filled(description, MOST_DESCRIPTION) if isinstance(description, str) else "",
    )


def endpoint(home: Path) -> Path:
    """Where this user's session meets for that home folder. Raises `LocalFault` when the place for it is not ours."""
    session = (
        os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or os.environ.get("SESSIONNAME") or ""
    )
    key = "\0".join((_user(), session, str(home)))
    name = "trayapp-" + hashlib.sha256(key.encode()).hexdigest()[:16]
    return _private_folder(home) / name


def somebody_runs(address: Path) -> bool:
    """Whether it looks as if a first were there; cheap, and wrong only after a crash."""
    return lock_of(address).exists()


def lock_of(address: Path) -> Path:
    """The file that says who is the first."""
    return address.with_name(f"{address.name}.lock")


def _user() -> str:
    """Whose program this is. A number where there is one: a container's user may have no name."""
    if sys.platform == "win32":
        return getpass.getuser()
    return str(os.getuid())


def _private_folder(home: Path) -> Path:
    """One that no other user can have made or written in.

    In a folder that all users share somebody could be faster than we are, so that is the last resort, for a home whose
    path is too long for a socket.
    """
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and _is_ours(Path(runtime)):
        return Path(runtime)
    folder = home / "run"
    if len(os.fsencode(folder)) > _LONGEST_PATH - _NAME_BYTES:
        folder = Path(tempfile.gettempdir()) / f"trayapp-{os.getuid()}"
    try:
        make_folder(folder)
    except NotOurs as error:
        raise LocalFault(str(error), reason="not_ours", path=str(folder)) from error
    except OSError as error:
        raise LocalFault(str(error), reason="io", path=str(folder)) from error
    return folder


def _is_ours(folder: Path) -> bool:
    """As its specification wants a run-time folder: this user's, closed to others. After `su` it may be another's."""
    if sys.platform == "win32":
        return True
    try:
        status = folder.stat()
    except OSError:
        return False
    return folder.is_dir() and status.st_uid == os.geteuid() and not status.st_mode & 0o077
