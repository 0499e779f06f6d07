"""What pip-audit's JSON document says, in our terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """A known hole in a locked package."""

    package: str
    version: str
    id: str
    aliases: frozenset[str]
    fixed_in: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every id the hole goes by."""
        return self.aliases | {self.id}


@dataclass(frozen=True, slots=True)
class Audited:
    """The answer for all locked packages."""

    known: int
    """How many packages the service knows."""
    unknown: tuple[str, ...]
    """Packages it was asked about and could tell nothing of."""
    findings: tuple[Finding, ...]


def _findings(package: Mapping[str, Any]) -> list[Finding]:
    return [
        Finding(
            package["name"],
            package["version"],
            hole["id"],
            frozenset(hole["aliases"]),
            tuple(hole["fix_versions"]),
        )
        for hole in package["vulns"]
    ]


def read(document: Mapping[str, Any]) -> Audited:
    """The document of `pip-audit --format json`; a package of several lock files counts once."""
    packages = {package["name"]: package for package in document["dependencies"]}.values()
    unknown = tuple(sorted(package["name"] for package in packages if "skip_reason" in package))
    known = [package for package in packages if "skip_reason" not in package]
    return Audited(len(known), unknown, tuple(finding for package in known for finding in _findings(package)))
