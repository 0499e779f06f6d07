"""Shared libraries that belong to no Python package: they come with Python, or from the machine that builds."""

from __future__ import annotations

import shutil
import sqlite3
import ssl
import subprocess
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


def _openssl() -> str:
    return ssl.OPENSSL_VERSION.split()[1]


def _nobody_knows() -> str:
    return "unknown"


@dataclass(frozen=True, slots=True)
class Native:
    """A library known by its file names."""

    name: str
    licence: str
    patterns: tuple[str, ...]
    version: Callable[[], str] = _nobody_knows
    """What the running Python says; a package of the system says it better."""


_MICROSOFT = ("vcruntime140*.dll", "msvcp140*.dll", "ucrtbase.dll", "api-ms-win-*.dll")
KNOWN = (
    Native("OpenSSL", "Apache-2.0", ("libcrypto*", "libssl*"), _openssl),
    Native("SQLite", "blessing", ("libsqlite3*", "sqlite3.dll"), lambda: sqlite3.sqlite_version),
    Native("zlib", "Zlib", ("libz.*", "zlib1.dll", "zlib.dll"), lambda: zlib.ZLIB_RUNTIME_VERSION),
    Native("bzip2", "bzip2-1.0.6", ("libbz2.*", "bz2.dll")),
    Native("XZ Utils (liblzma)", "LicenseRef-public-domain", ("liblzma*",)),
    Native("libffi", "MIT", ("libffi*",)),
    Native("libuuid", "BSD-3-Clause", ("libuuid*",)),
    Native("Microsoft Visual C++ runtime", "LicenseRef-Microsoft-redistributable", _MICROSOFT),
)
"""Another library has to be added here by hand, with its licence looked up: an unknown one stops the build."""


def known(path: str) -> Native | None:
    """The library a file of the bundle is, by its name."""
    name = path.rsplit("/", 1)[-1].lower()
    return next(
        (native for native in KNOWN if any(fnmatch(name, pattern) for pattern in native.patterns)), None
    )


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """The package of a Debian or Ubuntu that a file came with."""

    name: str
    version: str
    copyright: Path

    @property
    def purl(self) -> str:
        """Its package URL; `+` and `:` written as such URLs ask for."""
        return f"pkg:deb/debian/{self.name}@{self.version.replace('+', '%2B').replace(':', '%3A')}"


def _ask(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


def system_package(file: Path) -> SystemPackage | None:
    """The package, where there is dpkg and it knows the file."""
    if not shutil.which("dpkg-query"):
        return None
    for path in dict.fromkeys((file, file.resolve())):
        owner = _ask("dpkg-query", "--search", str(path)).splitlines()
        if owner:
            name = owner[0].split(":")[0]
            version = _ask("dpkg-query", "--show", "--showformat=${Version}\\n", name).splitlines()[0]
            return SystemPackage(name, version, Path("/usr/share/doc", name, "copyright"))
    return None
