"""A part of the frozen program that somebody made and licensed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Part:
    """A file in the bundle."""

    path: str
    """Inside the bundle, with /."""
    sha256: str


@dataclass(frozen=True, slots=True)
class Component:
    """A library, Python itself, or code compiled into one of them."""

    name: str
    version: str
    licence: str
    """The SPDX expression it is offered under."""
    purl: str = ""
    """Its package URL, when it has one."""
    parts: tuple[Part, ...] = ()
    """Its files that are code in themselves; empty when it lies in the archive of modules or inside another's file."""
    texts: tuple[Path, ...] = ()
    """Its own licence files; empty: the kept text of the licence counts."""
    within: tuple[Component, ...] = ()
    """What is compiled into its files."""

    @property
    def folder(self) -> str:
        """Its name as a folder's."""
        return self.name.lower().replace(" ", "-")
