"""OAuth over HTTP: what apps ask without a person. Errors as the RFCs say, not as problem documents."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import JSONResponse

from trayapp.core.errors import Busy
from trayapp.embedded import devices, oauth, tokens
from trayapp.embedded.api.client_address import address_of
from trayapp.embedded.api.context import portal_of
from trayapp.embedded.api.documented import PROBLEMS, Responses
from trayapp.embedded.api.oauth_models import REFUSED, SLOW_DOWN, DeviceCodes, Metadata, Tokens, form
from trayapp.embedded.oauth_errors import OAuthError
from trayapp.embedded.portal import Portal
from trayapp.embedded.tokens import Pair

router = APIRouter(tags=["Sign-in"])
_TOO_LARGE: Responses = {413: PROBLEMS[413]}
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


async def _form(request: Request) -> Mapping[str, str]:
    """The parameters of a form; one that comes twice counts as wrong (RFC 6749, 3.2)."""
    pairs = parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    named = dict(pairs)
    return {} if len(named) < len(pairs) else named


Form = Annotated[Mapping[str, str], Depends(_form)]


@router.get("/.well-known/oauth-authorization-server", response_model=Metadata)
def metadata(request: Request) -> Response:
    """Where everything is (RFC 8414)."""
    url = portal_of(request).public_url
    told: dict[str, Any] = {
        "issuer": url,
        "authorization_endpoint": f"{url}/oauth/authorize",
        "token_endpoint": f"{url}/oauth/token",
        "device_authorization_endpoint": f"{url}/oauth/device_authorization",
        "revocation_endpoint": f"{url}/oauth/revoke",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", _DEVICE_GRANT],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "revocation_endpoint_auth_methods_supported": ["none"],
        "authorization_response_iss_parameter_supported": True,
    }
    return JSONResponse(told)


@router.post(
    "/oauth/token",
    response_model=Tokens,
    responses=_TOO_LARGE | REFUSED,
    openapi_extra=form(
        ["grant_type", "client_id"], "code", "redirect_uri", "code_verifier", "refresh_token", "device_code"
    ),
)
def token(request: Request, form: Form) -> Response:
    """Tokens for a code, a refresh token, or a device code."""
    portal = portal_of(request)
    try:
        client = _client(form)
        pair = _granted(portal, client, form)
    except OAuthError as error:
        return _refused(error)
    return JSONResponse(
        {
            "access_token": pair.access,
            "token_type": "Bearer",
            "expires_in": int(tokens.ACCESS_LASTS.total_seconds()),
            "refresh_token": pair.refresh,
        },
        headers=_NO_STORE,
    )


@router.post(
    "/oauth/device_authorization",
    response_model=DeviceCodes,
    responses=_TOO_LARGE | REFUSED | SLOW_DOWN,
    openapi_extra=form(["client_id"]),
)
def device_authorization(request: Request, form: Form) -> Response:
    """A device asks for a code that somebody types in elsewhere (RFC 8628, 3.2)."""
    portal = portal_of(request)
    try:
        begun = devices.begin(portal, _client(form), address_of(request))
    except OAuthError as error:
        return _refused(error)
    except Busy as busy:
        return _refused(OAuthError("slow_down", "too many devices ask"), 429, busy.retry_after)
    page = f"{portal.public_url}/oauth/device"
    return JSONResponse(
        {
            "device_code": begun.device_code,
            "user_code": begun.user_code,
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code={begun.user_code}",
            "expires_in": int(devices.LASTS.total_seconds()),
            "interval": devices.SECONDS,
        },
        headers=_NO_STORE,
    )


@router.post(
    "/oauth/revoke",
    response_class=Response,
    responses=_TOO_LARGE | REFUSED,
    openapi_extra=form(["client_id", "token"], "token_type_hint"),
)
def revoke(request: Request, form: Form) -> Response:
    """Sign an app out; a token that is not known is as good as revoked (RFC 7009, 2.2)."""
    portal = portal_of(request)
    try:
        client, value = _client(form), _needed(form, "token")
    except OAuthError as error:
        return _refused(error)
    with portal.work() as work:
        tokens.revoke(work, client, value)
    return Response(status_code=200, headers=_NO_STORE)


def _granted(portal: Portal, client: str, form: Mapping[str, str]) -> Pair:
    kind = _needed(form, "grant_type")
    if kind == "authorization_code":
        wanted = (_needed(form, name) for name in ("code", "redirect_uri", "code_verifier"))
        return oauth.exchange(portal, client, *wanted)
    if kind == "refresh_token":
        return tokens.renew(portal, client, _needed(form, "refresh_token"))
    if kind == _DEVICE_GRANT:
        return devices.poll(portal, client, _needed(form, "device_code"))
    raise OAuthError("unsupported_grant_type", "see /.well-known/oauth-authorization-server")


def _client(form: Mapping[str, str]) -> str:
    client = _needed(form, "client_id")
    if client not in oauth.CLIENTS:
        raise OAuthError("invalid_client", "there is no such client")
    return client


def _needed(form: Mapping[str, str], name: str) -> str:
    if not form.get(name):
        raise OAuthError("invalid_request", f"{name} is missing, or a parameter came twice")
    return form[name]


def _refused(error: OAuthError, status: int = 400, retry_after: float | None = None) -> Response:
    headers = dict(_NO_STORE)
    if error.code == "invalid_client":
        status = 401
        headers["WWW-Authenticate"] = "Basic"  # RFC 6749 wants the answer 401 to name a scheme
    if retry_after is not None:
        headers["Retry-After"] = str(math.ceil(retry_after))
    told = {"error": error.code, "error_description": error.description}
    return JSONResponse(told, status, headers)
