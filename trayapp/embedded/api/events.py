"""Server-sent events over HTTP: they say when to pull, and over how long everybody is to come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from trayapp.embedded import changes, crowd
from trayapp.embedded.accounts import Person
from trayapp.embedded.api.context import Asker
from trayapp.embedded.api.documented import problem
from trayapp.embedded.api.problems import too_busy
from trayapp.embedded.encoding import to_json
from trayapp.embedded.events import Hub
from trayapp.embedded.standing import standing_of, stands

router = APIRouter(tags=["Changes"])
HEARTBEAT = 15.0
"""Seconds of silence after which a comment shows that the line still stands."""
_CURRENT = "event: current\ndata: {}\n\n"
_STILL_HERE = ": still here\n"


@router.get(
    "/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "Server-sent events.",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        503: problem(
            "As many listen as this portal can bear; pull instead, and come back after Retry-After."
        ),
    },
)
async def events(
    asker: Asker,
    cursor: Annotated[
        str | None, Query(max_length=200, description="Of the last page of changes; none: nothing was pulled")
    ] = None,
) -> Response:
    """`event: current` at once when nothing is new since the cursor, else `event: changed`.

    Then `event: changed` whenever something that I may see has changed. A comment every 15 s of silence.
    The stream ends when the sign-in does; a renewed access token changes nothing.

    `within` in the data of `changed`: so many others are told, too, that each is to wait a random part of these seconds
    before it pulls. `retry` is as in the standard, but a random part of it: over these milliseconds everybody who
    listens is to come back when the stream breaks.
    """
    hub = asker.portal.hub
    if hub.full:
        return too_busy(crowd.FULL_UNTIL)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    current = partial(run_sync, changes.nothing_new, asker.portal, asker.person, cursor)
    standing = await run_sync(standing_of, asker.portal, asker.token)
    good = partial(run_sync, stands, asker.portal, standing)
    return StreamingResponse(
        stream(hub, asker.person, current, good), media_type="text/event-stream", headers=headers
    )


async def _for_ever() -> bool:
    return True


async def stream(
    hub: Hub,
    person: Person,
    current: Callable[[], Awaitable[bool]],
    good: Callable[[], Awaitable[bool]] = _for_ever,
    heartbeat: float = HEARTBEAT,
) -> AsyncIterator[str]:
    """The lines of one person's stream, until they go, the portal stops, or their sign-in is not `good` any more.

    `current`: nothing is new to them. Both ask the database; nobody does while nothing happens, so a sign-in that has
    merely expired ends with the next change, which is not told to it.
    """
    listener = hub.join(person)
    try:
        yield _retry(hub) + (_CURRENT if await current() else _changed(0.0))
        while not listener.closed:
            changed = await listener.wait(heartbeat)
            if changed and not listener.closed and not await good():
                return
            if not listener.closed:
                yield _changed(listener.within) if changed else _STILL_HERE + _retry(hub) + "\n"
    finally:
        hub.leave(listener)


def _changed(within: float) -> str:
    data = to_json({"within": within} if within else {}).decode()
    return f"event: changed\ndata: {data}\n\n"


def _retry(hub: Hub) -> str:
    return f"retry: {round(crowd.coming_back(len(hub)) * 1000)}\n"
