"""Why some known holes do not concern us, and until when that is believed: requirements/audit-exceptions.toml."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.audit_findings import Finding

_FIELDS = {"id": str, "package": str, "why": str, "until": dt.date}


class Unreadable(Exception):
    """The file is no TOML, or an entry lacks something; str() says which."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """One explained hole."""

    id: str
    package: str
    why: str
    until: dt.date
    """The last day it is believed."""

    def fits(self, finding: Finding) -> bool:
        """Whether the explanation is about this finding."""
        return self.id in finding.names and self.package == finding.package


def _exemption(entry: dict[str, Any]) -> Exemption:
    wrong = [
        name for name, kind in _FIELDS.items() if not isinstance(entry.get(name), kind) or not entry[name]
    ]
    if wrong or entry.keys() - _FIELDS.keys():
        raise Unreadable(
            f"{entry.get('id', 'an entry')}: check {', '.join(wrong or entry.keys() - _FIELDS.keys())}"
        )
    return Exemption(**entry)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """All of them."""

    entries: tuple[Exemption, ...]

    @classmethod
    def read(cls, path: Path) -> Exceptions:
        """The file's entries; raises Unreadable."""
        try:
            document = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as fault:
            raise Unreadable(str(fault)) from fault
        return cls(tuple(_exemption(entry) for entry in document.get("exception", [])))

    def explains(self, finding: Finding) -> bool:
        """Whether the finding is in the file (be it past its date: that is complained about apart)."""
        return any(entry.fits(finding) for entry in self.entries)

    def expired(self, today: dt.date) -> list[str]:
        """A line for each entry that is past its date."""
        return [
            f"  {entry.package}: {entry.id} was explained until {entry.until}; think again"
            for entry in self.entries
            if entry.until < today
        ]

    def unused(self, findings: Iterable[Finding]) -> list[str]:
        """A line for each entry that fits no finding."""
        known = list(findings)
        return [
            f"  {entry.package}: {entry.id} is explained and no longer found; take the entry out"
            for entry in self.entries
            if not any(entry.fits(finding) for finding in known)
        ]
