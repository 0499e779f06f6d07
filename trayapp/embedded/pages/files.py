"""The style sheet and the picture of the pages."""

from __future__ import annotations

from fastapi import Response
from starlette.responses import FileResponse

from trayapp.embedded.pages.route import router as page_router
from trayapp.paths import resource

router = page_router()
_HEADERS = {"Cache-Control": "max-age=3600", "X-Content-Type-Options": "nosniff"}


@router.get("/pages/style.css")
def style() -> Response:
    """How pages look, light and dark."""
    return FileResponse(resource("pages", "style.css"), media_type="text/css", headers=_HEADERS)


@router.get("/pages/logo.svg")
def logo() -> Response:
    """The program's icon."""
    return FileResponse(resource("icons", "trayapp.svg"), media_type="image/svg+xml", headers=_HEADERS)
