"""Setting the portal's clock, for tests of what happens in days. Only with `--test-api`."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from trayapp.embedded import timers
from trayapp.embedded.api.context import portal_of
from trayapp.embedded.api.models import Moment
from trayapp.embedded.settable_clock import SettableClock

router = APIRouter(prefix="/test/clock", include_in_schema=False)


class ClockIn(BaseModel):
    """Where the clock stands from now on."""

    model_config = ConfigDict(extra="forbid")

    now: Moment | None
    """Null: it goes again."""


@router.post("", status_code=204)
def put(request: Request, body: ClockIn) -> Response:
    """Set the clock and do at once what is due then."""
    portal = portal_of(request)
    assert isinstance(portal.clock, SettableClock)  # noqa: S101 - given by `server.run` with the test API
    portal.clock.set(body.now)
    timers.catch_up(portal)
    portal.alarm.wake()
    return Response(status_code=204)
