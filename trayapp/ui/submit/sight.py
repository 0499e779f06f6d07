"""Brings a part of the form into sight, once it has its size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea

from trayapp.ui.note import Complaint
from trayapp.ui.submit.form import Form
from trayapp.ui.theme import GAP


def bring_complaint(scroll: QScrollArea, form: Form) -> None:
    """The first reason that is told."""

    def bring() -> None:
        said = [each for each in form.findChildren(Complaint) if each.isVisible()]
        if said:
            scroll.ensureWidgetVisible(min(said, key=lambda each: each.mapTo(form, QPoint()).y()), 0, GAP)

    QTimer.singleShot(0, form, bring)


def bring_payload(scroll: QScrollArea, form: Form) -> None:
    """What will be sent, when it was folded out."""

    def bring() -> None:
        scroll.verticalScrollBar().setValue(form.payload.mapTo(form, QPoint()).y() - GAP)

    QTimer.singleShot(0, form, bring)
