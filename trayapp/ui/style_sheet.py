"""Dresses a window: our few marks everywhere, and softer controls where the platform has no style of its own."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from trayapp.ui import theme
from trayapp.ui.theme import RADIUS, State


class Look(StrEnum):
    """What a widget is, for the sheet; set with `look`."""

    PRIMARY = "primary"
    """The one button that a window is for."""
    QUIET = "quiet"
    """A button that looks like its text until it is pointed at."""
    CARD = "card"
    TILE = "tile"
    ADD = "add"
    CHIP = "chip"
    LINE = "line"
    POPOVER = "popover"
    TICK = "tick"
    """A check box that draws its own tick."""
    FOLD = "fold"
    """The line of an expander; its words stand at the edge."""
    ENTRY = "entry"
    """A line of a menu in a window."""
    READING = "reading"
    """A part that Tab reaches, to scroll it by the keyboard."""
    CROSS = "cross"
    """Takes something out; lies on a picture or at the end of a chip."""
    TOOL = "tool"
    """One of a row of tools; the one in use is filled."""


class Tone(StrEnum):
    """The colour of a label or a note."""

    MUTED = "muted"
    ACCENT = "accent"
    FAILED = "failed"
    WARNING = "warning"
    DONE = "done"


def look(widget: QWidget, value: Look) -> None:
    """Tell the sheet what the widget is."""
    widget.setProperty("look", value.value)


def tone(widget: QWidget, value: Tone | None) -> None:
    """Colour a label or note; takes effect at once, also on a window that is already shown."""
    widget.setProperty("tone", value.value if value else "")
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def tone_colour(value: Tone, palette: QPalette) -> QColor:
    """The colour behind the name."""
    match value:
        case Tone.MUTED:
            return theme.muted(palette)
        case Tone.ACCENT:
            return theme.accent(palette)
        case Tone.FAILED:
            return theme.state_colour(State.FAILED, palette)
        case Tone.WARNING:
            return theme.state_colour(State.WAITING_FOR_YOU, palette)
        case Tone.DONE:
            return theme.state_colour(State.RESOLVED, palette)


def dress(window: QWidget) -> None:
    """Give the window our sheet, now and whenever its palette changes."""
    _Dresser(window).put_on()


class _Dresser(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._worn = ""
        window.installEventFilter(self)

    def put_on(self) -> None:
        # The application's palette, not the window's: a sheet with colours changes the latter.
        sheet = _sheet(QApplication.palette())
        if sheet != self._worn:
            self._worn = sheet
            self._window.setStyleSheet(sheet)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange}:
            self.put_on()
        return False


def _sheet(palette: QPalette) -> str:
    colours = {
        "window": palette.window().color(),
        "base": palette.base().color(),
        "text": palette.windowText().color(),
        "muted": theme.muted(palette),
        "line": theme.line(palette),
        "outline": theme.outline(palette),
        "accent": theme.accent(palette),
        "accent_hover": theme.mix(theme.accent(palette), palette.windowText().color(), 0.16),
        "on_accent": theme.on_accent(palette),
        "hover": theme.mix(palette.windowText().color(), palette.window().color(), 0.92),
        "pressed": theme.mix(palette.windowText().color(), palette.window().color(), 0.86),
        "raised": theme.mix(palette.base().color(), palette.window().color(), 0.35),
        "faint": theme.mix(palette.windowText().color(), palette.window().color(), 0.6),
    }
    parts = [_OURS, *(_tones(palette)), _SOFT if QApplication.style().objectName() == "fusion" else ""]
    sheet = "".join(parts)
    for name, colour in colours.items():
        sheet = sheet.replace(f"@{name};", f"{colour.name()};").replace(f"#{{{name}}}", colour.name())
    return sheet.replace("@radius", f"{RADIUS}px")


def _tones(palette: QPalette) -> list[str]:
    made = []
    for value in Tone:
        colour = tone_colour(value, palette)
        ground, edge = theme.tint(colour, palette, 0.1), theme.tint(colour, palette, 0.4)
        made.append(
            f'QLabel[tone="{value}"] {{ color: {colour.name()}; }}'
            f'QFrame[look="note"][tone="{value}"] {{ background: {ground.name()};'
            f" border: 1px solid {edge.name()}; border-radius: {RADIUS}px; }}"
        )
    return made


_OURS = """
QPushButton, QToolButton { outline: none; }
QScrollArea[look="reading"] { border: 2px solid transparent; border-radius: @radius; }
QScrollArea[look="reading"]:focus { border-color: @accent; }
QPushButton[look="primary"] { background: @accent; color: @on_accent; border: 2px solid @accent;
  border-radius: @radius; padding: 5px 16px; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[look="primary"]:focus { border: 2px solid @text; padding: 5px 16px; }
QPushButton[look="primary"]:disabled { background: @pressed; border-color: @pressed; color: @muted; }
QPushButton[look="quiet"], QToolButton[look="quiet"] { background: transparent; border: 2px solid transparent;
  border-radius: @radius; padding: 3px 6px; color: @text; }
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: @hover; }
QPushButton[look="quiet"]:pressed, QToolButton[look="quiet"]:pressed { background: @pressed; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border: 2px solid @accent; padding: 3px 6px; }
QPushButton[look="quiet"]:disabled, QToolButton[look="quiet"]:disabled { color: @faint; border-color: transparent; }
QPushButton[look="fold"] { background: transparent; border: 2px solid transparent; border-radius: @radius;
  padding: 3px 6px 3px 0; text-align: left; color: @text; }
QPushButton[look="fold"]:hover { background: @hover; }
QPushButton[look="fold"]:focus { border: 2px solid @accent; padding: 3px 6px 3px 0; }
QFrame[look="note"] QPushButton { font-weight: 600; }
QPushButton[look="entry"] { background: transparent; border: 2px solid transparent; border-radius: @radius;
  padding: 5px 8px; text-align: left; color: @text; }
QPushButton[look="entry"]:hover { background: @hover; }
QPushButton[look="entry"]:pressed { background: @pressed; }
QPushButton[look="entry"]:focus { border: 2px solid @accent; padding: 5px 8px; }
QFrame[look="card"] { background: @base; border: 1px solid @line; border-radius: 8px; }
QFrame[look="popover"] { background: @window; border: 1px solid @outline; }
QFrame[look="chip"] { background: @hover; border: 1px solid @line; border-radius: @radius; }
QToolButton[look="chip"] { background: @hover; border: 1px solid @line; border-radius: @radius; padding: 4px 8px;
  color: @text; }
QToolButton[look="chip"]:hover { border-color: @outline; }
QToolButton[look="chip"]:focus { border: 2px solid @accent; padding: 3px 7px; }
QToolButton[look="chip"]:disabled { color: @muted; }
QProgressBar { background: @pressed; border: none; border-radius: 2px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QFrame[look="line"] { background: @line; border: none; max-height: 1px; min-height: 1px; }
QToolButton[look="tile"] { background: @pressed; border: 2px solid @line; border-radius: @radius; padding: 0; }
QToolButton[look="tile"]:hover { border-color: @outline; }
QToolButton[look="tile"]:focus { border: 2px solid @accent; }
QToolButton[look="add"] { background: transparent; border: 2px dashed @outline; border-radius: @radius;
  color: @text; padding: 4px; }
QToolButton[look="add"]:hover { background: @hover; }
QToolButton[look="add"]:focus { border: 2px solid @accent; }
QToolButton[look="cross"] { background: @window; border: 1px solid @outline; border-radius: 11px; padding: 0; }
QToolButton[look="cross"]:hover { background: @pressed; }
QToolButton[look="cross"]:focus { border: 2px solid @accent; }
QToolButton[look="tool"] { background: transparent; border: 2px solid transparent; border-radius: @radius;
  padding: 3px; color: @text; }
QToolButton[look="tool"]:hover { background: @hover; }
QToolButton[look="tool"]:checked { background: @accent; color: @on_accent; }
QToolButton[look="tool"]:focus { border: 2px solid @accent; }
QToolButton[look="tool"]:checked:focus { border: 2px solid @text; }
QToolButton[look="tool"]:disabled { color: @faint; }
QScrollArea { background: transparent; border: none; }
"""

_SOFT = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox { background: @base; border: 1px solid @outline;
  border-radius: @radius; padding: 6px 8px; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit, QTextEdit { padding: 3px 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid @accent; padding: 5px 7px; }
QLineEdit, QComboBox, QSpinBox, QPushButton { min-height: 18px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 2px 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: @muted; background: @window; }
QComboBox { padding-right: 24px; combobox-popup: 0; }
QComboBox:focus { padding-right: 23px; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 4px; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: @base; color: @text; border: 1px solid @outline; padding: 4px;
  selection-background-color: @accent; selection-color: @on_accent; outline: none; }
QPushButton { background: @raised; border: 1px solid @outline; border-radius: @radius; padding: 6px 15px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @pressed; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 14px; }
QPushButton:disabled { color: @faint; border-color: @line; }
QCheckBox[look="tick"], QRadioButton { spacing: 8px; border: 2px solid transparent; border-radius: 4px;
  padding: 1px 2px 1px 0; }
QCheckBox[look="tick"]:focus, QRadioButton:focus { border: 2px solid @accent; }
QCheckBox[look="tick"]::indicator { width: 14px; height: 14px; border: 1px solid @outline; border-radius: 4px;
  background: @base; }
QCheckBox[look="tick"]::indicator:checked, QCheckBox[look="tick"]::indicator:indeterminate { background: @accent;
  border-color: @accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @outline; border-radius: 8px;
  background: @base; }
QRadioButton::indicator:checked { border-color: @accent; background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5,
  fx: 0.5, fy: 0.5, stop: 0 #{on_accent}, stop: 0.42 #{on_accent}, stop: 0.52 #{accent}, stop: 1 #{accent}); }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @faint; border-radius: 4px; margin: 1px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @base; color: @text; border: 1px solid @outline; padding: 4px; }
"""
