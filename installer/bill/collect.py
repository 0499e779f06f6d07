"""The components of a frozen program: every module and file of it belongs to one, or the build stops."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, distributions
from pathlib import Path

from installer.bill import inside, native
from installer.bill.component import Component, Part
from installer.bill.licence import offered
from installer.bill.toc import Entry

ROOT = Path(__file__).resolve().parent.parent.parent
_OURS = ("trayapp", "resources", "build")
_CODE = (".so", ".dll", ".pyd", ".dylib", ".exe")


_THIRD_PARTY = {"site-packages", "dist-packages"}


class NobodysFile(Exception):
    """Something was frozen that no known component brings; str() lists it."""


def is_code(path: str) -> bool:
    """Whether a file of the bundle is a library or program, by its name."""
    name = path.rsplit("/", 1)[-1].lower()
    return name.endswith(_CODE) or ".so." in name


def _recorded(package: Distribution) -> Iterator[str]:
    """Where a package's files were installed, from its RECORD (`package.files` takes seconds for all of them)."""
    home = str(package.locate_file(""))
    for line in (package.read_text("RECORD") or "").splitlines():
        yield os.path.normpath(os.path.join(home, line.rsplit(",", 2)[0].strip('"')))  # noqa: PTH118 - of 10 000


@cache
def _installed() -> tuple[dict[str, Distribution], dict[str, str]]:
    """The packages of this environment by name, and whose each file is."""
    packages = {package.name: package for package in distributions()}
    files = {file: name for name, package in packages.items() for file in _recorded(package)}
    return packages, files


def _python_folders() -> tuple[Path, ...]:
    """Where Python's own files lie. Its prefix may be /usr, where everybody's libraries are."""
    found = {
        sysconfig.get_path("stdlib"),
        sysconfig.get_path("platstdlib"),
        sysconfig.get_config_var("DESTSHARED"),
    }
    own = found | ({sys.base_prefix} if sys.platform == "win32" else set())
    return tuple(Path(folder).resolve() for folder in own if folder)


def _is_libpython(source: Path) -> bool:
    name = Path(sysconfig.get_config_var("INSTSONAME") or "python").name
    return source.name == name and source.is_relative_to(Path(sys.base_prefix).resolve())


class Owners:
    """Tells which package or library a frozen thing was taken from."""

    def __init__(self) -> None:
        self.packages, self._of_file = _installed()
        self._python = _python_folders()

    def of(self, entry: Entry) -> str | native.Native | None:
        """A package's name, `Python`, `trayapp`, a native library, or None when nobody knows."""
        source = entry.source.resolve()
        if found := self._of_file.get(str(entry.source)) or self._of_file.get(str(source)):
            return "Qt" if found == "PySide6_Essentials" and _is_qt(entry.name) else found
        if any(source.is_relative_to(ROOT / folder) for folder in _OURS):
            return "trayapp"
        if entry.is_file and (library := native.known(entry.name)):
            return library
        if _is_libpython(source) or any(source.is_relative_to(home) for home in self._python):
            return None if _THIRD_PARTY & set(source.parts) else "Python"
        return "trayapp" if entry.source == Path("-") else None  # a namespace: nothing but a name


def _is_qt(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return path.startswith("PySide6/") and (
        "/Qt/" in path or name.startswith(("Qt6", "libQt6")) or "/plugins/" in path
    )


def _parts(entries: Iterable[Entry], bundle: Path) -> tuple[Part, ...]:
    paths = sorted({entry.name for entry in entries if entry.is_file and is_code(entry.name)})
    return tuple(Part(path, hashlib.sha256((bundle / path).read_bytes()).hexdigest()) for path in paths)


def _package(package: Distribution, parts: tuple[Part, ...]) -> Component:
    texts = [file for file in package.files or () if _is_text(str(file))]
    purl = f"pkg:pypi/{package.name.lower().replace('_', '-')}@{package.version}"
    places = tuple(sorted(Path(str(package.locate_file(file))) for file in texts))
    return Component(
        package.name, package.version, offered(package), purl, parts, places, inside.of_package(package)
    )


def _is_text(path: str) -> bool:
    name = path.rsplit("/", 1)[-1].upper()
    return ".dist-info/" in path and (
        "/licenses/" in path or name.startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))
    )


def _library(library: native.Native, entries: list[Entry], parts: tuple[Part, ...]) -> Component:
    package = native.system_package(entries[0].source)
    if package is None:
        return Component(library.name, library.version(), library.licence, parts=parts)
    texts = (package.copyright,) if package.copyright.is_file() else ()
    return Component(library.name, package.version, library.licence, package.purl, parts, texts)


def _python(parts: tuple[Part, ...]) -> Component:
    places = (Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), Path(sys.base_prefix, "LICENSE.txt"))
    texts = tuple(place for place in places if place.is_file())[:1]
    version = platform.python_version()
    return Component(
        "Python", version, "PSF-2.0", f"pkg:generic/python@{version}", parts, texts, inside.of_python()
    )


def _qt(owners: Owners, parts: tuple[Part, ...]) -> list[Component]:
    version = owners.packages["PySide6_Essentials"].version
    icu = tuple(part for part in parts if "/libicu" in part.path)
    rest = tuple(part for part in parts if part not in icu)
    found = [
        Component("Qt", version, "LGPL-3.0-only", f"pkg:generic/qt@{version}", rest, within=inside.of_qt())
    ]
    if icu:
        found.append(Component("ICU", icu[0].path.rsplit(".", 1)[-1], "Unicode-3.0", parts=icu))
    return found


def _bootloader(owners: Owners) -> Component:
    """PyInstaller's start code is in every frozen executable, and in no table."""
    return _package(owners.packages["pyinstaller"], ())


def components(entries: Iterable[Entry], bundle: Path) -> list[Component]:
    """All but our own, by name. `bundle` is the folder the files lie in; raises NobodysFile."""
    owners = Owners()
    groups: dict[str | native.Native, list[Entry]] = defaultdict(list)
    strays = []
    for entry in entries:
        owner = owners.of(entry)
        if owner is None:
            strays.append(f"{entry.name} (from {entry.source})")
        else:
            groups[owner].append(entry)
    if strays:
        raise NobodysFile("; ".join(strays))
    found = [_bootloader(owners)]
    for owner, mine in groups.items():
        found += _of(owner, mine, owners, bundle)
    return sorted(found, key=lambda component: component.name.lower())


def _of(owner: str | native.Native, entries: list[Entry], owners: Owners, bundle: Path) -> list[Component]:
    parts = _parts(entries, bundle)
    if isinstance(owner, native.Native):
        return [_library(owner, entries, parts)]
    if owner == "Qt":
        return _qt(owners, parts)
    if owner == "Python":
        return [_python(parts)]
    if owner in ("trayapp", "pyinstaller"):
        return []
    return [_package(owners.packages[owner], parts)]
