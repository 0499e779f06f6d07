"""A document that is made from the code, kept under resources/, and checked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def is_current(path: Path, text: Callable[[], str]) -> bool:
    """Whether what is kept is what would be made."""
    return path.is_file() and path.read_text(encoding="utf-8") == text()


def run(arguments: Sequence[str], usage: str | None, path: Path, text: Callable[[], str]) -> int:
    """0: written, or current. 1: with --check, not current. 2: unknown argument."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write(f"{usage}\n")
        return 2
    if not arguments:
        path.write_text(text(), encoding="utf-8", newline="\n")
        return 0
    if is_current(path, text):
        return 0
    sys.stderr.write(f"{path.name} is not current; run `make api`\n")
    return 1
