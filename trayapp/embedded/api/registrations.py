"""Requests for accounts over HTTP, and what support decides about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import registration_decisions, registration_rows, registrations
from trayapp.embedded.api.context import Asker, Asking, Key, answered, sent
from trayapp.embedded.api.people_models import AddIn, RegistrationIn, Registrations, VerdictIn
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work
from trayapp.embedded.registration_rows import Registration, Stage

router = APIRouter(prefix="/registrations", tags=["People"])


@router.post("", status_code=201, response_model=Registration)
def ask_about_account(asker: Asker, key: Key, body: RegistrationIn) -> Response:
    """Ask for an account for somebody, or that one is removed; once for each key."""

    def effect(work: Work) -> Registration:
        portal, person = asker.portal, asker.person
        if isinstance(body, AddIn):
            return registrations.add(portal, work, person, body.wish(), key, body.company)
        return registrations.remove(portal, work, person, body.wish(), key)

    return _once(asker, key, f"registrations {body.model_dump_json()}", 201, effect)


@router.get("", response_model=Registrations)
def asked_about_accounts(
    asker: Asker,
    op_id: Annotated[
        str | None, Query(max_length=255, description="Only what I asked for with this key")
    ] = None,
    state: Annotated[Stage | None, Query(description="asked: support decides; done; declined")] = None,
) -> Response:
    """What I asked for; support staff: what anybody did."""
    with asker.portal.db.read() as tx:
        found = registration_rows.asked(tx, asker.person, op_id, state)
    return answered({"asked": found})


@router.post("/{registration}/approve", response_model=Registration)
def approve_registration(asker: Asker, key: Key, registration: str, body: VerdictIn) -> Response:
    """Do what was asked for; support staff only."""

    def effect(work: Work) -> Registration:
        return registration_decisions.approve(asker.portal, work, asker.person, registration, body.verdict())

    return _once(asker, key, f"registrations/{registration}/approve {body.model_dump_json()}", 200, effect)


@router.post("/{registration}/decline", response_model=Registration)
def decline_registration(asker: Asker, key: Key, registration: str, body: VerdictIn) -> Response:
    """Do not do it; support staff only."""

    def effect(work: Work) -> Registration:
        return registration_decisions.decline(asker.portal, work, asker.person, registration, body.verdict())

    return _once(asker, key, f"registrations/{registration}/decline {body.model_dump_json()}", 200, effect)


def _once(
    asker: Asking, key: str, content: str, status: int, effect: Callable[[Work], Registration]
) -> Response:
    request = Request(asker.person, key, f"POST {content}".encode())
    return sent(once(asker.portal, request, lambda work: Answer(status, to_json(effect(work)))))
