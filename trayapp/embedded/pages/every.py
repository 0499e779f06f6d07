"""All pages together."""

from __future__ import annotations

from fastapi import FastAPI

from trayapp.embedded.pages import authorize, confirm_email, device, files, passwords, request_access, sign_in


def install(app: FastAPI) -> None:
    """Serve them beside the API."""
    for part in (sign_in, authorize, device, passwords, request_access, confirm_email, files):
        app.include_router(part.router)
