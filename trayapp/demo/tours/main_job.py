"""The main job: from the icon to an answer, offline in between."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint

from trayapp.app.tray_program import TrayProgram
from trayapp.core.events import Answered, Event
from trayapp.core.operation import OpState
from trayapp.core.ports import Query
from trayapp.demo.house import House
from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.walk import Still, Until, Walk
from trayapp.ui.menu import Command

SUBJECT = "Mail refuses my password since this morning"
_MORE = "I have not changed it. Webmail works, Outlook asks again and again."
_ANSWER = "Thank you, that was quick. It works again."
_DUNST = QPoint(1084, 60)
"""Where the virtual desktop's notifications begin."""


class MainJob(Guide):
    """With a real pointer and keyboard, one picture for each step."""

    def __init__(self, program: TrayProgram, portal: House, folder: Path) -> None:
        super().__init__(program, portal, folder)
        self._answered = False
        self.context.bridge.event.connect(self._hear)

    def walk(self) -> Walk:
        """The steps, in order."""
        yield from self._look_at_tray()
        yield from self._write()
        yield from self._send_offline()
        yield from self._come_back()
        if self.can.views:
            yield from self._get_answer()
        if self.can.views and self.can.update:
            yield from self._reply()

    def _look_at_tray(self) -> Walk:
        """The icon, and its menu."""
        yield from self.arrive()
        self.hands.picture("tray")
        yield from self.open_menu()
        yield from self.look("menu", 0.4)
        self.hands.key("Escape")
        yield Still()

    def _write(self) -> Walk:
        """The dialog with its screenshot, filled in, and what will be sent."""
        yield from self.open_dialog()
        self.hands.type(SUBJECT)
        self.hands.key("Tab")
        self.hands.type(_MORE)
        if self.can.attachments:
            yield from self._mark_up()
        yield from self.look("dialog", 1)
        yield from self.press(self.dialog, "What will be sent")
        yield from self.look("what-will-be-sent", 1)
        yield from self.press(self.dialog, "What will be sent")

    def _mark_up(self) -> Walk:
        """What looks private is proposed and hidden; an arrow shows what it is about."""
        yield Still(1.5)  # what may help already comes between, and moves what stands below
        if self.proposes:
            yield Until(self._proposed, "places that look private to be proposed")
            yield from self.look("proposed", 0.6)
            yield from self.press(self.dialog, "Look at")
            yield Until(lambda: self.editor is not None, "the picture")
            yield from self.look("proposed-places", 0.6)
            yield from self.press(self.editor, "Hide all")
        else:
            yield from self.press(self.dialog, "Mark up / hide")
            yield Until(lambda: self.editor is not None, "the picture")
        editor = self.editor
        if editor is None:
            return
        self.hands.key("a")
        picture = editor.canvas.rect()
        at = editor.canvas.mapToGlobal(picture.topLeft())
        self.hands.drag(
            at + QPoint(round(picture.width() * 0.4), round(picture.height() * 0.42)),
            at + QPoint(round(picture.width() * 0.3), round(picture.height() * 0.16)),
        )
        yield from self.look("mark-up", 0.6)
        yield from self.press(editor, "Done")
        yield Until(lambda: self.editor is None, "the picture to close")

    def _proposed(self) -> bool:
        try:
            return self.button(self.dialog, "Look at").isVisible()
        except LookupError:
            return False

    def _send_offline(self) -> Walk:
        """The portal is gone; the ticket is safe all the same."""
        self.portal.stop()
        self.hands.key("ctrl+Return")
        yield Until(lambda: self.dialog is None, "the dialog to close")
        yield from self.look("saved", 0.4)
        yield from self.open_page(Command.OUTBOX)
        yield Until(lambda: self.states() == [OpState.WAITING], "the ticket to wait in the outbox")
        yield from self.look("outbox-offline", 1)

    def _come_back(self) -> Walk:
        """The portal is there again, and the ticket gets its number."""
        self.portal.start()
        self.hands.click(self.button(self.main.pages.outbox, "Try now"))
        yield Until(lambda: not self.states(), "the ticket to be delivered")
        yield from self.look("outbox-sent", 1)
        yield from self.turn_to("tickets")
        yield from self.look("tickets", 0.4)
        self.main.close()

    def _get_answer(self) -> Walk:
        """The agent answers: a notification, and a click on it opens the ticket."""
        self.portal.serve(self._sent())
        if not self.can.events:
            self.context.sync_now()  # it would be asked within a minute
        yield Until(lambda: self._answered, "the agent's answer")
        yield from self.look("notification", 1)
        self.hands.click_at(_DUNST)
        yield Until(self.main.isVisible, "the ticket to open by the notification")
        self.hands.click_at(_DUNST, button=2)  # the rest goes
        yield from self.look("answer", 1.5)

    def _reply(self) -> Walk:
        """The employee answers, too."""
        self.hands.click(self.main.pages.tickets.view.answer.edit)
        self.hands.type(_ANSWER)
        self.hands.key("ctrl+Return")
        yield Until(lambda: not self.states(), "the answer to be delivered")
        yield from self.look("replied", 1.5)

    def _sent(self) -> str:
        """The ticket that was written."""
        return next(row.id for row in self.context.tickets.page(Query("open")) if row.subject == SUBJECT)

    def _hear(self, event: Event) -> None:
        self._answered |= isinstance(event, Answered)
