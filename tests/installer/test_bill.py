"""What is frozen is listed, licensed and hashed, or the build stops."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from installer.bill import bom, folder, frozen
from installer.bill.collect import NobodysFile
from installer.bill.component import Component
from installer.bill.licence import NotAllowed, chosen
from installer.trim import undeclared
from tests.installer.bill_makers import LIBRARY, frozen_tables

FILES = {"libz.so.1": "BINARY"}


def program(tmp_path: Path, files: dict[str, str] = FILES) -> frozen.Frozen:
    """A small frozen program, read."""
    frozen_tables(tmp_path / "work", tmp_path / "app", files)
    return frozen.read(tmp_path / "app", tmp_path / "work")


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ("MIT", ["MIT"]),
        ("LGPL-3.0-only OR GPL-2.0-only", ["LGPL-3.0-only"]),
        ("GPL-3.0-only OR (MIT AND Zlib)", ["MIT", "Zlib"]),
        ("GPL-2.0-or-later WITH Bootloader-exception", ["GPL-2.0-or-later WITH Bootloader-exception"]),
    ],
)
def test_of_several_licences_an_allowed_one_counts(offered: str, taken: list[str]) -> None:
    """Of alternatives one allowed is enough; what holds together must all be allowed."""
    assert chosen(offered) == taken


@pytest.mark.parametrize(
    "offered", ["", "GPL-3.0-or-later", "MIT AND GPL-3.0-only", "Nobody's licence", "SSPL-1.0"]
)
def test_no_or_another_licence_is_refused(offered: str) -> None:
    """A licence that is missing, unknown, or not in allowed.toml keeps the program from being passed on."""
    with pytest.raises(NotAllowed):
        chosen(offered)


def test_every_part_of_the_program_is_named(tmp_path: Path) -> None:
    """A frozen module names its package, a library is known by its name, and each has its licence and hash."""
    parts = {part.name: part for part in program(tmp_path).components}

    assert parts["httpx"].licence == "BSD-3-Clause"
    assert parts["zlib"].licence == "Zlib"
    assert [part.path for part in parts["zlib"].parts] == ["libz.so.1"]


def test_a_library_of_nobody_stops_the_build(tmp_path: Path) -> None:
    """GNU Readline was frozen unseen once; a library that is not known by name is refused."""
    with pytest.raises(NobodysFile, match=r"libreadline\.so\.8"):
        program(tmp_path, {"libreadline.so.8": "BINARY"})


def test_a_library_put_into_the_folder_later_is_told(tmp_path: Path) -> None:
    """What lies in the program's folder and in no table is a complaint."""
    built = program(tmp_path)
    assert frozen.complaints(built) == []
    (built.bundle / "libextra.so.2").write_bytes(b"")

    assert frozen.complaints(built) == ["libextra.so.2: in the folder, and of no known component"]


def test_a_tool_of_the_developers_does_not_slip_in(tmp_path: Path) -> None:
    """A package that requirements/run.txt does not hold is a complaint; the spec excludes it from the start."""
    built = program(tmp_path)
    stray = Component("pytest", "9.0", "MIT", "pkg:pypi/pytest@9.0")

    assert frozen.complaints(replace(built, components=(*built.components, stray))) == [
        "pytest 9.0: frozen, and not in run.txt"
    ]
    assert {"pytest", "_pytest", "requests", "trio"} <= set(undeclared())
    assert not {"httpx", "PySide6", "trayapp", "cryptography"} & set(undeclared())


def test_licences_lie_beside_the_program_in_full(tmp_path: Path) -> None:
    """Each part's text is in LICENSES: its own, or the kept one; Qt's with the way to replace it."""
    qt = [Component(name, "6.11.1", "LGPL-3.0-only") for name in ("PySide6_Essentials", "Qt", "shiboken6")]
    built = program(tmp_path)
    target = folder.write(replace(built, components=(*built.components, *qt)))

    assert "Redistribution and use" in next((target / "httpx").iterdir()).read_text("utf-8")
    assert (target / "trayapp" / "LICENSE").is_file()
    assert (target / "qt" / "GPL-3.0-only.txt").stat().st_size > 30_000
    assert "put your files over the ones of the same name" in (target / "qt/HOW-TO-REPLACE-QT.txt").read_text(
        "utf-8"
    )
    assert "httpx" in (target / "README.txt").read_text("utf-8")


def test_a_licence_without_a_text_stops_the_build(tmp_path: Path) -> None:
    """Every allowed licence that a part without texts of its own may have is kept in full."""
    built = replace(program(tmp_path), components=(Component("x", "1", "ISC"),))

    with pytest.raises(folder.NoText, match=r"ISC\.txt"):
        folder.write(built)


def test_the_bill_fits_the_schema_and_is_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CycloneDX 1.6, dated by SOURCE_DATE_EPOCH, with the sha256 of every library; equal for equal programs.

    The crate openssl and the library OpenSSL, both in cryptography, once got a random name.
    """
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    twins = tuple(Component("openssl", version, "Apache-2.0") for version in ("0.10.81", "4.0.3"))
    parts = program(tmp_path).components
    built = replace(program(tmp_path / "again"), components=(replace(parts[0], within=twins), *parts[1:]))
    first, again = bom.document(built), bom.document(built)
    other = bom.document(replace(built, components=(replace(LIBRARY, version="1.4"),)))
    read = json.loads(first)

    assert first == again
    assert read["specVersion"] == "1.6"
    assert read["metadata"]["timestamp"].startswith("2001-09-09T01:46:40")
    assert read["serialNumber"] != json.loads(other)["serialNumber"]
    library = next(part for part in read["components"] if part["name"] == "zlib")
    assert library["components"][0]["hashes"][0]["alg"] == "SHA-256"


def test_a_bill_that_does_not_fit_the_schema_is_not_written(tmp_path: Path) -> None:
    """A hash that is none is found before the file is there."""
    broken = replace(LIBRARY, parts=(replace(LIBRARY.parts[0], sha256="none"),))

    with pytest.raises(bom.Invalid):
        bom.document(replace(program(tmp_path), components=(broken,)))
