"""What the person signed in can do on this helpdesk, and what not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from trayapp.ui.expander import Expander
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.page import clear
from trayapp.ui.style_sheet import Tone, tone_colour
from trayapp.ui.texts.abilities import CAN, CAN_NOT, LATER, Ability
from trayapp.ui.theme import GAP, GRID
from trayapp.ui.widgets import Mark, label, paragraph

_MARKS = {True: "check", None: "help", False: "minus"}


class AbilitiesCard(Card):
    """Folded, unless it is new."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Ability, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(GAP, 0, 0, 0)
        self._lines.setSpacing(GRID)
        self.fold = Expander(CAN, self._body)
        self.column.addWidget(self.fold)

    def show_abilities(self, told: Sequence[Ability]) -> None:
        """Say these."""
        if tuple(told) == self._shown:
            return
        self._shown = tuple(told)
        clear(self._lines)
        for can, title in ((True, ""), (None, LATER), (False, CAN_NOT)):
            self._show_part(title, [one for one in told if one.can is can])

    def words(self) -> tuple[str, ...]:
        """What it says, line by line."""
        return tuple(ability.words for ability in self._shown)

    def _show_part(self, title: str, told: Sequence[Ability]) -> None:
        if told and title:
            self._lines.addSpacing(GAP)
            self._lines.addWidget(label(title, strong=True))
        for ability in told:
            self._lines.addWidget(_line(ability))

    def _body(self) -> QWidget:
        body = QWidget()
        body.setLayout(self._lines)
        return body


def _line(ability: Ability) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GAP)
    shade = Tone.DONE if ability.can else Tone.MUTED
    mark = Mark(_MARKS[ability.can], lambda palette: tone_colour(shade, palette), 16)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(paragraph(ability.words, shade=None if ability.can else Tone.MUTED), 1)
    return line
