"""Setting up a portal: it is tried from end to end, and only then anything of it is kept."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from trayapp.app.by_password import by_password
from trayapp.app.kept_sign_in import hide_grant
from trayapp.app.named import forms, named
from trayapp.core.errors import Forbidden, LocalFault, Misconfigured, SignIn
from trayapp.core.model import Probe
from trayapp.core.policy import Policy
from trayapp.core.ports import Authority, DeviceCode, Grant
from trayapp.core.ports.connecting import Connected, Recognised
from trayapp.core.session import Setting, Source, Value

if TYPE_CHECKING:
    from trayapp.app.opened import App

_URL, _KIND = "portal_url", "portal_kind"
_log = logging.getLogger(__name__)


def connect(app: App, address: str, kind: str | None = None) -> PortalTrial:
    """The `core.ports.Connector` of this program."""
    from trayapp.portals.recognition import recognise

    _expect_free(app, app.preferences.get(_URL), address)
    setting = app.preferences.get(_KIND)
    if _fixed(setting):
        if kind not in {None, setting.value}:
            raise Forbidden(action="locked", key=_KIND, file=str(app.preferences.machine_file))
        kind = str(setting.value)
    return PortalTrial(app, recognise(address, kind))


class PortalTrial:
    """The `core.ports.Trial` of this program."""

    def __init__(self, app: App, found: Recognised) -> None:
        self._app = app
        self._found = found
        self._before: dict[str, Value] = {}

    @property
    def found(self) -> Recognised:
        """See `Trial.found`."""
        return self._found

    def methods(self) -> frozenset[str]:
        """See `Trial.methods`."""
        authority = self._open()
        if authority is None:
            return frozenset({"token"})
        with closing(authority):
            return authority.methods()

    def token(self, token: str) -> Connected:
        """See `Trial.token`."""
        if not token.strip():
            raise SignIn("no token given")
        return self._with(Grant(token.strip()))

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Connected:
        """See `Trial.browser`."""
        with closing(self._authority()) as authority:
            return self._with(authority.browser(open_url, cancel, goodbye))

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Connected:
        """See `Trial.device`."""
        with closing(self._authority()) as authority:
            return self._with(authority.device(show, cancel))

    def password(self, user: str, password: str) -> Connected:
        """See `Trial.password`."""
        with closing(self._authority()) as authority:
            return self._with(by_password(authority, user, password))

    def _with(self, grant: Grant) -> Connected:
        hide_grant(grant)
        probe, policy = self._probe(grant)
        return self._keep(grant, probe, policy)

    def _probe(self, grant: Grant) -> tuple[Probe, Policy]:
        from trayapp.portals.registry import open_portal
        from trayapp.sync.rules import examine

        app, found = self._app, self._found
        portal = open_portal(
            found.kind, found.address, lambda: grant.access, app.store.spool, overlay=app.policy_toml
        )
        with closing(portal):
            probe = portal.probe()
            policy = portal.policy()
        examine(policy)
        return probe, policy

    def _keep(self, grant: Grant, probe: Probe, policy: Policy) -> Connected:
        app = self._app
        address = app.preferences.get(_URL)
        _expect_free(app, address, self._found.address)
        # where the organisation has set it, in its words
        name = named(self._found.kind, str(address.value) if _fixed(address) else self._found.address) or ""
        before = app.store.notes.probe()
        if before is not None and before.me.id != probe.me.id:
            # what waits was written for the portal and the person before
            app.store.outbox.adopt(before.me.id, app.helpdesk())
        left = tuple(op for op in app.store.outbox.pending() if not op.goes_as(probe.me.id, name))
        durable = app.session.move(name, grant, probe, self._settle, self._unsettle)
        try:
            app.store.notes.put_policy(policy)
        except LocalFault as error:
            _log.warning("the rules were not kept, and are asked for again: %s", error)
        return Connected(probe, policy, durable, left)

    def _settle(self) -> None:
        """Address and kind in one step; where the organisation has set one, it is that already."""
        wanted = {_URL: self._found.address, _KIND: self._found.kind}
        ours = {key: value for key, value in wanted.items() if not _fixed(self._app.preferences.get(key))}
        before = {key: self._app.preferences.get(key) for key in ours}
        if ours:
            self._app.preferences.set_together(ours)
        self._before = {key: one.value if one.source is Source.USER else None for key, one in before.items()}

    def _unsettle(self) -> None:
        """The settings of before, after what came next failed."""
        if self._before:
            self._app.preferences.set_together(self._before)

    def _authority(self) -> Authority:
        authority = self._open()
        if authority is None:
            raise Misconfigured("this kind of portal knows personal tokens alone", reason="kind")
        return authority

    def _open(self) -> Authority | None:
        from trayapp.portals.registry import open_authority

        return open_authority(self._found.kind, self._found.address, self._app.clock)


def _fixed(setting: Setting) -> bool:
    return setting.locked or setting.source is Source.ENVIRONMENT


def _expect_free(app: App, setting: Setting, address: str) -> None:
    """Raises `Forbidden` (locked): another address is set by the organisation or the environment."""
    if _fixed(setting) and not forms(address) & forms(str(setting.value)):
        raise Forbidden(action="locked", key=setting.key, file=str(app.preferences.machine_file))
