"""Failures on demand, for tests of clients. Only with `--test-api`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trayapp.embedded.api.problems import answer, kind_of

_CONTROL = "/test/"


class Fault(BaseModel):
    """The next `count` requests whose path begins with `path` fail."""

    model_config = ConfigDict(extra="forbid")

    status: int | None = Field(default=None, ge=400, le=599)
    retry_after: int | None = Field(default=None, ge=0)
    count: int = Field(default=1, ge=1)
    path: str | None = None
    passing: int = Field(default=0, ge=0)
    """So many of these requests are served before."""
    drop_answer: bool = False
    """Apply the request, then close the connection without an answer."""


@dataclass(slots=True)
class _Planned:
    fault: Fault
    left: int
    passing: int


class Faults:
    """The faults still to come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[_Planned] = []

    def plan(self, fault: Fault) -> None:
        """Fail later."""
        with self._lock:
            self._planned.append(_Planned(fault, fault.count, fault.passing))

    def clear(self) -> None:
        """Fail no more."""
        with self._lock:
            self._planned.clear()

    def take(self, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        with self._lock:
            for planned in self._planned:
                if path.startswith(planned.fault.path or "/"):
                    if planned.passing:
                        planned.passing -= 1
                        return None
                    planned.left -= 1
                    if not planned.left:
                        self._planned.remove(planned)
                    return planned.fault
        return None


class FaultLayer:
    """Outermost middleware: applies the faults."""

    def __init__(self, app: ASGIApp, faults: Faults, hang_up: Callable[[Scope], None]) -> None:
        self._app = app
        self._faults = faults
        self._hang_up = hang_up
        """Closes the connection that a request came on."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        control = scope["type"] != "http" or scope["path"].startswith(_CONTROL)
        fault = None if control else self._faults.take(scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
        elif fault.drop_answer:
            await self._app(scope, receive, _unheard)
            self._hang_up(scope)
            while (await receive())["type"] != "http.disconnect":
                pass
        else:
            headers = None if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            status = fault.status or 503
            response = answer(status, kind_of(status), "a fault on demand", headers=headers)
            await response(scope, receive, send)


def control(faults: Faults) -> APIRouter:
    """The addresses under which tests order faults."""
    router = APIRouter(prefix="/test/faults", include_in_schema=False)

    @router.post("", status_code=204)
    def plan(fault: Fault) -> Response:
        faults.plan(fault)
        return Response(status_code=204)

    @router.delete("", status_code=204)
    def clear() -> Response:
        faults.clear()
        return Response(status_code=204)

    return router


async def _unheard(_: Message) -> None:
    """Where an answer goes that nobody gets."""
