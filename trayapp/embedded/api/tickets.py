"""Tickets over HTTP: create, list, read, change."""

from __future__ import annotations

from typing import Annotated, assert_never

from fastapi import APIRouter, Header, Query, Response

from trayapp.core.model import Ticket
from trayapp.embedded import estimates, listing, participants, ticket_view, tickets
from trayapp.embedded.api import documented
from trayapp.embedded.api.context import Asker, Asking, IfNoneMatch, Key, answered, same, sent, unchanged
from trayapp.embedded.api.models import (
    ChangeIn,
    CloseIn,
    CollaboratorIn,
    DecisionIn,
    KeepOpenIn,
    PriorityIn,
    StatusIn,
    SubscriberIn,
    TicketIn,
    TicketPage,
)
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work
from trayapp.embedded.problems import Stale

router = APIRouter(prefix="/tickets", tags=["Tickets"])


@router.post("", status_code=201, response_model=Ticket, responses=documented.once(201, etag=True))
def create(asker: Asker, key: Key, body: TicketIn) -> Response:
    """Make a ticket, once for each key. Its files must be uploaded before."""

    def effect(work: Work) -> Answer:
        made = tickets.create(asker.portal, work, asker.person, body.draft(), key)
        return Answer(201, to_json(made), made.etag)

    content = b"POST tickets " + body.model_dump_json().encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))


@router.get("", response_model=TicketPage)
def find(
    asker: Asker,
    view: Annotated[
        str, Query(max_length=20, description="open, company, closed, collaborator or all")
    ] = "open",
    q: Annotated[
        str, Query(max_length=200, description="Words in number, subject, description or messages")
    ] = "",
    after: Annotated[str | None, Query(max_length=20, description="The `next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    op_id: Annotated[str | None, Query(max_length=255, description="Only what I made with this key")] = None,
) -> Response:
    """Tickets of a view, the last changed first; or the one that I made with a key."""
    if op_id is not None:
        with asker.portal.db.read() as tx:
            found = ticket_view.by_key(asker.portal, tx, asker.person, op_id)
        return answered(listing.Page(tuple(found), None))
    return answered(listing.page(asker.portal, asker.person, view, q, after, limit))


@router.get("/{ticket}", response_model=Ticket, responses=documented.tagged("The ticket is still the same."))
def read(asker: Asker, ticket: str, if_none_match: IfNoneMatch = None) -> Response:
    """A ticket by its id or its number."""
    with asker.portal.db.read() as tx:
        found = ticket_view.one(asker.portal, tx, asker.person, ticket)
    etag = str(found.etag)
    return unchanged(etag) if same(if_none_match, etag) else answered(found, etag)


@router.post("/{ticket}/changes", response_model=Ticket, responses=documented.once(200, etag=True))
def change(
    asker: Asker,
    key: Key,
    ticket: str,
    body: ChangeIn,
    if_match: Annotated[
        str | None, Header(description="Refuse with 412 when the ticket has another ETag")
    ] = None,
) -> Response:
    """Change a ticket, once for each key: close it, keep it open, set its priority or (support staff) its status …"""

    def effect(work: Work) -> Answer:
        if if_match is not None:
            found = ticket_view.one(asker.portal, work.tx, asker.person, ticket)
            if not same(if_match, str(found.etag)):
                raise Stale("the ticket has changed meanwhile")
        changed = _changed(asker, work, ticket, body)
        return Answer(200, to_json(changed), changed.etag)

    content = f"POST tickets/{ticket}/changes {body.model_dump_json()}".encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))


def _changed(asker: Asking, work: Work, ticket: str, body: ChangeIn) -> Ticket:
    portal, person = asker.portal, asker.person
    match body:
        case CloseIn():
            return tickets.close(portal, work, person, ticket)
        case KeepOpenIn():
            return tickets.keep_open(portal, work, person, ticket)
        case PriorityIn():
            return tickets.set_priority(portal, work, person, ticket, body.priority)
        case DecisionIn():
            return estimates.decide(portal, work, person, ticket, body.estimate, approve=body.approve)
        case SubscriberIn():
            return participants.set_subscriber(portal, work, person, ticket, body.email, on=body.on)
        case CollaboratorIn():
            return participants.set_collaborator(portal, work, person, ticket, body.email, on=body.on)
        case StatusIn():
            return tickets.set_status(portal, work, person, ticket, body.status, body.sub_status)
        case _ as never:
            assert_never(never)
