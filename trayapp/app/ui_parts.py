"""Wires the real parts into what windows are handed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from trayapp.app.opened import App
from trayapp.app.opening import open_file
from trayapp.capture.choose import choose
from trayapp.capture.encode import encode
from trayapp.capture.screens import Screens
from trayapp.core.events import Event, Link, LinkChanged
from trayapp.core.model import Fact
from trayapp.core.ports import Capturer, FactsCollector, RawShot
from trayapp.machine.collect import MachineFacts
from trayapp.ui.background import Background
from trayapp.ui.bridge import Bridge
from trayapp.ui.context import UiContext


class ClickMoment:
    """Camera and facts of one click: the active window is noted before the pictures, while it is still active."""

    def __init__(self, camera: Capturer, facts: MachineFacts) -> None:
        self._camera = camera
        self._facts = facts

    def grab(self) -> Sequence[RawShot]:
        """Every monitor, at once. Raises `LocalFault`."""
        self._facts.at_click()
        return self._camera.grab()

    def collect(self, tell: Callable[[Fact], None]) -> Sequence[Fact]:
        """Every fact; see `MachineFacts`."""
        return self._facts.collect(tell)


class LastLink:
    """Remembers how the portal was last met, for windows that open later."""

    def __init__(self, app: App) -> None:
        self._last = LinkChanged(Link.UNKNOWN, app.clock())

    def __call__(self) -> LinkChanged:
        return self._last

    def hear(self, event: Event) -> None:
        """Note it, if the event is one."""
        if isinstance(event, LinkChanged):
            self._last = event


def make_context(app: App, qt: QGuiApplication, owner: QObject, sync_now: Callable[[], None]) -> UiContext:
    """Everything windows may use. Raises `LocalFault` when the store cannot be opened."""
    store = app.store
    bridge, link, screens = Bridge(owner), LastLink(app), Screens(qt)
    bridge.event.connect(link.hear)
    moment = ClickMoment(choose(os.environ, screens), app.facts(screens.describe))
    facts: FactsCollector = moment
    return UiContext(
        desk=app.desk,
        outbox=store.outbox,
        tickets=store.tickets,
        notes=store.notes,
        drafts=store.drafts,
        clock=app.clock,
        bridge=bridge,
        background=Background(parent=owner),
        capturer=moment,
        encode=encode,
        facts=facts,
        preferences=app.preferences,
        session=app.session,
        link=link,
        sync_now=sync_now,
        fetch_file=app.downloads.fetch,
        open_path=open_file,
        open_url=_open_url,
        state_folder=app.places.data,
    )


def _open_url(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
