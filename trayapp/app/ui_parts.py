"""Wires the real parts into what windows are handed."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from trayapp.app.camera import camera
from trayapp.app.opened import App
from trayapp.app.opening import open_file
from trayapp.capture.encode import encode
from trayapp.capture.encode_best import improve
from trayapp.capture.input.watcher import input_watcher
from trayapp.capture.mend import mend
from trayapp.capture.screen_text import screen_text
from trayapp.capture.screens import Screens
from trayapp.capture.window_list.choose import window_list
from trayapp.core.events import Event, Link, LinkChanged
from trayapp.desktop.global_key.choose import global_key
from trayapp.ui.background import Background
from trayapp.ui.bridge import Bridge
from trayapp.ui.context import UiContext
from trayapp.ui.texts import submit as words


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


Act = Callable[[], None]


def make_context(
    app: App, qt: QGuiApplication, owner: QObject, sync_now: Act, key_pressed: Act = lambda: None
) -> UiContext:
    """Everything windows may use. Raises `LocalFault`. `key_pressed`: on the UI thread, for the key from anywhere."""
    store, bridge, background = app.store, Bridge(owner), Background(parent=owner)
    link, screens = LastLink(app), Screens(qt)
    windows = window_list(os.environ, screens)
    bridge.event.connect(link.hear)
    return UiContext(
        desk=app.desk,
        outbox=store.outbox,
        tickets=store.tickets,
        notes=store.notes,
        drafts=store.drafts,
        knowledge=store.knowledge,
        bell=store.bell,
        clock=app.clock,
        bridge=bridge,
        background=background,
        capturer=camera(app, screens),
        encode=encode,
        window_list=windows,
        screen_text=screen_text(os.environ, windows),
        input=input_watcher(os.environ, app.clock),
        global_key=global_key(os.environ, lambda: background.post(key_pressed), words.TITLE),
        picture_drafts=app.picture_drafts,
        facts=app.facts(screens.describe),
        preferences=app.preferences,
        session=app.session,
        link=link,
        sync_now=sync_now,
        fetch_file=app.downloads.fetch,
        find_contacts=app.find_contacts,
        connect=app.connect,
        open_path=open_file,
        open_url=_open_url,
        state_folder=app.places.data,
        mend_capture=mend,
        improve=lambda shot, encoded: improve(shot, encoded, app.desk.picture_formats),
    )


def _open_url(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
