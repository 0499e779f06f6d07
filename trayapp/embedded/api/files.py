"""Files over HTTP: uploaded once under their hash, read back from the ticket they hang on."""

from __future__ import annotations

from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import FileResponse
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from trayapp.core.errors import TooLarge
from trayapp.embedded import attachments, ticket_view, uploads
from trayapp.embedded.api.context import Asker, IfNoneMatch, answered, same, unchanged
from trayapp.embedded.api.models import Uploaded
from trayapp.embedded.blobs import Incoming

router = APIRouter(tags=["Files"])
Hash = Annotated[
    str, Path(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of the bytes, lower-case hexadecimal")
]


@router.head(
    "/files/{sha256}", response_class=Response, responses={404: {"description": "Not uploaded by me."}}
)
def known(asker: Asker, sha256: Hash) -> Response:
    """Whether I have uploaded this file already."""
    return Response(status_code=200 if uploads.known(asker.portal, asker.person, sha256) else 404)


@router.put(
    "/files/{sha256}",
    response_model=Uploaded,
    responses={201: {"model": Uploaded, "description": "New."}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def upload(asker: Asker, sha256: Hash, request: Request) -> Response:
    """Upload the bytes; sending them again does no harm. They are mine until a ticket names them."""
    limit = asker.portal.limits.file
    _refuse_over(int(request.headers.get("content-length", 0)), limit)
    incoming = await run_sync(asker.portal.blobs.incoming)
    try:
        await _receive(request, incoming, limit)
        new = await run_sync(uploads.keep, asker.portal, asker.person, sha256, incoming)
    finally:
        await run_sync(incoming.drop)
    return answered({"sha256": sha256, "size": incoming.size}, status=201 if new else 200)


@router.get(
    "/tickets/{ticket}/files/{file_id}",
    response_class=FileResponse,
    responses={
        200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
        304: {"description": "The file is the one you have."},
    },
)
def download(asker: Asker, ticket: str, file_id: str, if_none_match: IfNoneMatch = None) -> Response:
    """The bytes of a file on a ticket."""
    with asker.portal.db.read() as tx:
        row, _ = ticket_view.row_seen(tx, asker.person, ticket)
        file = attachments.one(tx, row["id"], file_id)
    etag = f'"{file.sha256}"'
    if same(if_none_match, etag):
        return unchanged(etag)
    # never shown by a browser: what an employee attached is not a page of this portal
    headers = {"ETag": etag, "X-Content-Type-Options": "nosniff", "Cache-Control": "private"}
    path = asker.portal.blobs.path(str(file.sha256))
    return FileResponse(path, headers=headers, media_type=file.media_type, filename=file.name)


async def _receive(request: Request, incoming: Incoming, limit: int) -> None:
    try:
        async for piece in request.stream():
            _refuse_over(incoming.size + len(piece), limit)
            await run_sync(incoming.write, piece)
    except ClientDisconnect as error:  # nobody hears the answer, but it is no bug either
        raise HTTPException(400, "the upload broke off") from error


def _refuse_over(size: int, limit: int) -> None:
    if size > limit:
        raise TooLarge("the file is too large", size=str(size), limit=str(limit))
