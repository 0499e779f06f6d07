"""What a portal tells of, and what stands in the strip beside what is being written."""

from __future__ import annotations

from datetime import timedelta

from tests.ui.samples import NOW
from trayapp.core.model import Announcement
from trayapp.ui.submit.dialog import SubmissionDialog

OUTAGE = Announcement(
    "a7", "Mail outage, all sites", "We are on it.", "outage", NOW - timedelta(hours=1), incident=True
)
MAINTENANCE = Announcement("a8", "Printers rest on Saturday", "From 8 to 10.", "info", NOW)


def write(dialog: SubmissionDialog, subject: str, description: str = "") -> None:
    """Type it."""
    dialog.form.writing.fill(subject, description)


def lines(dialog: SubmissionDialog) -> list[str]:
    """What the strip says."""
    strip = dialog.form.helping.strip
    return [line.hint.text for line in strip.lines] if strip.isVisible() else []


def press(dialog: SubmissionDialog, action: str) -> None:
    """Press the first button of that text in the strip."""
    buttons = [each for line in dialog.form.helping.strip.lines for each in line.buttons]
    next(each for each in buttons if each.text() == action).click()
