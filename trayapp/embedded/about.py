"""What the portal says of itself and of the person asking, and a mark by which to tell that it is still the same."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import trayapp
from trayapp.core.model import Capabilities, Once, Probe
from trayapp.core.policy import Permission
from trayapp.embedded import account_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import to_json
from trayapp.embedded.listing import views
from trayapp.embedded.portal import Portal

_NO_TIME = datetime.min.replace(tzinfo=UTC)


def probe(portal: Portal, tx: sqlite3.Connection, person: Person) -> Probe:
    """Version, who they are, the clock, and what they may do here."""
    said = Probe(
        version=trayapp.__version__,
        name=portal.policy.portal_name,
        me=account_view.of(portal, tx, person),
        server_time=_NO_TIME,
        capabilities=capabilities(portal, person),
    )
    mark = hashlib.sha256(to_json(said) + portal.policy.version.encode()).hexdigest()[:16]
    return replace(said, server_time=portal.clock(), about=mark)


def mark(portal: Portal, tx: sqlite3.Connection, person: Person) -> str:
    """Another one than before: `probe` or the policy says something else now."""
    return probe(portal, tx, person).about or ""


def capabilities(portal: Portal, person: Person) -> Capabilities:
    """What this person may do here; the app offers nothing else."""
    return Capabilities(
        views=views(portal.policy, person),
        update=person.may(Permission.UPDATE),
        close=person.may(Permission.CLOSE),
        priority=person.may(Permission.PRIORITY),
        contacts=person.may(Permission.SUBSCRIBERS) or person.may(Permission.COLLABORATORS),
        articles=bool(portal.policy.shelves),
        attachments=True,
        announcements=True,
        events=True,
        submit_once=Once.NATIVE,
        update_once=Once.NATIVE,
        remembers=True,
        sign_in=frozenset({"token", "browser", "device"}),
        profile_url=f"{portal.public_url}/account/password",
        max_file=portal.limits.file,
        max_total=portal.limits.files,
    )
