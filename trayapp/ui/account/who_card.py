"""Who is signed in: name, e-mail, company, level, and the portal."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from trayapp.core.model import Account, Probe
from trayapp.core.policy import Policy
from trayapp.ui import theme
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.page import clear
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import account as texts
from trayapp.ui.texts import by_mail, connect, people
from trayapp.ui.texts.when import ago
from trayapp.ui.theme import GAP, GROUP, Text, font
from trayapp.ui.widgets import button, label, paragraph

_SIDE = 48


class Portrait(QWidget):
    """Initials on a round ground; decoration."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = ""
        self.setFixedSize(_SIDE, _SIDE)

    def show_letters(self, letters: str) -> None:
        """Other initials."""
        self._letters = letters
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = QApplication.palette()
        accent = theme.accent(palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.tint(accent, palette, 0.16))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(accent)
        painter.setFont(font(Text.TITLE))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letters)
        painter.end()


class WhoCard(Card):
    """Signals:
    sign_out_wanted: the button.
    other_wanted: another helpdesk; or, while one is looked for, this one after all.
    """

    sign_out_wanted = Signal()
    other_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._portrait = Portrait()
        self.name = paragraph("", Text.TITLE)
        self.email = paragraph("", shade=Tone.MUTED)
        self.email.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = QVBoxLayout()
        self.sign_out = button(texts.SIGN_OUT)
        self.sign_out.clicked.connect(self.sign_out_wanted)
        self.other = button(connect.USE_ANOTHER)
        self.other.clicked.connect(self.other_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.email)
        row = QHBoxLayout()
        row.setSpacing(GROUP)
        row.addWidget(self._portrait, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sign_out, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)
        self.column.addLayout(self._facts)

    def offer_another(self, *, can: bool, moving: bool) -> None:
        """Whether the employee may choose the helpdesk, and is about to."""
        self.other.setVisible(can)
        self.other.setText(connect.STAY_HERE if moving else connect.USE_ANOTHER)
        self.sign_out.setVisible(not moving)

    def show_person(
        self,
        probe: Probe | None,
        policy: Policy | None,
        portal_url: str,
        synced_at: datetime | None,
        now: datetime,
    ) -> None:
        """Show what the portal said of the person; before it said anything, only that somebody is signed in."""
        me = probe.me if probe else None
        name = (me.name or me.email) if me else texts.SIGNED_IN
        self.name.setText(name)
        self.email.setText(me.email if me else texts.UNCHECKED)
        self.email.setHidden(me is not None and me.email == name)
        self._portrait.show_letters(texts.initials(name) if me else "")
        self._portrait.setVisible(me is not None)
        portal = " · ".join(part for part in (probe.name if probe else "", portal_url) if part)
        synced = ago(synced_at, now) if synced_at else ""
        self._fill([*_about(me, policy), (texts.PORTAL, portal), *_news(probe, synced)])

    def _fill(self, lines: list[tuple[str, str]]) -> None:
        clear(self._facts)
        table = QWidget()
        form = QFormLayout(table)
        form.setContentsMargins(_SIDE + GROUP, GAP, 0, 0)
        form.setHorizontalSpacing(GROUP)
        for name, value in lines:
            if value:
                form.addRow(label(name, shade=Tone.MUTED), paragraph(value))
        self._facts.addWidget(table)


def _news(probe: Probe | None, synced: str) -> list[tuple[str, str]]:
    """When the portal last told something; where it tells nothing, that and how things are sent to it."""
    if probe is None or not by_mail.tells_nothing(probe):
        return [(texts.LAST_SYNC, synced)]
    return [(texts.ANSWERS, by_mail.by_mail_alone(probe.me.email)), ("", by_mail.unencrypted(probe))]


def _about(me: Account | None, policy: Policy | None) -> list[tuple[str, str]]:
    """Company, the level in the portal's words, what was billed, and on what terms support is given."""
    if me is None:
        return []
    level = policy.level(me.level) if policy else None
    credit = policy.texts.get("credits", people.CREDITS) if policy else people.CREDITS
    return [
        (texts.COMPANY, me.company),
        (texts.LEVEL, level.label if level else texts.level(me.level)),
        ("", level.meaning if level else ""),
        (credit, "" if me.credits is None else people.amount(me.credits)),
        (people.TERMS, "\n".join(me.terms)),
        (people.COUPON, me.coupon),
    ]
