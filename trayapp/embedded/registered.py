"""From a day of the policy on, only people who are registered get support (REG-3)."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urljoin

from trayapp.core.errors import NotRegistered
from trayapp.embedded import terms
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal

_WHY = "Only registered users get support here. Ask for access to become one."


def require(portal: Portal, person: Person, now: datetime) -> None:
    """Raises `NotRegistered`, with why, since when, and the way in, for somebody who is not, from that day on."""
    since = portal.policy.registration.required_from
    if not person.registered and since is not None and terms.today(portal.policy, now) >= since:
        raise refusal(portal)


def refusal(portal: Portal) -> NotRegistered:
    """What somebody is told who is not registered and must be."""
    rules = portal.policy.registration
    said = {
        "why": rules.refused or _WHY,
        "since": rules.required_from.isoformat() if rules.required_from else "",
        "request_url": way_in(portal),
    }
    return NotRegistered("this account is not registered for support", **{k: v for k, v in said.items() if v})


def way_in(portal: Portal) -> str:
    """Where to ask for access, as a whole address; empty where the policy names none."""
    path = portal.policy.registration.request_url
    return urljoin(f"{portal.public_url}/", path) if path else ""
