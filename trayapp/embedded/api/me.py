"""Who am I, what may I, and which rules hold."""

from __future__ import annotations

from fastapi import APIRouter, Response

from trayapp.core.model import Probe
from trayapp.core.policy import Policy
from trayapp.embedded import about
from trayapp.embedded.api.context import Asker, IfNoneMatch, answered, same, unchanged
from trayapp.embedded.api.documented import tagged

router = APIRouter(tags=["About"])


@router.get("/probe", response_model=Probe)
def probe(asker: Asker) -> Response:
    """Version, who am I, the server's clock, and what this portal lets me do."""
    with asker.portal.db.read() as tx:
        return answered(about.probe(asker.portal, tx, asker.person))


@router.get("/policy", response_model=Policy, responses=tagged("The policy is still the same."))
def policy(asker: Asker, if_none_match: IfNoneMatch = None) -> Response:
    """The rules that the app follows: statuses, priorities, forms, channels, business hours."""
    rules = asker.portal.policy
    etag = f'"{rules.version}"'
    return unchanged(etag) if same(if_none_match, etag) else answered(rules, etag)
