"""Start at log-on by the Desktop Application Autostart Specification of freedesktop.org."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.durable import make_folder, replace_file

_NAME = "trayapp.desktop"
_PLAIN = re.compile(r"[A-Za-z0-9_./:=@%+,-]+")


class XdgAutostart:
    """An entry in the user's autostart folder; it also overrides the one a package may have installed for everybody."""

    def __init__(
        self, command: Sequence[str], user: Path | None = None, system: Sequence[Path] | None = None
    ) -> None:
        self._command = command
        self._entry = (user or _user_folder()) / _NAME
        self._system = [folder / _NAME for folder in (_system_folders() if system is None else system)]

    def enabled(self) -> bool:
        """An entry exists that is not hidden; the user's own decides."""
        entry = next((entry for entry in (self._entry, *self._system) if entry.is_file()), None)
        return entry is not None and not _hidden(entry)

    def set(self, enabled: bool) -> None:
        """Make or remove it. Raises `LocalFault`."""
        try:
            if enabled:
                self._write(desktop_entry(self._command))
            elif any(entry.is_file() for entry in self._system):
                self._write("[Desktop Entry]\nType=Application\nName=IT help\nHidden=true\n")
            else:
                self._entry.unlink(missing_ok=True)
        except OSError as error:
            raise LocalFault(str(error), reason="io", path=str(self._entry)) from error

    def _write(self, text: str) -> None:
        if not self._entry.parent.exists():  # who may write here has programs run in this user's name
            make_folder(self._entry.parent)
        replace_file(self._entry, text.encode())


def desktop_entry(command: Sequence[str]) -> str:
    """The entry's text; `TryExec` keeps it silent after the program was removed."""
    line = " ".join(_quoted(word) for word in command)
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.0\nName=IT help\nComment=Get help from IT\n"
        f"TryExec={command[0]}\nExec={line}\nIcon=trayapp\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )


def _quoted(word: str) -> str:
    """As the Desktop Entry Specification wants an argument of `Exec`, whose string layer is unescaped first."""
    word = word.replace("%", "%%")
    if _PLAIN.fullmatch(word):
        return word
    inner = re.sub(r'(["`$\\])', r"\\\1", word)
    return '"' + inner.replace("\\", "\\\\") + '"'


def _hidden(entry: Path) -> bool:
    try:
        text = entry.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return bool(re.search(r"(?mi)^\s*(?:Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$", text))


def _user_folder() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autostart"


def _system_folders() -> list[Path]:
    folders = os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return [Path(folder) / "autostart" for folder in folders.split(":") if folder]
