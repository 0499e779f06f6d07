"""Service credits over HTTP (TK-9)."""

from __future__ import annotations

from fastapi import APIRouter, Response

from trayapp.core.model import Ticket
from trayapp.embedded import billing
from trayapp.embedded import credits as credit_rows
from trayapp.embedded.api import documented
from trayapp.embedded.api.billing_models import CreditIn
from trayapp.embedded.api.context import Asker, Key, answered, sent
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work

router = APIRouter(tags=["Credits"])


@router.get("/credits", response_model=credit_rows.Bill)
def bill(asker: Asker) -> Response:
    """What was billed to my company, and for which of the tickets that I see as mine or as my company's."""
    return answered(credit_rows.bill(asker.portal, asker.person))


@router.post(
    "/tickets/{ticket}/credits",
    status_code=201,
    response_model=Ticket,
    responses=documented.once(201, etag=True),
)
def charge(asker: Asker, key: Key, ticket: str, body: CreditIn) -> Response:
    """Bill credits for the work on a ticket, once for each key; support staff only."""

    def effect(work: Work) -> Answer:
        changed = billing.charge(asker.portal, work, asker.person, ticket, body.amount, body.note)
        return Answer(201, to_json(changed), changed.etag)

    content = f"POST tickets/{ticket}/credits {body.model_dump_json()}".encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))
