"""A small frozen program to take the bill of: real tables, a real package, invented libraries."""

from __future__ import annotations

from pathlib import Path

import httpx

from installer.bill.component import Component, Part

LIBRARY = Component("zlib", "1.3", "Zlib", parts=(Part("libz.so.1", "ab" * 32),))


def frozen_tables(work: Path, folder: Path, files: dict[str, str]) -> None:
    """PyInstaller's tables for one module of httpx and these files of the bundle (name -> kind)."""
    bundle = folder / "_internal"
    bundle.mkdir(parents=True)
    work.mkdir(parents=True)
    for name in files:
        (bundle / name).write_bytes(name.encode())
    rows = [(name, str(Path("/usr/lib") / name), kind) for name, kind in files.items()]
    (work / "COLLECT-00.toc").write_text(repr((rows,)), "utf-8")
    (work / "PYZ-00.toc").write_text(repr(("x.pyz", [("httpx", httpx.__file__, "PYMODULE")])), "utf-8")
