"""What PyInstaller collects and the program does not need. Names are destinations inside the bundle."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

EXCLUDED_MODULES = [
    # the embedded portal and the demo are for development
    *("trayapp.embedded", "trayapp.demo", "fastapi", "starlette", "uvicorn", "pydantic", "pydantic_core"),
    # tools that libraries use when they happen to be installed, and parts of Python for programmers
    *("yaml", "setuptools", "pkg_resources", "click", "rich", "pytest", "hypothesis"),
    # GNU Readline is under the GPL, which the whole program would then be under
    *("readline", "rlcompleter"),
    *("tkinter", "unittest", "pydoc", "doctest", "lib2to3", "ensurepip", "idlelib", "turtle", "curses"),
]

_LOCKED = Path(__file__).resolve().parent.parent / "requirements" / "run.txt"
_BUILDING = {"trayapp", "pyinstaller"}


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def undeclared() -> list[str]:
    """Modules of this environment that the program does not require: test tools and what libraries would use of them.

    Libraries import others when they happen to be there (anyio its pytest plugin, and that all of pytest).
    """
    required = {_same(name) for name in re.findall(r"^([\w.-]+)==", _LOCKED.read_text("utf-8"), re.MULTILINE)}
    keep = required | _BUILDING
    return sorted(
        module
        for module, packages in packages_distributions().items()
        if module.isidentifier() and not keep & {_same(package) for package in packages}
    )


_QT = [
    "PySide6/Qt/translations/*",
    *(f"*libQt6{part}*" for part in ("Pdf", "Qml", "Quick", "VirtualKeyboard", "Test", "EglFS", "EglFs")),
    "*libQt6WaylandEglClientHwIntegration*",
    *(
        f"PySide6/Qt/plugins/platforms/libq{name}*.so"
        for name in ("eglfs", "linuxfb", "vkkhrdisplay", "vnc", "minimal")
    ),
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    # would bring GTK 3 and forty libraries of the machine it was built on
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    *(f"PySide6/Qt/plugins/imageformats/libq{name}.so" for name in ("pdf", "tga", "wbmp", "icns")),
    *(
        f"PySide6/Qt/plugins/{folder}/*"
        for folder in (
            "egldeviceintegrations",
            "generic",
            "networkinformation",
            "tls",
            "wayland-graphics-integration-client",
            "wayland-graphics-integration-server",
        )
    ),
]
"""Parts of Qt for screens, formats and languages we do not use."""

_HOST = [
    f"lib{name}*"
    for name in (
        *(
            "X",
            "xcb",
            "xkb",
            "wayland",
            "fontconfig",
            "freetype",
            "pixman",
            "png16",
            "cairo",
            "pango",
            "harfbuzz",
        ),
        *(
            "glib-2",
            "gobject",
            "gmodule",
            "gthread",
            "gio",
            "gtk",
            "gdk",
            "atk",
            "atspi",
            "epoxy",
            "graphite2",
        ),
        *(
            "datrie",
            "thai",
            "fribidi",
            "brotli",
            "expat",
            "dbus-1",
            "systemd",
            "gcrypt",
            "gpg-error",
            "cap",
            "lz4",
        ),
        *(
            "zstd",
            "mount",
            "blkid",
            "selinux",
            "pcre2",
            "bsd",
            "md.",
            "jpeg",
            "tiff",
            "webp",
            "jbig",
            "deflate",
        ),
        *("Lerc", "sharpyuv", "stdc++", "gcc_s", "krb5", "k5crypto", "gssapi", "keyutils", "com_err"),
    )
]
"""Libraries every Linux desktop has in a version that fits its other parts: packages depend on them instead."""


def needed(destination: str, platform: str) -> bool:
    """Whether the file belongs into the bundle for the platform (as in `sys.platform`)."""
    patterns = _QT + (_HOST if platform == "linux" else [])
    return not any(fnmatch(destination.replace("\\", "/"), pattern) for pattern in patterns)
