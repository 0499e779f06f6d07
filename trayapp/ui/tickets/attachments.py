"""Files that will go with an answer: each with a button that takes it out again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from trayapp.ui.flow_layout import FlowLayout
from trayapp.ui.hints import plain
from trayapp.ui.icons import icon
from trayapp.ui.style_sheet import Look, look
from trayapp.ui.texts import tickets as texts

_NAME_WIDTH = 200


class Attachments(QWidget):
    """Signals:
    changed: a file was added or taken out.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._chips: dict[Path, QToolButton] = {}
        self.hide()

    @property
    def paths(self) -> tuple[Path, ...]:
        """In the order they were added."""
        return tuple(self._chips)

    def add(self, paths: Iterable[Path]) -> None:
        """Add files; one that is there already is not added twice."""
        for path in paths:
            if path not in self._chips:
                self._chips[path] = self._chip(path)
                self._flow.addWidget(self._chips[path])
        self._tell()

    def replace(self, paths: Iterable[Path]) -> None:
        """These instead of those."""
        for path in self.paths:
            self._take(path)
        self.add(paths)

    def _chip(self, path: Path) -> QToolButton:
        made = QToolButton(self)
        look(made, Look.CHIP)
        name = self.fontMetrics().elidedText(path.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH)
        made.setText(name.replace("&", "&&"))
        made.setIcon(icon("close"))
        made.setIconSize(QSize(12, 12))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAccessibleName(texts.REMOVE_FILE.format(name=path.name))
        made.setToolTip(plain(made.accessibleName()))
        made.clicked.connect(lambda: self._remove(path))
        return made

    def _remove(self, path: Path) -> None:
        self._take(path)
        self._tell()

    def _take(self, path: Path) -> None:
        chip = self._chips.pop(path)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _tell(self) -> None:
        self.setVisible(bool(self._chips))
        self.changed.emit()
