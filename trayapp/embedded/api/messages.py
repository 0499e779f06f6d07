"""The conversation on a ticket, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import messages
from trayapp.embedded.api import documented
from trayapp.embedded.api.context import Asker, Key, answered, sent
from trayapp.embedded.api.models import Conversation, MessageIn
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.messages import Said
from trayapp.embedded.portal import Work

router = APIRouter(prefix="/tickets/{ticket}/messages", tags=["Messages"])


@router.get("", response_model=Conversation)
def thread(
    asker: Asker,
    ticket: str,
    after: Annotated[
        str | None, Query(max_length=100, description="Only what came after this message")
    ] = None,
    op_id: Annotated[str | None, Query(max_length=255, description="Only what I said with this key")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="So many at most, the oldest")] = 500,
) -> Response:
    """The conversation, oldest first. A message that made a new ticket of a closed one names it in `ticket`."""
    with asker.portal.db.read() as tx:
        found = messages.thread(tx, asker.person, ticket, after, op_id, limit)
    return answered({"messages": found})


@router.post("", status_code=201, response_model=Said, responses=documented.once(201))
def say(asker: Asker, key: Key, ticket: str, body: MessageIn) -> Response:
    """Say something on a ticket, once for each key. An employee's words bring it back to support.

    On a closed ticket they make a new one, named by `ticket`, when the policy says so.
    """

    def effect(work: Work) -> Answer:
        said = messages.add(asker.portal, work, asker.person, ticket, body.update(), key)
        return Answer(201, to_json(said))

    content = f"POST tickets/{ticket}/messages {body.model_dump_json()}".encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))
