"""A computer made of files, for the readers of Linux, and one made of answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trayapp.machine.operating_system import Link


def put(root: Path, path: str, text: str = "") -> None:
    """A file below the root."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@dataclass
class FakeSystem:
    """An operating system that answers what it was made with."""

    links: dict[str, Link]
    router: str | None = None
    neighbours: tuple[str, ...] = ()

    def name(self) -> str:
        return "Toy"

    def version(self) -> str:
        return "1"

    def build(self) -> str:
        return "1.0"

    def session(self) -> str | None:
        return None

    def zone(self) -> str | None:
        return None

    def domain(self) -> str | None:
        return None

    def model(self) -> str | None:
        return None

    def serial(self) -> str | None:
        return None

    def cpu(self) -> str | None:
        return None

    def link(self, interface: str) -> Link:
        return self.links[interface]

    def gateway(self) -> str | None:
        return self.router

    def neighbour(self, address: str) -> bool:
        return address in self.neighbours
