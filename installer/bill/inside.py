"""Code of others that is compiled into the files of a component, and has no file of its own.

For Qt this is what its makers state for the modules we ship (https://doc.qt.io/qt-6/licenses-used-in-qt.html), over
all platforms; for Python what its standard modules are built with.
"""

from __future__ import annotations

import decimal
import json
import pyexpat
from collections.abc import Mapping
from importlib.metadata import Distribution
from typing import Any

from installer.bill.component import Component

_IN_QT = {
    "MIT": (
        *(
            "TinyCBOR",
            "forkfd",
            "HarfBuzz",
            "MD4C",
            "Pixman",
            "WebGradients",
            "Khronos headers",
            "Vulkan headers",
        ),
        *(
            "Vulkan Memory Allocator",
            "D3D12 Memory Allocator",
            "Wayland protocols",
            "libdbus headers",
            "XCB extensions",
        ),
    ),
    "BSD-3-Clause": (
        *(
            "PCRE2",
            "Efficient binary-decimal and decimal-binary conversion routines",
            "Adobe Glyph List",
            "libwebp",
        ),
        *("Cocoa platform plugin", "RFC 6234 hash functions", "Easing equations", "IAccessible2"),
    ),
    "BSD-2-Clause": ("Smooth scaling from Imlib2",),
    "CC0-1.0": ("Secure Hash Algorithm 3 (Keccak)", "BLAKE2", "SipHash"),
    "LicenseRef-public-domain": ("MD4", "MD5"),
    "Unicode-3.0": ("Unicode Character Database", "Unicode Common Locale Data Repository"),
    "Zlib": ("zlib",),
    "FTL": ("FreeType",),
    "libpng-2.0": ("libpng",),
    "IJG AND BSD-3-Clause AND Zlib": ("libjpeg-turbo",),
    "libtiff": ("LibTIFF",),
    "MPL-2.0": ("Public Suffix List",),
}
_UNTOLD = {"openssl": "Apache-2.0"}
"""Licences that such a bill leaves out."""


def of_qt() -> tuple[Component, ...]:
    """Third-party code in Qt's libraries and plugins; which version is Qt's to choose."""
    return tuple(Component(name, "", licence) for licence, names in _IN_QT.items() for name in names)


def of_python() -> tuple[Component, ...]:
    """Libraries in Python's own modules."""
    return (
        Component("Expat", pyexpat.EXPAT_VERSION.removeprefix("expat_"), "MIT"),
        Component("mpdecimal", decimal.__libmpdec_version__, "BSD-2-Clause"),
    )


def of_package(package: Distribution) -> tuple[Component, ...]:
    """What a wheel's own bill of materials lists (cryptography brings OpenSSL and crates of Rust so)."""
    boms = [
        file
        for file in package.files or ()
        if ".dist-info/sboms/" in str(file) and str(file).endswith(".json")
    ]
    documents = [json.loads(file.read_text()) for file in boms]
    return tuple(_listed(part) for document in documents for part in document.get("components", []))


def _listed(part: Mapping[str, Any]) -> Component:
    """An entry of a CycloneDX document; of its package URL what says where it was built is left out."""
    told = [_expression(each) for each in part.get("licenses", [])]
    licence = " AND ".join(f"({each})" if told[1:] else each for each in told) or _UNTOLD.get(
        part["name"], ""
    )
    return Component(part["name"], part["version"], licence, part.get("purl", "").partition("?")[0])


def _expression(licence: Mapping[str, Any]) -> str:
    if "expression" in licence:
        return str(licence["expression"])
    return str(licence["license"].get("id") or licence["license"].get("name"))
