"""Who is signed in: the token's way from the key store, or the environment, to the portal's adapter."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trayapp.app.by_password import by_password
from trayapp.app.environment import TOKEN_VARIABLE
from trayapp.app.kept_sign_in import KeptSignIn, earlier, hide_grant, names_of
from trayapp.app.portal_clock import ClockNotes
from trayapp.core.errors import LocalFault, Misconfigured, SignIn, TrayAppError
from trayapp.core.model import Probe
from trayapp.core.ports import Authority, Clock, DeviceCode, Grant, Portal, Secrets

if TYPE_CHECKING:
    from trayapp.store.opened import Store

_SIGNED_IN = "signed_in"
_EARLY = timedelta(seconds=60)
"""So long before its end a token is exchanged: it must not end on its way."""
_NOWHERE = "://"
"""The name of no helpdesk at all."""
_log = logging.getLogger(__name__)

TokenSource = Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class AccountParts:
    """What signing in needs of the rest."""

    helpdesk: Callable[[], str | None]
    """The name of the helpdesk that is set up, by `core.helpdesk.helpdesk`; `None`: none is."""
    secrets: Callable[[str], Secrets]
    """The secrets kept under that name: those of one helpdesk, offered to no other."""
    portal: Callable[[TokenSource], Portal]
    """An adapter that uses the token given. Raises `Misconfigured`."""
    store: Callable[[], Store]
    """What was pulled, and small durable notes, none of them secret."""
    environment: Mapping[str, str]
    clock: Clock
    forget_files: Callable[[], None] = lambda: None
    """Deletes what was downloaded from tickets."""
    authority: Callable[[], Authority | None] = lambda: None
    """Who gives out tokens for the portal that is set up. Raises `Misconfigured`."""
    alone: Callable[[], AbstractContextManager[None]] = nullcontext
    """Keeps other processes from exchanging the same token: it can be exchanged once."""


class Account:
    """The `Session` of this program. `TRAYAPP_TOKEN` stands over the key store."""

    def __init__(self, parts: AccountParts) -> None:
        self._parts = parts
        self._guard = threading.RLock()
        self._kept: dict[str, KeptSignIn] = {}
        self._grants: dict[str, Grant | None] = {}
        self._ended: str | None = None
        """A refresh token that the portal takes no longer."""
        self._durable = True
        self.changed: Callable[[], None] = lambda: None
        """Called after somebody signed in or out, on the thread that did it."""

    def token(self) -> str | None:
        """The token for the portal as it is set up now. May block on the key store and, to renew it, the network."""
        return self._token_of(self._name())

    def token_source(self, name: str) -> TokenSource:
        """The token for the helpdesk of that name alone: an adapter that outlives the setting gets no other.

        Calling it may block as `token` does.
        """
        return lambda: self._token_of(name)

    def renewal(self, name: str) -> Callable[[str], str | None]:
        """A fresh token for one that the helpdesk of that name refused. Blocks on the network."""
        return lambda refused: self._renewed(name, refused)

    def signed_in(self) -> bool:
        """A token is at hand (the portal may still refuse it). Never waits for the key store: the last run knew."""
        if self._parts.environment.get(TOKEN_VARIABLE):
            return True
        name = self._name()
        if name in self._grants:
            return self._grants[name] is not None
        return self._parts.store().notes.get(_SIGNED_IN) in names_of(name)

    def author(self) -> str | None:
        """The account whose words are being written; `None` when nobody is signed in, or a token from outside says who.

        Never asks the network or the key store.
        """
        if self._parts.environment.get(TOKEN_VARIABLE) or not self.signed_in():
            return None
        probe = self._parts.store().notes.probe()
        return probe.me.id if probe else None

    def methods(self) -> frozenset[str]:
        """How one may sign in to the portal that is set up. Blocks on the network. Raises `TrayAppError`."""
        authority = self._parts.authority()
        if authority is None:
            return frozenset({"token"})
        with closing(authority):
            return authority.methods()

    def sign_in(self, token: str) -> Probe:
        """Ask the portal, then keep the token. Blocks on the network. Raises `TrayAppError`."""
        token = token.strip()
        if not token:
            raise SignIn("no token given")
        return self._take(self._name(), Grant(token))

    def sign_in_with_browser(
        self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str
    ) -> Probe:
        """See `Session.sign_in_with_browser`."""
        name = self._name()  # asking takes a while, and the address may be another one afterwards
        with closing(self._authority()) as authority:
            return self._granted(name, authority, authority.browser(open_url, cancel, goodbye))

    def sign_in_with_device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Probe:
        """See `Session.sign_in_with_device`."""
        name = self._name()
        with closing(self._authority()) as authority:
            return self._granted(name, authority, authority.device(show, cancel))

    def sign_in_with_password(self, user: str, password: str) -> Probe:
        """See `Session.sign_in_with_password`."""
        name = self._name()
        with closing(self._authority()) as authority:
            return self._granted(name, authority, by_password(authority, user, password))

    def sign_out(self) -> None:
        """Forget the token and what was pulled; the outbox stays. May block on the key store and the network."""
        name = self._name()
        if (author := self.author()) is not None:
            # what waits was written in this sign-in, or waited for it: never to go out as whoever comes next
            self._parts.store().outbox.adopt(author, self._parts.helpdesk())
        # alone: what another process is just getting for the token must not be written after this
        with self._guard, self._parts.alone():
            self._read_again(name)
            grant = self._grant(name)
            self._kept_for(name).forget()
            self._grants[name] = None
        store = self._parts.store()
        store.notes.put(_SIGNED_IN, "")
        store.tickets.clear()
        self._parts.forget_files()
        self._revoke(name, grant)
        self.changed()

    def move(
        self,
        name: str,
        grant: Grant,
        probe: Probe,
        settle: Callable[[], None],
        unsettle: Callable[[], None] = lambda: None,
    ) -> bool:
        """Be signed in at the helpdesk of that name from now on; `settle` makes it the one that is set up.

        Tells whether the key store took the sign-in. Where `settle` or a note of it raises, all is as it was, by
        `unsettle`. Afterwards nobody is signed in at the helpdesk before: its sign-in is forgotten, and it is told so
        if it can be reached.
        """
        leave = self._leaving()
        with self._guard, self._parts.alone():
            kept = self._kept_for(name)
            kept.look_again()
            before = kept.read()
            durable = kept.write(grant)
            try:
                settle()
                self._note(name, probe, unsettle)
            except BaseException:
                kept.put_back(before)
                raise
            self._durable, self._grants[name] = durable, grant
        leave(name)
        self.changed()
        return durable

    def _leaving(self) -> Callable[[str], None]:
        """How to leave the portal that is set up now, once another one is."""
        former = self._name()
        grant = self._grant(former) if former != _NOWHERE else None
        authority = self._parts.authority() if grant and grant.refresh else None

        def leave(name: str) -> None:
            if grant is None or name == former:
                return
            with self._guard:
                self._kept_for(former).forget()
                self._grants[former] = None
            if authority is not None:
                with closing(authority):
                    _tell_of_sign_out(authority, grant)

        return leave

    def look_again(self) -> None:
        """Another process signed in or out: what the key store holds counts, not what was read from it before.

        A token that lives in memory alone stays: the key store never had it.
        """
        with self._guard:
            if self._durable:
                self._grants.clear()
                self._kept.clear()
        self.changed()

    def durable(self) -> bool:
        """The key store took the token; `False`: it lives until the program ends."""
        return self._durable

    # ---- grants

    def _granted(self, name: str, authority: Authority, grant: Grant) -> Probe:
        """Take what the authority of that name gave, unless another portal is set up by now: that one gets none."""
        if name != self._name():
            _tell_of_sign_out(authority, grant)
            raise SignIn("another portal was set up meanwhile", reason="cancelled")
        return self._take(name, grant)

    def _take(self, name: str, grant: Grant) -> Probe:
        hide_grant(grant)
        portal = self._parts.portal(lambda: grant.access)
        with closing(portal):
            probe = portal.probe()
        with self._guard:
            kept, before = self._kept_for(name), self._grant(name)
            durable = kept.write(grant)
            try:
                self._note(name, probe)
            except LocalFault:
                # told that it failed, nobody may be signed in as somebody else than before
                kept.put_back(before)
                raise
            self._durable, self._grants[name] = durable, grant
        self.changed()
        return probe

    def _note(self, name: str, probe: Probe, undo: Callable[[], None] = lambda: None) -> None:
        """On the disk; who it is comes last, so that of a note that fails, or is never reached, nothing counts."""
        store = self._parts.store()
        before, where = store.notes.probe(), store.notes.get(_SIGNED_IN)
        try:
            if before is not None and before.me.id != probe.me.id:
                # what the one before could see is none of this one's business; another portal knows no cursor of it
                store.tickets.clear()
                self._parts.forget_files()
            store.notes.put(_SIGNED_IN, name)
            ClockNotes(store.notes, self._parts.clock).put_probe(probe)
        except Exception:
            for back in (undo, lambda: store.notes.put(_SIGNED_IN, where or "")):
                with suppress(LocalFault):  # told already, by what went wrong before
                    back()
            raise

    def _token_of(self, name: str) -> str | None:
        if given := self._parts.environment.get(TOKEN_VARIABLE):
            return given.strip()
        with self._guard:
            grant = self._grant(name)
            if grant is None or not self._ends_soon(grant):
                return grant.access if grant else None
        return self._renewed(name, grant.access)

    def _renewed(self, name: str, used: str) -> str | None:
        """The token after `used`: another process may have got it already."""
        if self._parts.environment.get(TOKEN_VARIABLE):
            return None
        with self._guard, self._parts.alone():
            self._read_again(name)
            grant = self._grant(name)
            if grant is None or (grant.access != used and not self._ends_soon(grant)):
                return grant.access if grant else None
            return self._exchanged(name, grant)

    def _exchanged(self, name: str, grant: Grant) -> str | None:
        if grant.refresh is None or grant.refresh == self._ended or name != self._name():
            return grant.access
        try:
            with closing(self._authority()) as authority:
                if name != self._name():  # it may be the authority of another portal
                    return grant.access
                fresh = authority.refresh(grant)
        except SignIn:
            self._ended = (
                grant.refresh
            )  # the portal says no to the old token, too, and then the person is told
            return grant.access
        hide_grant(fresh)
        # on disk before it is used: the old one is worth nothing any more
        self._durable = self._kept_for(name).write(fresh)
        self._grants[name] = fresh
        return fresh.access

    def _read_again(self, name: str) -> None:
        """What another process wrote counts. A token that lives in memory alone stays."""
        if self._durable:
            self._kept_for(name).look_again()
            self._grants.pop(name, None)

    def _grant(self, name: str) -> Grant | None:
        if self._grants.get(name) is None:
            self._grants[name] = self._kept_for(name).read()
        return self._grants[name]

    def _ends_soon(self, grant: Grant) -> bool:
        return grant.expires_at is not None and grant.expires_at - _EARLY <= self._parts.clock()

    def _revoke(self, name: str, grant: Grant | None) -> None:
        """The portal need not be there for somebody to sign out; another one is told nothing."""
        if grant is None or grant.refresh is None:
            return
        try:
            with closing(self._authority()) as authority:
                if name == self._name():
                    _tell_of_sign_out(authority, grant)
        except TrayAppError as error:
            _log.info("the portal was not told of the sign-out: %s", error.kind)

    def _authority(self) -> Authority:
        authority = self._parts.authority()
        if authority is None:
            raise Misconfigured("this kind of portal knows personal tokens alone", reason="kind")
        return authority

    def _kept_for(self, name: str) -> KeptSignIn:
        if name not in self._kept:
            former = earlier(name)
            self._kept[name] = KeptSignIn(
                lambda: self._parts.secrets(name),
                (lambda: self._parts.secrets(former)) if former else None,
            )
        return self._kept[name]

    def _name(self) -> str:
        return self._parts.helpdesk() or _NOWHERE


def _tell_of_sign_out(authority: Authority, grant: Grant) -> None:
    try:
        authority.revoke(grant)
    except TrayAppError as error:
        _log.info("the portal was not told that a token is needed no longer: %s", error.kind)
