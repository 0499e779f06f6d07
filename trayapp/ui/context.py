"""What windows are handed: the use cases and the ports they show. Built by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.core.events import LinkChanged
from trayapp.core.model import Contact, RemoteFile, Role, TicketRef
from trayapp.core.ports import (
    Bell,
    Capturer,
    Clock,
    Drafts,
    Encoded,
    FactsCollector,
    GlobalKey,
    InputWatcher,
    Knowledge,
    Outbox,
    PictureDrafts,
    RawShot,
    ScreenText,
    Tickets,
    WindowList,
    WindowNotes,
)
from trayapp.core.ports.connecting import Connector
from trayapp.core.service import Desk
from trayapp.core.session import Preferences, Session
from trayapp.ui.background import Background
from trayapp.ui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class UiContext:
    """Everything a window may use; nothing else is reached for."""

    desk: Desk
    outbox: Outbox
    tickets: Tickets
    notes: WindowNotes
    drafts: Drafts
    knowledge: Knowledge
    bell: Bell
    clock: Clock
    bridge: Bridge
    """Events of the worker as a signal on the UI thread."""
    background: Background
    """Runs a job off the UI thread and calls back on it."""
    capturer: Capturer
    encode: Callable[[RawShot], Encoded]
    """A lossless form without metadata, quickly; still, run it in the background."""
    window_list: WindowList
    screen_text: ScreenText
    input: InputWatcher
    global_key: GlobalKey
    picture_drafts: PictureDrafts
    facts: FactsCollector
    preferences: Preferences
    session: Session
    link: Callable[[], LinkChanged]
    """How the portal was last met."""
    sync_now: Callable[[], None]
    fetch_file: Callable[[TicketRef, RemoteFile], Path]
    """Download into the cache; blocks, run it in the background. Raises `TrayAppError`."""
    find_contacts: Callable[[str, Role], Sequence[Contact]]
    """Asks the portal; blocks, run it in the background. Raises `TrayAppError`."""
    connect: Connector
    """Finds out what runs at an address; blocks, run it in the background. Raises `TrayAppError`."""
    open_path: Callable[[Path], None]
    open_url: Callable[[str], None]
    state_folder: Path | None = None
    """Where windows remember their sizes; `None`: nowhere."""
    improve: Callable[[RawShot, Encoded], Encoded] = lambda _shot, encoded: encoded
    """The smallest lossless form that the portal can show; takes seconds, and nobody waits for it."""
    mend_capture: Callable[[LocalFault], None] = lambda _fault: None
    """Does what `core.ports.Mend` in the fault's `params["mend"]` says; after ASK_AGAIN take the picture again.

    Blocks some seconds: run it in the background. Raises `LocalFault`.
    """
