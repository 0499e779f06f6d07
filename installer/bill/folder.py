"""The folder LICENSES of the frozen program: who made its parts, under which licence, with every text in full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from installer.bill.collect import ROOT
from installer.bill.component import Component
from installer.bill.frozen import Frozen, everything
from installer.bill.licence import allowed, chosen

_HERE = Path(__file__).parent
_COPYLEFT = ("LGPL-3.0-only", "GPL-3.0-only")
_NEEDS_NOTICE = "Qt"
_SOURCES = {
    "MPL-2.0": "Its source is in the package of the same name and version at the Python Package Index.",
}
_HEAD = """\
What trayapp {version} is made of
{line}

trayapp itself, with its icons, pictures and styles, is under the MIT licence: trayapp/LICENSE.
{count} parts come from others, unchanged. Each has its licence's text in the folder named beside it; where it has a
copyright notice of its own, the text is its own. {qt}
"""


class NoText(Exception):
    """A licence whose text is not kept in texts/, for a component without a text of its own."""


def _kept(licence: str) -> Path:
    text = _HERE / "texts" / f"{licence}.txt"
    if not text.is_file():
        raise NoText(f"installer/bill/texts/{text.name} is missing")
    return text


def _texts(component: Component) -> list[Path]:
    """Its own; else the kept ones of the licences we take it under, and what those rest on."""
    if component.texts:
        return list(component.texts)
    wanted = chosen(component.licence)
    return [_kept(licence) for licence in (*wanted, *(_COPYLEFT if "LGPL-3.0-only" in wanted else ()))]


def _copy(component: Component, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for text in _texts(component):
        name = text.name if text.suffix or text.name.startswith("COPYING") else f"{text.name}.txt"
        shutil.copyfile(text, folder / name)


def _line(component: Component, folder: str) -> str:
    licence = " AND ".join(chosen(component.licence))
    return f"{f'{component.name} {component.version}'.strip():42} {licence:44} {folder}"


def _parts(frozen: Frozen, target: Path) -> Iterator[str]:
    for component in frozen.components:
        _copy(component, target / component.folder)
        yield _line(component, component.folder)
        for inner in everything(component.within):
            folder = f"{component.folder}/inside"
            _copy(inner, target / folder)
            yield "  with " + _line(inner, folder)
        for licence in chosen(component.licence):
            if licence in _SOURCES:
                yield f"    {_SOURCES[licence]}"


def _qt_notice(frozen: Frozen) -> str:
    of = {component.name: component.version for component in frozen.components}
    text = (_HERE / "qt_notice.txt").read_text("utf-8")
    minor = ".".join(of["Qt"].split(".")[:2])
    return text.format(
        qt=of["Qt"],
        pyside=of["PySide6_Essentials"],
        shiboken=of["shiboken6"],
        minor=minor,
        internal=frozen.bundle.name,
    )


def write(frozen: Frozen) -> Path:
    """LICENSES anew in the program's folder; raises NoText or NotAllowed."""
    target = frozen.folder / "LICENSES"
    shutil.rmtree(target, ignore_errors=True)
    (target / "trayapp").mkdir(parents=True)
    shutil.copyfile(ROOT / "LICENSE", target / "trayapp" / "LICENSE")
    lines = list(_parts(frozen, target))
    qt = ""
    if any(component.name == _NEEDS_NOTICE for component in frozen.components):
        (target / "qt" / "HOW-TO-REPLACE-QT.txt").write_text(_qt_notice(frozen), "utf-8")
        qt = "Qt's libraries may be replaced: qt/HOW-TO-REPLACE-QT.txt."
    title = f"What trayapp {frozen.version} is made of"
    head = _HEAD.format(version=frozen.version, line="=" * len(title), count=len(frozen.components), qt=qt)
    why = sorted({licence for part in everything(frozen.components) for licence in chosen(part.licence)})
    reasons = [f"{licence}: {allowed()[licence]}" for licence in why]
    (target / "README.txt").write_text(
        "\n".join([head, *lines, "", "What each asks for", "", *reasons, ""]), "utf-8"
    )
    return target
