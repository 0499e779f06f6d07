"""The portal as an ASGI application."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Depends, FastAPI
from starlette.types import ASGIApp, Scope

import trayapp
from trayapp.embedded.api import (
    announcements,
    articles,
    changes,
    clock,
    contacts,
    estimates,
    events,
    files,
    me,
    messages,
    notices,
    oauth,
    operations,
    profile,
    registrations,
    search,
    tickets,
)
from trayapp.embedded.api import credits as credit_routes
from trayapp.embedded.api.answering import Answering
from trayapp.embedded.api.context import asking
from trayapp.embedded.api.documented import PROBLEMS
from trayapp.embedded.api.faults import FaultLayer, Faults, control
from trayapp.embedded.api.limits import BodyLimit
from trayapp.embedded.api.models import Problem
from trayapp.embedded.api.overload import Overload
from trayapp.embedded.api.problems import install
from trayapp.embedded.api.timely import Timely
from trayapp.embedded.pages import every as pages
from trayapp.embedded.portal import Portal

PREFIX = "/api/v1"
_PARTS = (
    me,
    tickets,
    messages,
    files,
    changes,
    events,
    operations,
    announcements,
    articles,
    notices,
    search,
    estimates,
    credit_routes,
    registrations,
    profile,
    contacts,
)
_DESCRIPTION = """Tickets of a company's employees, and what support does with them.

Every request carries `Authorization: Bearer TOKEN`.
A ticket that one may not see is answered like one that is not there.
Requests that change something carry an `Idempotency-Key`: with the same key they take effect once.
A header `Portal-Request` comes back as it was sent: by it a client knows the answer to its own request."""


def create_app(portal: Portal | None) -> FastAPI:
    """The application; `None` makes one that only describes itself."""
    app = FastAPI(
        title="trayapp portal",
        version=trayapp.__version__,
        summary="The portal API v1",
        description=_DESCRIPTION,
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.portal = portal
    install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Timely)
    app.add_middleware(Overload)
    app.add_middleware(Answering)
    for part in _PARTS:
        app.include_router(part.router, prefix=PREFIX, dependencies=[Depends(asking)], responses=PROBLEMS)
    app.include_router(oauth.router)
    pages.install(app)
    return app


def with_faults(app: FastAPI, hang_up: Callable[[Scope], None]) -> ASGIApp:
    """The application with failures on demand around it."""
    faults = Faults()
    app.include_router(control(faults))
    app.include_router(clock.router)
    return FaultLayer(app, faults, hang_up)


__all__ = ["PREFIX", "Problem", "create_app", "with_faults"]
