"""How the API document describes what OAuth asks and answers (RFC 6749, 7009, 8414, 8628)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_FORM = "application/x-www-form-urlencoded"


class Metadata(BaseModel):
    """Where everything is (RFC 8414)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    device_authorization_endpoint: str
    revocation_endpoint: str
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    code_challenge_methods_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[str]
    authorization_response_iss_parameter_supported: bool


class Tokens(BaseModel):
    """What an app signs in with."""

    access_token: str
    token_type: str
    expires_in: int
    """In seconds."""
    refresh_token: str
    """Good once: each answer brings the next."""


class DeviceCodes(BaseModel):
    """What a device shows, and what it asks with (RFC 8628, 3.2)."""

    device_code: str
    user_code: str
    verification_uri: str
    verification_uri_complete: str
    expires_in: int
    """In seconds."""
    interval: int
    """Seconds between two polls."""


class OAuthProblem(BaseModel):
    """What went wrong, as OAuth tells it (RFC 6749, 5.2)."""

    error: str
    error_description: str = ""
    """For developers."""


def form(required: list[str], *others: str) -> dict[str, Any]:
    """The parameters of a form, each of which comes at most once."""
    names: dict[str, Any] = {name: {"type": "string", "minLength": 1} for name in required}
    names |= {name: {"type": "string"} for name in others}
    schema = {"type": "object", "required": required, "properties": names}
    return {"requestBody": {"required": True, "content": {_FORM: {"schema": schema}}}}


REFUSED: dict[int | str, dict[str, Any]] = {
    400: {"model": OAuthProblem, "description": "Refused; `error` says why."},
    401: {"model": OAuthProblem, "description": "There is no such client (invalid_client)."},
}
SLOW_DOWN: dict[int | str, dict[str, Any]] = {
    429: {"model": OAuthProblem, "description": "Too many devices ask (slow_down); obey Retry-After."}
}
