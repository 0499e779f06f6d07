"""Start at log-on by a LaunchAgent of the user."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from trayapp.core.errors import LocalFault
from trayapp.durable import make_folder, replace_file

_LABEL = "org.trayapp.agent"


class LaunchAgent:
    """A property list in the user's LaunchAgents folder; launchd reads it at the next log-on."""

    def __init__(self, command: Sequence[str], folder: Path | None = None) -> None:
        self._command = list(command)
        self._file = (folder or Path.home() / "Library" / "LaunchAgents") / f"{_LABEL}.plist"

    def enabled(self) -> bool:
        """The property list exists and starts at log-on."""
        try:
            agent = plistlib.loads(self._file.read_bytes())
        except (OSError, ValueError, ExpatError):
            return False
        return isinstance(agent, dict) and agent.get("RunAtLoad") is True

    def set(self, enabled: bool) -> None:
        """Make or remove it. Raises `LocalFault`."""
        agent = {
            "Label": _LABEL,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        try:
            if enabled:
                if not self._file.parent.exists():
                    make_folder(self._file.parent)
                replace_file(self._file, plistlib.dumps(agent))
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise LocalFault(str(error), reason="io", path=str(self._file)) from error
