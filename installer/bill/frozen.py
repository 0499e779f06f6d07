"""The frozen program as a bill: what is in it, and that all of it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from installer.bill.collect import ROOT, components, is_code
from installer.bill.component import Component
from installer.bill.licence import NotAllowed, chosen
from installer.bill.toc import entries

LOCKED = ROOT / "requirements" / "run.txt"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A program that was built."""

    folder: Path
    """dist/trayapp."""
    version: str
    components: tuple[Component, ...]

    @property
    def bundle(self) -> Path:
        """Where its files lie."""
        return bundle(self.folder)


def bundle(folder: Path) -> Path:
    """Where PyInstaller puts the files of a program's folder."""
    return folder / "_internal"


def read(folder: Path, work: Path) -> Frozen:
    """The program in `folder`, built in the work folder; raises NobodysFile."""
    return Frozen(folder, version("trayapp"), tuple(components(entries(work), bundle(folder))))


def everything(parts: Iterable[Component]) -> Iterator[Component]:
    """The components and what is compiled into them."""
    for part in parts:
        yield part
        yield from everything(part.within)


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def complaints(frozen: Frozen) -> list[str]:
    """What keeps the program from being passed on, a line each."""
    return [*_licences(frozen), *_undeclared(frozen), *_unclaimed(frozen)]


def _licences(frozen: Frozen) -> Iterator[str]:
    for part in everything(frozen.components):
        try:
            chosen(part.licence)
        except NotAllowed as fault:
            yield f"{part.name} {part.version}: {fault}"


def _undeclared(frozen: Frozen) -> Iterator[str]:
    """A package of the developer's .venv must not slip into the program."""
    locked = {
        _same(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", LOCKED.read_text("utf-8"), re.MULTILINE)
    }
    for part in frozen.components:
        if part.purl.startswith("pkg:pypi/") and _same(part.name) not in locked | {"pyinstaller"}:
            yield f"{part.name} {part.version}: frozen, and not in {LOCKED.name}"


def _unclaimed(frozen: Frozen) -> Iterator[str]:
    """A library that lies in the folder and that no component brought."""
    claimed = {part.path for component in frozen.components for part in component.parts}
    for file in sorted(frozen.bundle.rglob("*")):
        path = file.relative_to(frozen.bundle).as_posix()
        if file.is_file() and not file.is_symlink() and is_code(path) and path not in claimed:
            yield f"{path}: in the folder, and of no known component"
