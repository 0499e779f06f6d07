"""Files: uploaded under their hash, hung on tickets, read back."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import httpx
import pytest
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI
from starlette.types import Message

from tests.embedded.conftest import World, made, problem
from trayapp.embedded import uploads

PICTURE = b"\x89PNG not really"


def sha(content: bytes) -> str:
    """Its address."""
    return hashlib.sha256(content).hexdigest()


def upload(world: World, who: str, content: bytes = PICTURE) -> httpx.Response:
    """Upload it."""
    return world.client(who).put(f"/files/{sha(content)}", content=content)


def file(content: bytes = PICTURE, **other: Any) -> dict[str, Any]:
    """How a ticket names it."""
    told = {"name": "p.png", "media_type": "image/png", "size": len(content), "sha256": sha(content)}
    return told | {"kind": "screenshot"} | other


def test_an_upload_is_known_afterwards_to_its_account_alone(world: World) -> None:
    """HEAD says 404 before, 200 after; that somebody else has the same file says nothing about mine."""
    path = f"/files/{sha(PICTURE)}"
    assert world.client("dana").head(path).status_code == 404
    assert upload(world, "dana").status_code == 201
    assert upload(world, "dana").status_code == 200
    assert world.client("dana").head(path).status_code == 200
    assert world.client("leo").head(path).status_code == 404


def test_an_upload_that_breaks_off_is_no_bug(world: World, app: FastAPI, loop: BlockingPortal) -> None:
    """Who leaves in the middle of it is told nothing, nothing of it is kept, and the log holds no fault."""
    left = iter([{"type": "http.request", "body": PICTURE[:4], "more_body": True}])
    path = f"/api/v1/files/{sha(PICTURE)}"
    token = f"Bearer {world.tokens['dana']}".encode()
    scope = {"type": "http", "method": "PUT", "path": path, "query_string": b"", "scheme": "http"}
    said: list[Message] = []

    async def receive() -> Message:
        return next(left, {"type": "http.disconnect"})

    async def send(message: Message) -> None:
        said.append(message)

    loop.call(app, {**scope, "headers": [(b"authorization", token)]}, receive, send)

    assert said[0]["status"] == 400
    assert world.client("dana").head(f"/files/{sha(PICTURE)}").status_code == 404


def test_bytes_with_another_hash_are_refused(world: World) -> None:
    """What was damaged on the way is not kept, and leaves nothing behind."""
    response = world.client("dana").put(f"/files/{sha(PICTURE)}", content=b"damaged")
    assert "sha256" in problem(response, 422, "rejected")["fields"]
    assert world.client("dana").head(f"/files/{sha(PICTURE)}").status_code == 404
    left = [path for path in world.portal.blobs.path("00").parents[1].rglob("*") if path.is_file()]
    assert left == []


def test_a_file_comes_back_as_it_went(world: World) -> None:
    """The bytes, type and name of an attachment are those that were sent, safe for a browser."""
    upload(world, "dana")
    ticket = world.create("dana", files=[file(name="Bildschirm ü.png")])
    (remote,) = ticket["files"]
    assert (remote["name"], remote["size"], remote["sha256"]) == (
        "Bildschirm ü.png",
        len(PICTURE),
        sha(PICTURE),
    )
    path = f"/tickets/{ticket['ref']['number']}/files/{remote['id']}"
    answer = world.client("leo").get(path)
    assert answer.content == PICTURE
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["etag"] == f'"{sha(PICTURE)}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''Bildschirm%20%C3%BC.png"
    same = world.client("leo").get(path, headers={"If-None-Match": f'"{sha(PICTURE)}"'})
    assert (same.status_code, same.content) == (304, b"")


def test_a_message_carries_files(world: World) -> None:
    """A file on a message belongs to the message, and may be all it says."""
    ticket = world.create("dana")
    upload(world, "sam")
    path = f"/tickets/{ticket['ref']['id']}"
    said = made(
        world.client("sam").post(f"{path}/messages", json={"files": [file()]}, headers=world.key()), 201
    )
    assert [each["name"] for each in said["files"]] == ["p.png"]
    assert made(world.see("dana", ticket))["files"] == []
    assert world.client("dana").get(f"{path}/files/{said['files'][0]['id']}").content == PICTURE


def test_a_file_is_reached_through_its_own_ticket_only(world: World) -> None:
    """The id of a file of a ticket that one does not see is no way around that."""
    upload(world, "dana")
    secret = world.create("dana", files=[file()])["files"][0]["id"]
    own = world.create("tom")["ref"]["id"]
    problem(world.client("tom").get(f"/tickets/{own}/files/{secret}"), 404, "not_found")


def test_files_that_are_not_uploaded_are_named(world: World) -> None:
    """The ticket is refused with the hashes to upload first; afterwards the same request passes."""
    client, key = world.client("dana"), world.key()
    body = {"subject": "X", "files": [file()]}
    upload(world, "leo")
    told = problem(client.post("/tickets", json=body, headers=key), 409, "missing_files")
    assert told["missing"] == [sha(PICTURE)]
    upload(world, "dana")
    assert made(client.post("/tickets", json=body, headers=key), 201)["files"][0]["sha256"] == sha(PICTURE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "../../etc/passwd"},
        {"name": "a\nb"},
        {"name": ""},
        {"name": "x" * 256},
        {"media_type": "text/html\r\nX-Evil: 1"},
        {"media_type": "image"},
        {"sha256": "G" * 64},
        {"size": -1},
        {"size": 3},
        {"path": "/etc/passwd"},
    ],
)
def test_a_file_described_wrongly_is_refused(world: World, wrong: dict[str, Any]) -> None:
    """Names are no paths, types are types, sizes are true, and nothing else is taken."""
    upload(world, "dana")
    response = world.client("dana").post(
        "/tickets", json={"subject": "X", "files": [file(**wrong)]}, headers=world.key()
    )
    problem(response, 422, "rejected")


def test_a_file_over_the_limit_is_too_large(world: World) -> None:
    """One byte more than the limit is refused with the limit; the limit itself passes."""
    assert upload(world, "dana", b"x" * 1000).status_code == 201
    assert problem(upload(world, "dana", b"x" * 1001), 413, "too_large")["limit"] == 1000


def test_all_files_together_have_a_limit(world: World) -> None:
    """Two files that pass alone may be too large together."""
    contents = (b"a" * 800, b"b" * 800)
    for content in contents:
        upload(world, "dana", content)
    body = {"subject": "X", "files": [file(content) for content in contents]}
    response = world.client("dana").post("/tickets", json=body, headers=world.key())
    assert problem(response, 413, "too_large")["limit"] == 1500


def test_uploads_that_no_ticket_names_are_forgotten(world: World) -> None:
    """After a week an unused upload goes, with its bytes; one that a ticket names stays."""
    upload(world, "dana", b"used")
    upload(world, "dana", b"unused")
    ticket = world.create("dana", files=[file(b"used")])
    world.clock.forward(days=uploads.KEPT / timedelta(days=1), seconds=1)
    upload(world, "dana", b"recent")
    assert uploads.sweep(world.portal) == 1
    kept = [world.portal.blobs.path(sha(content)).exists() for content in (b"used", b"unused", b"recent")]
    assert kept == [True, False, True]
    path = f"/tickets/{ticket['ref']['id']}/files/{ticket['files'][0]['id']}"
    assert world.client("dana").get(path).content == b"used"


def test_a_half_arrived_file_is_removed_at_the_next_start(world: World) -> None:
    """What a killed portal left behind does not fill the disk."""
    folder = world.portal.blobs.path("00").parents[1]
    (folder / "incoming-x").write_bytes(b"half")
    type(world.portal.blobs)(folder)
    assert list(folder.iterdir()) == []
