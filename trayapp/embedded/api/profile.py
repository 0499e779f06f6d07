"""One's own profile over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import idempotency, profiles
from trayapp.embedded.api.context import Asker, Key, answered, sent
from trayapp.embedded.api.people_models import Asked, AskedList, ProfileIn
from trayapp.embedded.encoding import from_json, to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work

router = APIRouter(prefix="/profile", tags=["People"])


@router.post("", response_model=Asked)
def edit_profile(asker: Asker, key: Key, body: ProfileIn) -> Response:
    """Change my profile, once for each key. Another e-mail address counts once it is confirmed by letter."""

    def effect(work: Work) -> Answer:
        made = profiles.edit(asker.portal, work, asker.person, body.wish())
        return Answer(200, to_json({"id": made, "ticket": None}))

    return sent(
        once(
            asker.portal,
            Request(asker.person, key, f"POST profile {body.model_dump_json()}".encode()),
            effect,
        )
    )


@router.get("", response_model=AskedList)
def profile_edits(
    asker: Asker, op_id: Annotated[str, Query(max_length=255, description="The key it was sent with")]
) -> Response:
    """Whether I changed my profile with that key."""
    with asker.portal.db.read() as tx:
        body = idempotency.answer(tx, asker.person, op_id)
    found = from_json(body) if body else {}
    made = isinstance(found, dict) and str(found.get("id", "")).startswith(profiles.PREFIX)
    return answered({"asked": [found] if made else []})
