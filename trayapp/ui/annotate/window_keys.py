"""Keys of the mark-up window, wherever in it the focus is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut

from trayapp.ui.annotate.tools import KEYS

if TYPE_CHECKING:
    from trayapp.ui.annotate.window import Editor

_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_COLOURS = [
    Qt.Key.Key_1,
    Qt.Key.Key_2,
    Qt.Key.Key_3,
    Qt.Key.Key_4,
    Qt.Key.Key_5,
    Qt.Key.Key_6,
    Qt.Key.Key_7,
    Qt.Key.Key_8,
]


class WindowKeys:
    """Letters choose tools; the rest is named on the card of keys."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._plain: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Escape: editor.leave_tool,
            Qt.Key.Key_F1: editor.show_keys,
            Qt.Key.Key_Question: editor.show_keys,
            Qt.Key.Key_BracketLeft: lambda: editor.widen(-1),
            Qt.Key.Key_BracketRight: lambda: editor.widen(1),
            Qt.Key.Key_Plus: lambda: editor.zoom(1),
            Qt.Key.Key_Equal: lambda: editor.zoom(1),
            Qt.Key.Key_Minus: lambda: editor.zoom(-1),
            Qt.Key.Key_0: lambda: editor.zoom(0),
            Qt.Key.Key_1: lambda: editor.zoom(2),
        }

        # Shortcuts: Qt finds the letter on keyboards of other scripts too, and leaves it to words being typed.
        for name, letter in KEYS.items():
            shortcut = QShortcut(QKeySequence(letter), editor)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(editor.choose, name))

    def pressed(self, event: QKeyEvent) -> bool:
        """Whether the key was one of ours."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._editor.copy()
        elif modifiers & _CONTROL:
            return self._with_control(key)
        elif modifiers & _ALT:
            if key not in _COLOURS:
                return False
            self._editor.choose_colour(_COLOURS.index(key))
        elif key in self._plain:
            self._plain[key]()
        else:
            return False
        return True

    def _with_control(self, key: Qt.Key) -> bool:
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._editor.finish()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._editor.zoom(1)
            case Qt.Key.Key_Minus:
                self._editor.zoom(-1)
            case Qt.Key.Key_0:
                self._editor.zoom(0)
            case _:
                return False
        return True
