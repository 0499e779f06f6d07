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

PROTOCOL = 1
_BARE = ("quit", "sync", "account", "settings")
_OPENED = frozenset({"dialog", "window"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a later start asks of the first."""

    action: str = "dialog"
    """dialog, window, ticket, sync, account (somebody signed in or out), settings (one was changed) or quit."""
    ticket_id: str | None = None

    def line(self) -> bytes:
        """As it goes over the socket."""
        wish: dict[str, object] = {"v": PROTOCOL}
        if self.action in _BARE:
            wish[self.action] = True
        else:
            wish["open"] = self.action
        if self.ticket_id is not None:
            wish["ticket"] = self.ticket_id
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
        return Wish("ticket", ticket) if isinstance(ticket, str) and ticket else None
    return Wish(action) if isinstance(action, str) and action in _OPENED else None


def endpoint(home: Path) -> Path:
    """Where this user's session meets for that home folder. Raises `LocalFault` when the place for it is not ours."""
    session = (
        os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or os.environ.get("SESSIONNAME") or ""
    )
    key = "\0".join((_user(), session, str(home)))
    name = "trayapp-" + hashlib.sha256(key.encode()).hexdigest()[:16]
    return _private_folder() / name


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


def _private_folder() -> Path:
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and Path(runtime).is_dir():
        return Path(runtime)
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())
    folder = Path(tempfile.gettempdir()) / f"trayapp-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
    except OSError as error:
        raise LocalFault(str(error), reason="io", path=str(folder)) from error
    if status.st_uid != os.getuid() or status.st_mode & 0o77 or folder.is_symlink():
        raise LocalFault("somebody else's folder", reason="io", path=str(folder))
    return folder
