"""Who asks, and what they may do."""

from __future__ import annotations

from typing import Any

from trayapp.core.model import Account, Capabilities, Once, Probe
from trayapp.portals.http import Answer
from trayapp.portals.sane import sane
from trayapp.portals.server_clock import server_time
from trayapp.portals.wire import decode
from trayapp.portals.zammad.answers import Me, fit
from trayapp.portals.zammad.policy import LEVEL, granted
from trayapp.portals.zammad.rules import Rules

SETTLE = 300.0
"""Seconds: the web server that Zammad is shipped with waits so long for an answer (`contrib/nginx/zammad.conf`)."""


def me_of(answer: Answer) -> Me:
    """The person. Raises `Misconfigured`, `ServerFault`."""
    return fit(decode(answer, dict[str, Any]), Me)


def probe_of(answer: Answer, me: Me, rules: Rules, address: str, name: str) -> Probe:
    """The version is told to administrators alone (`version_controller.rb`)."""
    account = Account(
        f"zammad:{address}/{me.id}",
        me.email or me.login or "",
        me.name,
        me.organization or "",
        LEVEL,
        granted(rules) if rules.groups else frozenset(),
    )
    return sane(Probe("", name, account, server_time(answer), _capabilities(me, rules)))


def _capabilities(me: Me, rules: Rules) -> Capabilities:
    views = {"open", "closed"} | ({"company"} if me.organizations else set())
    return Capabilities(
        views=frozenset(views),
        close=rules.closed() is not None,
        priority=rules.urgency_asked,
        submit_once=Once.LOOKUP,
        update_once=Once.LOOKUP,
        sign_in=frozenset({"password", "token"}),
        settle=SETTLE,
    )
