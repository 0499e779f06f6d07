"""What every handler starts from: the portal, and who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from trayapp.core.errors import Rejected, SignIn
from trayapp.embedded import accounts
from trayapp.embedded.accounts import Person
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer
from trayapp.embedded.portal import Portal

_bearer = HTTPBearer(auto_error=False, description="A personal token.")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that is authorised."""

    portal: Portal
    person: Person
    token: str = field(repr=False)
    """What they came with."""


def portal_of(request: Request) -> Portal:
    """The portal that this app serves."""
    portal = request.app.state.portal
    assert isinstance(portal, Portal)  # noqa: S101 - put there by create_app
    return portal


def asking(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Asking:
    """Who asks. Raises `SignIn`. Who is not registered gets in, to read why they get no support (REG-3)."""
    portal = portal_of(request)
    if credentials is None:
        raise SignIn("a bearer token is needed")
    with portal.db.read() as tx:
        person = accounts.by_token(tx, credentials.credentials, portal.profile, portal.clock())
    return Asking(portal, person, credentials.credentials)


Asker = Annotated[Asking, Depends(asking)]


def idempotency_key(
    given: Annotated[
        str,
        Header(
            alias="Idempotency-Key",
            max_length=255,
            description="Made once by the client and the same on every try, such as a UUIDv7.",
        ),
    ],
) -> str:
    """The key of a request that changes something, bare or as a quoted structured field. Raises `Rejected`."""
    key = given.strip().strip('"')
    if not key:
        raise Rejected("a key is needed", fields={"Idempotency-Key": "This header is required."})
    return key


Key = Annotated[str, Depends(idempotency_key)]
IfNoneMatch = Annotated[
    str | None, Header(max_length=4096, description="Answer 304 when this ETag still holds.")
]


def same(if_none_match: str | None, etag: str) -> bool:
    """Whether what the client has is what there is (RFC 9110, weak comparison)."""
    given = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return "*" in given or etag in given


def unchanged(etag: str) -> Response:
    """What the client has still holds."""
    return Response(status_code=304, headers={"ETag": etag})


def answered(value: object, etag: str | None = None, status: int = 200) -> Response:
    """A value of the core as JSON."""
    return Response(to_json(value), status, {"ETag": etag} if etag else None, JSON)


def sent(answer: Answer) -> Response:
    """The answer of a request that takes effect once."""
    headers = {"ETag": answer.etag} if answer.etag else {}
    if answer.replayed:
        headers["Idempotency-Replayed"] = "true"
    return Response(answer.body, answer.status, headers, JSON)
