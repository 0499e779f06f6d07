"""The program without its windows: settings, store, account, portal and sync, each made when first asked for."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trayapp.app.account import Account, AccountParts, TokenSource
from trayapp.app.downloads import Downloads
from trayapp.app.environment import without_token
from trayapp.app.named import named
from trayapp.app.portal_clock import ClockNotes, offset
from trayapp.app.program import tray_command
from trayapp.core.errors import Misconfigured
from trayapp.core.events import Emit
from trayapp.core.model import Contact, Role
from trayapp.core.ports import Authority, Autostart, Clock, PictureDrafts, Portal, Secrets
from trayapp.core.service import Desk
from trayapp.core.session import Value
from trayapp.paths import Places, places
from trayapp.settings.layered import LayeredSettings
from trayapp.settings.policy_toml import PolicyToml

if TYPE_CHECKING:  # rooms that are loaded when they are needed, not before the tray icon shows
    from trayapp.core.ports.connecting import Trial
    from trayapp.machine.collect import MachineFacts
    from trayapp.store.opened import Store
    from trayapp.store.salvage import Salvage
    from trayapp.sync.engine import Engine
    from trayapp.sync.store import SyncStore
    from trayapp.sync.worker import Worker

_SYNCED = frozenset({"portal_url", "portal_kind", "poll_seconds", "events"})
"""Settings that the worker is built from."""


def utc_now() -> datetime:
    """The program's clock."""
    return datetime.now(UTC)


class App:
    """The parts, wired. The store and everything on it are made at first use, so that settings work without them."""

    def __init__(
        self, folders: Places, clock: Clock, environment: Mapping[str, str], machine_file: Path | None
    ) -> None:
        self.places = folders
        self.clock = clock
        self.environment = environment
        self.preferences = LayeredSettings(
            folders.settings_file, machine_file, environment, self._setting_changed
        )
        self.policy_toml = PolicyToml(folders.settings_file, machine_file)
        """The administrator's words on what the server does not tell."""
        self.setting_heard: Callable[[str, Value], None] = lambda _key, _value: None
        """Hears of each changed setting after the program has acted on it; called on the thread that changed it."""
        self.salvage_heard: Callable[[Salvage], None] = lambda _salvage: None
        """Hears of a damaged database that was set aside just now; the first use of the store raises what it raises."""
        self._opening = threading.Lock()
        self._store: Store | None = None
        self._worker: Worker | None = None

    @property
    def store(self) -> Store:
        """The store, opened at first use; from any thread. Raises `LocalFault`."""
        with self._opening:
            if self._store is None:
                from trayapp.store.opened import open_store

                self._store = open_store(self.places, self.clock)
                if self._store.salvage is not None:
                    self.salvage_heard(self._store.salvage)
            return self._store

    @cached_property
    def desk(self) -> Desk:
        """The use cases. Raises `LocalFault`."""
        store = self.store
        return Desk(
            store.outbox,
            store.tickets,
            store.spool,
            store.notes,
            self.clock,
            self._wake,
            self.session.author,
            self.helpdesk,
        )

    @cached_property
    def session(self) -> Account:
        """Who is signed in."""
        parts = AccountParts(
            helpdesk=self.helpdesk,
            secrets=self._secrets,
            portal=self.portal,
            store=lambda: self.store,
            environment=self.environment,
            clock=self.clock,
            forget_files=self.downloads.forget,
            authority=self._authority,
            alone=self._alone,
        )
        account = Account(parts)
        account.changed = self._reconfigure
        return account

    @cached_property
    def autostart(self) -> Autostart:
        """Start at log-on, for this very program."""
        from trayapp.desktop.autostart import autostart

        return autostart(tray_command())

    @property
    def meeting_point(self) -> Path:
        """Where later starts find the program that runs (APP-9). Raises `LocalFault`."""
        from trayapp.desktop.wishes import endpoint

        return endpoint(self.places.data)

    @cached_property
    def picture_drafts(self) -> PictureDrafts:
        """Pictures of the draft that is kept, encrypted; their key lies in the OS key store."""
        from trayapp.store.picture_drafts.drafts import SealedPictureDrafts

        return SealedPictureDrafts(self.places.data / "draft", self._secrets("drafts"))

    @cached_property
    def downloads(self) -> Downloads:
        """Files of the portal, in the cache."""
        return Downloads(self.places.cache, self.portal, self._me)

    def portal(self, token: TokenSource | None = None) -> Portal:
        """A new adapter, for the thread that calls. Raises `Misconfigured` (no_address, address, insecure, kind)."""
        from trayapp.portals.registry import open_portal

        settings = self.preferences.values()
        if not settings.portal_url:
            raise Misconfigured("no portal is set up", reason="no_address")
        kind, url = settings.portal_kind, settings.portal_url
        name = named(kind, url) or ""
        return open_portal(
            kind,
            url,
            token or self.session.token_source(name),
            self.store.spool,
            # one that is only just tried is exchanged for no other
            (lambda _refused: None) if token else self.session.renewal(name),
            self.policy_toml,
        )

    def helpdesk(self) -> str | None:
        """The name of the helpdesk that is set up, by `core.helpdesk.helpdesk`; `None`: none is."""
        settings = self.preferences.values()
        return named(settings.portal_kind, settings.portal_url)

    def connect(self, address: str, kind: str | None = None) -> Trial:
        """See `core.ports.connecting.Connector`. Blocks on the network. Raises `TrayAppError`."""
        from trayapp.app.connecting import connect

        return connect(self, address, kind)

    def find_contacts(self, words: str, role: Role) -> Sequence[Contact]:
        """People who may be added to a ticket (TK-7, TK-8). Blocks; from any thread. Raises `TrayAppError`."""
        with closing(self.portal()) as portal:
            return portal.contacts(words, role)

    def facts(self, displays: Callable[[], Sequence[str]] = tuple) -> MachineFacts:
        """The collector of machine facts (APP-3); `displays` tells each monitor in words."""
        from trayapp.machine.collect import MachineFacts

        return MachineFacts(
            lambda: self.preferences.values().portal_url or None, lambda: offset(self.store.notes), displays
        )

    def engine(self, emit: Emit = lambda _event: None, stopped: Callable[[], bool] = lambda: False) -> Engine:
        """One that the calling thread drives. Raises `LocalFault`."""
        from trayapp.sync.engine import Engine

        parts = (self._sync_store(), self.clock, random.random, emit, stopped)
        return Engine(self.portal, *parts, helpdesk=self.helpdesk)

    def make_worker(self, emit: Emit) -> Worker:
        """The sync thread, not started; it is woken by the desk, and set up anew after a sign-in or another setting."""
        from trayapp.sync.shift import Wiring
        from trayapp.sync.worker import Worker

        self._worker = Worker(
            Wiring(
                self.portal,
                self._sync_store,
                self.clock,
                random.random,
                emit,
                poll_seconds=self._poll_seconds,
                listen=lambda: self.preferences.values().events,
                helpdesk=self.helpdesk,
            )
        )
        return self._worker

    def close(self) -> None:
        """Let go of the store. The threads that used it have ended, or are left behind with the process."""
        with self._opening:
            if self._store is not None:
                self._store.close()
                self._store = None

    def abandon(self) -> None:
        """Leave the store to a thread that hangs in it; the end of the process frees locks and connections."""
        with self._opening:
            self._store = None

    def _sync_store(self) -> SyncStore:
        from trayapp.sync.store import SyncStore

        store = self.store  # each thread has its own connection inside
        return SyncStore(store.outbox, store.tickets, ClockNotes(store.notes, self.clock), store.sync_lock)

    def _authority(self) -> Authority | None:
        from trayapp.portals.registry import open_authority

        settings = self.preferences.values()
        if not settings.portal_url:
            raise Misconfigured("no portal is set up", reason="no_address")
        return open_authority(settings.portal_kind, settings.portal_url, self.clock)

    def _alone(self) -> AbstractContextManager[None]:
        from trayapp.durable import make_folder
        from trayapp.store.file_lock import exclusive

        make_folder(self.places.data)  # somebody may sign out before anything was kept
        return exclusive(self.places.data / "sign-in.lock")

    def _me(self) -> str | None:
        probe = self.store.notes.probe()
        return probe.me.id if probe else None

    def _secrets(self, origin: str) -> Secrets:
        from trayapp.desktop.secrets import KeyStoreSecrets

        return KeyStoreSecrets(origin)

    def _wake(self) -> None:
        if self._worker is not None:
            self._worker.wake()

    def _poll_seconds(self) -> float:
        """As set now. It is asked for before each sleep, which is the moment to see whether the rules are others."""
        if self.policy_toml.changed():
            self._reconfigure()
        return float(self.preferences.values().poll_seconds)

    def _reconfigure(self) -> None:
        if self._worker is not None:
            self._worker.reconfigure()

    def _setting_changed(self, key: str, value: Value) -> None:
        if key == "autostart":
            self.autostart.set(bool(value))
        if key in _SYNCED:
            self._reconfigure()
        self.setting_heard(key, value)


@contextmanager
def open_app(
    home: str | None = None,
    *,
    clock: Clock = utc_now,
    environment: Mapping[str, str] | None = None,
    machine_file: Path | None = None,
) -> Iterator[App]:
    """The program over `home` (else `TRAYAPP_HOME`, else the platform's folders); closed at the end."""
    with without_token() if environment is None else nullcontext(environment) as known:
        app = App(places(home), clock, known, machine_file)
        try:
            yield app
        finally:
            app.close()
