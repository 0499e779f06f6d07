"""What PyInstaller froze, from the tables of contents it leaves in its work folder."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A module or file of the frozen program."""

    name: str
    """Of a module, its dotted name; of a file, where it lies inside the bundle (with /)."""
    source: Path
    """Where it was taken from."""
    kind: str
    """PyInstaller's word: PYMODULE, EXTENSION, BINARY, DATA, EXECUTABLE ..."""

    @property
    def is_file(self) -> bool:
        """Whether it lies in the bundle as a file of its own (modules lie in the program's archive)."""
        return not self.kind.startswith("PY")


def _lists(path: Path) -> list[Entry]:
    table = ast.literal_eval(path.read_text("utf-8"))
    rows = [row for part in table if isinstance(part, list) for row in part]
    return [
        Entry(name.replace("\\", "/"), Path(source), kind)
        for name, source, kind in rows
        if kind != "SYMLINK"  # a second name of a file that is there anyway
    ]


def entries(work: Path) -> list[Entry]:
    """Everything in the program built in the work folder (build/trayapp): the archive's modules, then the files."""
    return _lists(work / "PYZ-00.toc") + _lists(work / "COLLECT-00.toc")
