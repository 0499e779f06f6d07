"""Profile `msp`: the main job, then a guided priority with its due time, the channels, and the phone card offline."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QRadioButton

from trayapp.core.link import Link
from trayapp.demo.tours.main_job import MainJob
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.parts.phone_card import PhoneCard
from trayapp.ui.recorder.bar import Bar
from trayapp.ui.recorder.review import Review

_CLICKS = (QPoint(164, 57), QPoint(260, 180))
"""A button and a mail of the window that the virtual desktop shows."""


class Msp(MainJob):
    """The desktop app near the clock (APP-1 to APP-10, PR-1 to PR-8, CH-1, CH-2)."""

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from super().walk()
        yield from self._channels()
        yield from self._show_steps()
        yield from self._be_guided()
        yield from self._go_offline()

    def _channels(self) -> Walk:
        """Every way to reach support that the policy names."""
        yield from self.turn_to("help")
        yield from self.look("channels")
        self.main.close()

    def _show_steps(self) -> Walk:
        """What somebody did, recorded and told in words."""
        yield from self.open_dialog()
        yield from self.press(self.dialog, "Show us what you did")
        yield Until(lambda: self.window(Bar) is not None, "the recording to begin")
        for place in _CLICKS:
            self.hands.move(place)
            yield Still(0.4)
            self.hands.click_at(place)
            yield Still(1.5)
        yield from self.look("recording", 0.2)
        yield from self.press(self.window(Bar), "Stop")
        yield Until(lambda: self.window(Review) is not None, "the steps")
        yield from self.look("steps", 1.5)
        yield from self.press(self.window(Review), "Use them")
        yield Until(lambda: self.window(Review) is None and self.dialog is not None, "the dialog")
        yield from self.look("steps-in-the-ticket", 1)
        self.hands.key("Escape")
        yield Still(0.6)
        yield from self.press(self.dialog, "Throw away")
        yield Until(lambda: self.dialog is None, "the dialog to close")

    def _be_guided(self) -> Walk:
        """Questions lead to a priority, with the time an answer is due."""
        yield from self.open_dialog()
        self.hands.type("I cannot log in to my computer")
        yield from self.press(self.dialog, "Urgency")
        popover = self.dialog.form.urgency.popover if self.dialog else None
        yield Until(lambda: popover is not None and popover.isVisible(), "the questions")
        for answer in ("Only me", "Yes, the work cannot go on"):
            yield from self.press(popover, answer)
        without = (
            [item for item in popover.findChildren(QRadioButton) if item.text() == "No"] if popover else []
        )
        self.hands.click(without[-1])  # two questions have this answer; the last asks for a workaround
        yield Still()
        yield from self.look("guided-priority")
        self.hands.key("Escape")
        yield from self.look("guided-priority-chosen")
        self.hands.key("Escape")
        yield Still(0.6)
        yield from self.press(self.dialog, "Discard")
        yield Until(lambda: self.dialog is None, "the dialog to close")

    def _go_offline(self) -> Walk:
        """The network is gone: whom to call, and what to quote."""
        self.portal.stop()
        self.context.sync_now()
        yield Until(lambda: self.context.link().link is Link.OFFLINE, "the portal to be missed")
        self.windows.show_page("help")
        yield Until(self.main.isVisible, "the main window")
        cards = self.main.pages.help.findChildren(PhoneCard)
        yield Until(lambda: any(card.isVisible() for card in cards), "the phone card")
        yield from self.look("phone-card-offline")
