"""`policy.toml`: what a helpdesk does not tell of itself, written by an administrator beside the settings.

Whether it is asked at all is the adapter's affair: a portal that sends whole rules and enforces them takes none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trayapp.core.errors import UnusablePolicy
from trayapp.core.policy.laying import merged
from trayapp.settings.files import MOST_BYTES, machine_policy_file, stamp

NAME = "policy.toml"
_LINE = re.compile(r"\(at line ([0-9]+)")
"""How Python tells the place; the end of the file has none."""


class PolicyToml:
    """A part of a policy document: the machine's file laid over the employee's, as settings are.

    May be called from any thread.
    """

    def __init__(self, settings_file: Path, machine_file: Path | None = None) -> None:
        self._files = (
            settings_file.with_name(NAME),
            (machine_file or machine_policy_file()).with_name(NAME),
        )
        self._stamp = self._stamps()

    def __call__(self) -> Mapping[str, Any]:
        """What the files say now; `{}`: there are none. Raises `UnusablePolicy` (`file`, where known `line`)."""
        found: Mapping[str, Any] = {}
        for file in self._files:
            found = merged(found, _read(file))
        return found

    def found(self) -> bool:
        """There is such a file, whatever it says."""
        return any(file.exists() for file in self._files)

    def changed(self) -> bool:
        """A file was written, made or removed since this was asked last: two looks at the disk's directory."""
        before, self._stamp = self._stamp, self._stamps()
        return before != self._stamp

    def _stamps(self) -> tuple[object, ...]:
        return tuple(map(stamp, self._files))


def _read(file: Path) -> Mapping[str, Any]:
    try:
        with file.open("rb") as source:
            raw = source.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise _unusable(file, error.strerror or str(error)) from error
    if len(raw) > MOST_BYTES:
        raise _unusable(file, "too large")
    return _parsed(file, raw)


def _parsed(file: Path, raw: bytes) -> Mapping[str, Any]:
    import tomllib  # late: settings are read before the tray icon shows

    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _unusable(file, "not UTF-8", raw.count(b"\n", 0, error.start) + 1) from error
    except (ValueError, RecursionError) as error:
        place = _LINE.search(str(error))
        last = raw.rstrip().count(b"\n") + 1
        raise _unusable(file, str(error), int(place[1]) if place else last) from error


def _unusable(file: Path, why: str, line: int | None = None) -> UnusablePolicy:
    place = {} if line is None else {"line": str(line)}
    return UnusablePolicy(f"{file}: {why}", reason="unreadable", file=str(file), **place)
