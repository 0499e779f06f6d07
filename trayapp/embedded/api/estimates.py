"""Estimates over HTTP: support staff proposes. The employee decides by a change of the ticket (TK-6)."""

from __future__ import annotations

from fastapi import APIRouter, Response

from trayapp.core.model import Estimate
from trayapp.embedded import estimates
from trayapp.embedded.api import documented
from trayapp.embedded.api.billing_models import EstimateIn
from trayapp.embedded.api.context import Asker, Key, sent
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work

router = APIRouter(prefix="/tickets/{ticket}/estimates", tags=["Estimates"])


@router.post("", status_code=201, response_model=Estimate, responses=documented.once(201))
def propose(asker: Asker, key: Key, ticket: str, body: EstimateIn) -> Response:
    """Propose work and its price, once for each key; support staff only."""

    def effect(work: Work) -> Answer:
        made = estimates.propose(asker.portal, work, asker.person, ticket, body.title, body.amount, body.note)
        return Answer(201, to_json(made))

    content = f"POST tickets/{ticket}/estimates {body.model_dump_json()}".encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))


@router.delete("/{estimate}", status_code=204)
def withdraw_estimate(asker: Asker, ticket: str, estimate: str) -> Response:
    """Take an estimate back that nobody decided yet; support staff only."""
    with asker.portal.work() as work:
        estimates.withdraw(asker.portal, work, asker.person, ticket, estimate)
    return Response(status_code=204)
