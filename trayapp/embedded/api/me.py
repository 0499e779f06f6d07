"""Who am I, what may I, and which rules hold."""

from __future__ import annotations

from fastapi import APIRouter, Response

import trayapp
from trayapp.core.model import Capabilities, Once, Probe
from trayapp.core.policy import Permission, Policy
from trayapp.embedded import account_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.api.context import Asker, IfNoneMatch, answered, same, unchanged
from trayapp.embedded.api.documented import tagged
from trayapp.embedded.listing import views
from trayapp.embedded.portal import Portal

router = APIRouter(tags=["About"])


@router.get("/probe", response_model=Probe)
def probe(asker: Asker) -> Response:
    """Version, who am I, the server's clock, and what this portal lets me do."""
    portal = asker.portal
    with portal.db.read() as tx:
        me = account_view.of(portal, tx, asker.person)
    return answered(
        Probe(
            version=trayapp.__version__,
            name=portal.policy.portal_name,
            me=me,
            server_time=portal.clock(),
            capabilities=capabilities(portal, asker.person),
        )
    )


@router.get("/policy", response_model=Policy, responses=tagged("The policy is still the same."))
def policy(asker: Asker, if_none_match: IfNoneMatch = None) -> Response:
    """The rules that the app follows: statuses, priorities, forms, channels, business hours."""
    rules = asker.portal.policy
    etag = f'"{rules.version}"'
    return unchanged(etag) if same(if_none_match, etag) else answered(rules, etag)


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
