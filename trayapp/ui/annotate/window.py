"""The mark-up window: the picture, the tools, what is kept at the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from trayapp.ui.annotate.proposals import Proposal
from trayapp.ui.pictures.picture import Picture


class Editor(QDialog):
    """Marks go onto the picture with Done, and not before. Modal to its parent's window; gone once it is closed."""

    def __init__(self, picture: Picture, parent: QWidget, proposals: Sequence[Proposal]) -> None:
        super().__init__(parent)
        self._picture = picture
        self._proposals = tuple(proposals)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)


def open_editor(
    picture: Picture,
    parent: QWidget,
    proposals: Sequence[Proposal] = (),
    *,
    done: Callable[[], None],
) -> Editor:
    """Open the window over `parent` and return at once.

    `picture` must have been read (`Picture.base` is not null). After Done its `mark` has been called with what was
    put on it (quick: the flattened bytes are made by the next `Picture.prepare`), then `done` is. After Cancel
    neither is.
    """
    editor = Editor(picture, parent, proposals)
    editor.accepted.connect(done)
    editor.open()
    return editor
