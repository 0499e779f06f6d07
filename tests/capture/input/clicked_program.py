"""A small program with a menu, a dialog, a text field and a tab; its title is the first word on its command line."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)


class SaveDialog(QDialog):
    """Asks for a name, which nobody is to be told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save as")
        column = QVBoxLayout(self)
        column.addWidget(QLineEdit("secret-name.odt"))
        save = QPushButton("Save")
        save.clicked.connect(self.accept)
        column.addWidget(save)
        self.resize(300, 120)
        self.move(300, 260)


class Writer(QMainWindow):
    """Pretends to be an office."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        menu = self.menuBar().addMenu("File")
        menu.addAction("Open")
        menu.addAction("Save as …").triggered.connect(lambda: SaveDialog(self).open())
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(QPlainTextEdit("what was written"))
        column.addWidget(QCheckBox("Track changes"))
        tabs = QTabWidget()
        tabs.addTab(page, "Home")
        tabs.addTab(QWidget(), "Layout")
        self.setCentralWidget(tabs)
        self.resize(600, 400)
        self.move(100, 80)


def main() -> int:
    """Until it is ended."""
    app = QApplication(sys.argv)
    window = Writer(sys.argv[1])
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
