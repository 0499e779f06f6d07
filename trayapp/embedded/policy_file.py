"""Finds and reads profiles. One with a fault in it is not served; the fault is named by its place."""

from __future__ import annotations

from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.embedded.policy_lint import Fault, lint
from trayapp.embedded.profile import Profile
from trayapp.paths import resource


class BadPolicy(LocalFault):
    """A profile that cannot be used. `params`: `reason` is `policy`, `path` the file, `key` where in it."""

    def __init__(self, path: Path, fault: Fault) -> None:
        told = f"{path.name}:{fault.line}:{fault.column}: {fault.key}: {fault.what}"
        super().__init__(told, reason="policy", path=str(path), key=fault.key)
        self.path = path
        self.fault = fault


def names() -> list[str]:
    """The profiles that come with the program."""
    return sorted(path.stem for path in resource("policies").glob("*.json"))


def load(wanted: str) -> Profile:
    """The profile of that name, or in that file. Raises `ValueError` where there is none, `BadPolicy` for a bad one."""
    if wanted in names():
        return load_file(resource("policies", f"{wanted}.json"))
    if Path(wanted).is_file():
        return load_file(Path(wanted))
    raise ValueError(f"unknown profile {wanted!r}; there is {', '.join(names())}, or the path of a file")


def load_file(path: Path) -> Profile:
    """The profile in that file. Raises `BadPolicy`."""
    try:
        linted = lint(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadPolicy(path, Fault(1, 1, "$", str(error))) from error
    if linted.profile is None:
        raise BadPolicy(path, linted.faults[0])
    return linted.profile
