"""The program in the tray: the icon first, then everything behind it."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from trayapp import log
from trayapp.app.bugs import tell_the_log
from trayapp.app.environment import without_token
from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.desktop.core_dumps import write_none
from trayapp.desktop.qt_log import keep_qt_messages
from trayapp.desktop.single_instance import SingleInstance, first_or_told
from trayapp.desktop.wishes import Wish, endpoint
from trayapp.paths import places
from trayapp.ui.menu import Command
from trayapp.ui.presence import Presence
from trayapp.ui.tray import Tray

if TYPE_CHECKING:  # loaded once the icon shows
    from trayapp.app.opened import App
    from trayapp.app.windows import Windows
    from trayapp.sync.worker import Worker
    from trayapp.ui.context import UiContext

_log = logging.getLogger(__name__)
_DONE = 0
_LOCAL_FAULT = 6
_NAME = "trayapp"
_IDLE = 1500
"""Milliseconds after which the first turmoil of a start is over."""
_PAINTED = 30
"""Milliseconds for the tray's host to take the icon and show it, before this process is busy loading the rest."""
Ready = Callable[["TrayProgram"], None]


class TrayProgram(QObject):
    """What runs from log-on to log-off. Until the store is open only the icon is there; wishes wait for it.

    `open_parts` gives everything that has no window; it is called once the icon shows.
    """

    def __init__(self, open_parts: Callable[[], App], qt: QApplication, ready: Ready | None = None) -> None:
        super().__init__()
        self._open_parts = open_parts
        self._app: App | None = None
        self._qt = qt
        self._ready = ready
        self._wishes: list[Wish] = []
        self._commands: list[Command] = []
        self.tray = Tray(self)
        self.presence = Presence(self.tray, parent=self)
        self.presence.chosen.connect(self._choose)
        self.context: UiContext | None = None
        self.windows: Windows | None = None
        self._worker: Worker | None = None

    def start(self) -> None:
        """Show the icon; the rest follows once it can be seen."""
        self.presence.start()
        QTimer.singleShot(0, self, lambda: _log.info("tray icon shown"))
        QTimer.singleShot(_PAINTED, self, self._complete)

    def fulfil(self, wish: Wish) -> None:
        """A second start asked for something; it may come before the store is open."""
        if self.windows is None:
            self._wishes.append(wish)
            return
        if wish.action == "account" and self._app is not None:
            self._app.session.look_again()
        if wish.action in {"account", "sync"}:
            self._changed_elsewhere()
            return
        if wish.action == "settings":
            self._use_hot_key()
            return
        if wish.action == "dialog":
            self.presence.bring_up()
        self.windows.fulfil(wish)

    def leave(self) -> None:
        """End the program; what is being written is kept first."""
        from trayapp.ui.submit.flow import put_away

        try:
            if self.windows is not None:
                self.windows.keep_now()
            if self.context is not None:
                put_away(self.context)
        except LocalFault as fault:
            _tell(fault)
            return
        self._qt.quit()

    def keep_now(self) -> None:
        """The session may be about to end: keep what is being written. Raises `LocalFault`."""
        from trayapp.ui.submit.flow import keep_now

        if self.context is not None:
            keep_now(self.context)
        if self.windows is not None:
            self.windows.keep_now()

    def tear_down(self) -> None:
        """After the loop has ended: threads, then windows, then the store."""
        stopped = self._worker is None or self._worker.stop()
        if self.windows is not None:
            self.windows.close()
        self.presence.close()
        if self.context is not None:
            self.context.global_key.close()
            self.context.background.shutdown()
        if self._app is not None and not stopped:
            self._app.abandon()
        # Icons of widgets that are gone must not be left to the collection at the interpreter's end: without an
        # application Qt frees them wrongly, and the program ends with a fault.
        gc.collect()

    def _choose(self, command: Command) -> None:
        """Something was chosen from the icon; it may come before the store is open."""
        if self.windows is None:
            self._commands.append(command)
        else:
            self.windows.obey(command)

    def _complete(self) -> None:
        """Open the store and build what stands on it."""
        from trayapp.app.memory import share_one_heap

        share_one_heap()
        try:
            self._build(self._open_parts())
        except LocalFault as fault:
            _log.error("the program cannot start: %s", fault)
            _tell(fault)
            self._qt.exit(_LOCAL_FAULT)
            return
        for wish in self._wishes:
            self.fulfil(wish)
        for command in self._commands:
            self._choose(command)
        if self._ready is not None:
            self._ready(self)
        QTimer.singleShot(_IDLE, self, self._warm_up)

    def _build(self, app: App) -> None:
        from trayapp.app.hot_key import HotKey
        from trayapp.app.ui_parts import make_context
        from trayapp.app.windows import Windows
        from trayapp.desktop.notifications import notifier
        from trayapp.ui import theme
        from trayapp.ui.icons import icon
        from trayapp.ui.notices import Notices
        from trayapp.ui.texts import tray as words

        self._app = app
        self._qt.setWindowIcon(icon("trayapp", theme.accent))
        context = make_context(app, self._qt, self, self._sync_now, self._key_pressed)
        self.context = context
        self._hot_key = HotKey(app.preferences, context.global_key)
        app.setting_heard = self._hot_key.hear
        windows = self.windows = Windows(context, self.leave)
        tell = notifier(windows.open_target, self.tray.icon, words.APP, _NAME)
        notices = Notices(tell, context.notes, context.preferences, context.clock)
        context.bridge.event.connect(notices.tell)
        self.presence.follow(context)
        self._notices = notices
        self._worker = app.make_worker(context.bridge.emit_event)
        self._worker.start()
        self._use_hot_key()
        context.background.run(app.store.sweep, lambda swept: _log.info("spool: %s", swept), owner=self)
        if app.store.salvage is not None:
            saved = app.store.salvage
            notices.tell_of_salvage(saved.operations, complete=saved.complete)

    def _warm_up(self) -> None:
        from trayapp.app.memory import give_back
        from trayapp.ui.submit.warm_up import warm_up

        if self.context is not None:
            warm_up(self.context, self)
        QTimer.singleShot(_IDLE, self, give_back)

    def _changed_elsewhere(self) -> None:
        """The command line has written to the store this program shows."""
        from trayapp.core.events import OutboxChanged, TicketsChanged

        if self.context is not None:
            self.context.bridge.emit_event(OutboxChanged())
            self.context.bridge.emit_event(TicketsChanged())
        self._sync_now()

    def _use_hot_key(self) -> None:
        """The key that is set now; the desktop may have to be asked."""
        if self.context is not None:
            self.context.background.run(self._hot_key.use, lambda _: None, owner=self)

    def _key_pressed(self) -> None:
        """The same as a click on the icon, from anywhere; while steps are recorded it marks one."""
        if self.windows is None:
            self._commands.append(Command.NEW_TICKET)
        else:
            self.windows.key_pressed()

    def _sync_now(self) -> None:
        if self._worker is not None:
            self._worker.wake()


def run(
    home: str | None = None, *, verbose: bool = False, ready: Ready | None = None, wish: Wish | None = None
) -> int:
    """The program until it is left; the exit code. `ready` is called once everything is there.

    `wish`: what the one that runs already is asked for instead of the dialog; where none runs, this one does it.
    """
    tell_the_log()
    write_none(os.environ)
    log.begin(verbose=verbose)
    with ExitStack() as stack:
        environment = stack.enter_context(without_token())  # before Qt, which may start programs
        qt = _application()

        def open_parts() -> App:
            from trayapp.app.opened import open_app
            from trayapp.app.own_folders import close_to_others

            app = stack.enter_context(open_app(home, environment=environment))
            log.set_up(app.places.logs, app.preferences.values().log_level, verbose=verbose)
            close_to_others(app.places)
            return app

        program = TrayProgram(open_parts, qt, ready)
        try:
            first = first_or_told(endpoint(places(home).data), wish or Wish(), program.fulfil)
        except TrayAppError as error:
            _tell(error)
            return _LOCAL_FAULT
        if first is None:
            return _DONE
        if wish is not None:
            program.fulfil(wish)
        return _run(program, qt, first)


def _run(program: TrayProgram, qt: QApplication, first: SingleInstance) -> int:
    with ExitStack() as ending:
        ending.callback(first.close)
        ending.callback(program.tear_down)
        program.start()
        QTimer.singleShot(0, first, lambda: ending.enter_context(_hearing(program, qt, first)))
        return qt.exec()


@contextmanager
def _hearing(program: TrayProgram, qt: QApplication, first: SingleInstance) -> Iterator[None]:
    """Later starts, signals and the end of the session are heard; the latter two until the end of the loop."""
    from trayapp.desktop.exit_signals import ExitSignals
    from trayapp.desktop.session_end import SessionEnd

    first.listen()
    signals, session = ExitSignals(program.leave), SessionEnd(qt, program.keep_now, _tell)
    try:
        yield
    finally:
        session.close()
        signals.close()


def _application() -> QApplication:
    keep_qt_messages()
    qt = QApplication([_NAME])
    qt.setApplicationName(_NAME)
    qt.setDesktopFileName(_NAME)
    qt.setQuitOnLastWindowClosed(False)
    return qt


def _tell(error: TrayAppError) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QMessageBox

    from trayapp.core.operation import problem_of
    from trayapp.ui.hints import plain
    from trayapp.ui.texts.errors import explain

    explanation = explain(problem_of(error))
    box = QMessageBox(QMessageBox.Icon.Warning, "", explanation.title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(plain(explanation.hint))
    box.exec()
