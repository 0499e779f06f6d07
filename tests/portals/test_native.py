"""The adapter's requests, one by one: what is asked, with which key, and what is made of the answer."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import httpx
import msgspec
import pytest

from tests.portals.conftest import TOKEN, Opened
from tests.portals.samples import CHANGES, MESSAGE, POLICY, PROBE, TICKET
from trayapp.core.errors import (
    CursorGone,
    LocalFault,
    NotFound,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
    TooLarge,
)
from trayapp.core.ids import OpId
from trayapp.core.model import (
    Changes,
    Close,
    Draft,
    Fact,
    FileKind,
    SetPriority,
    StoredFile,
    TicketRef,
    Update,
)
from trayapp.core.password import Password
from trayapp.core.ports import Unchanged

OP = OpId("op-1")
REF = TicketRef("t1", "4711")


def nowhere(sent: int, total: int) -> None:
    """Progress that nobody watches."""


def problem(status: int, kind: str, **more: Any) -> httpx.Response:
    """A refusal of the portal."""
    content = msgspec.json.encode({"kind": kind, "status": status, "detail": kind, **more})
    return httpx.Response(status, content=content, headers={"Content-Type": "application/problem+json"})


def file_of(opened: Opened, content: bytes = b"pixels", name: str = "shot.png") -> StoredFile:
    """A file in the spool."""
    return opened.spool.put(io.BytesIO(content), name, "image/png", FileKind.SCREENSHOT)


class FileServer:
    """The portal's files, and tickets made of them."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.lost: list[str] = []
        self.limit = 10**9

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer a request."""
        digest = request.url.path.rpartition("/")[2]
        if request.method == "HEAD":
            return httpx.Response(200 if digest in self.files else 404)
        if request.method == "PUT":
            if len(request.content) > self.limit:
                return problem(413, "too_large", limit=self.limit)
            self.files[digest] = request.content
            return httpx.Response(201, json={})
        if self.lost:
            return problem(409, "missing_files", missing=[self.lost.pop(), 5])
        return httpx.Response(201, json=MESSAGE if request.url.path.endswith("messages") else TICKET)


def test_a_ticket_without_files_is_one_request(opened: Opened) -> None:
    """A create is one POST with its key and token; its answer names the ticket."""
    draft = Draft("Printer", "Fire", facts=(Fact("os.name", "Linux"),), fields={"b": "2", "a": "1"})

    ref = opened.answering(201, json=TICKET).submit(OP, draft, opened.steps, nowhere)

    (request,) = opened.requests
    assert ref == REF
    assert (request.method, request.url.path) == ("POST", "/desk/api/v1/tickets")
    assert request.headers["Idempotency-Key"] == OP
    assert request.headers["Authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in str(request.url)
    assert msgspec.json.decode(request.content) == {
        "subject": "Printer",
        "description": "Fire",
        "nature": None,
        "references": None,
        "joins": None,
        "product": None,
        "category": None,
        "fields": {"a": "1", "b": "2"},
        "priority": None,
        "facts": [{"key": "os.name", "value": "Linux", "failed": False}],
        "files": [],
        "written_at": None,
    }


def test_the_same_words_are_the_same_bytes(opened: Opened) -> None:
    """A repeat is byte for byte what went out before, in whatever order its fields were read from the disk."""
    portal = opened.answering(201, json=TICKET)

    portal.submit(OP, Draft("Printer", fields={"b": "2", "a": "1"}), opened.steps, nowhere)
    portal.submit(OP, Draft("Printer", fields={"a": "1", "b": "2"}), opened.steps, nowhere)

    first, second = opened.requests
    assert first.content == second.content


def test_files_go_first_and_once(opened: Opened) -> None:
    """Files are asked for and uploaded by their hash, noted, and not uploaded again in the next try."""
    server, file = FileServer(), file_of(opened)
    portal = opened(server)

    for _ in range(2):
        portal.submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)

    assert [request.method for request in opened.requests] == ["HEAD", "PUT", "POST", "POST"]
    assert server.files == {file.sha256: b"pixels"}
    assert opened.requests[1].headers["Content-Length"] == "6"
    assert opened.steps.get(f"file:{file.sha256}")


def test_a_file_the_portal_has_is_not_sent(opened: Opened) -> None:
    """After a crash between upload and note, the bytes are not sent twice."""
    server, file = FileServer(), file_of(opened)
    server.files[file.sha256] = b"pixels"

    opened(server).update(OP, REF, Update("See", (file,)), opened.steps, nowhere)

    assert [request.method for request in opened.requests] == ["HEAD", "POST"]


def test_a_file_the_portal_lost_is_sent_again(opened: Opened) -> None:
    """Noted as uploaded, but missing on the portal: it goes up again, and the ticket is posted under the same key."""
    server, file = FileServer(), file_of(opened)
    opened.steps.put(f"file:{file.sha256}", "uploaded")
    server.lost.append(file.sha256)

    opened(server).submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)

    posts = [request for request in opened.requests if request.method == "POST"]
    assert [request.method for request in opened.requests] == ["POST", "PUT", "POST"]
    assert posts[0].content == posts[1].content
    assert {request.headers["Idempotency-Key"] for request in posts} == {OP}


def test_a_portal_that_keeps_losing_files_ends_the_try(opened: Opened) -> None:
    """There is one second try, not an endless one."""
    server, file = FileServer(), file_of(opened)
    server.lost += [file.sha256] * 9

    with pytest.raises(Rejected):
        opened(server).submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)


def test_progress_counts_every_byte_once(opened: Opened) -> None:
    """Progress runs from the first byte to the last of all files, whether sent now or before."""
    big = file_of(opened, b"x" * 1_000_000)
    small = file_of(opened, b"tiny", "tiny.txt")
    opened.steps.put(f"file:{small.sha256}", "uploaded")
    told: list[tuple[int, int]] = []

    opened(FileServer()).submit(
        OP, Draft("Printer", files=(small, big)), opened.steps, lambda sent, total: told.append((sent, total))
    )

    assert {total for _, total in told} == {1_000_004}
    assert [sent for sent, _ in told] == sorted(sent for sent, _ in told)
    assert told[-1] == (1_000_004, 1_000_004)
    assert len(told) > 4


def test_a_file_that_is_too_large_is_named(opened: Opened) -> None:
    """The portal's 413 is about one file: which one, and how large the portal takes."""
    server, file = FileServer(), file_of(opened)
    server.limit = 3

    with pytest.raises(TooLarge) as raised:
        opened(server).submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)

    assert dict(raised.value.params) == {"name": "shot.png", "size": "6", "limit": "3"}


@pytest.mark.parametrize("content", [b"pixel", b"pixelz", b"pixels and more", b""])
def test_a_damaged_file_is_not_sent(opened: Opened, content: bytes) -> None:
    """Bytes that are not what was attached are this computer's fault, and no ticket is made without them."""
    file = file_of(opened)
    opened.spool.kept[file.sha256] = content
    server = FileServer()

    with pytest.raises(LocalFault):
        opened(server).submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)

    assert server.files == {}
    assert "POST" not in [request.method for request in opened.requests]


def test_an_empty_file_is_a_file(opened: Opened) -> None:
    """A file without bytes is sent like any other."""
    server, file = FileServer(), file_of(opened, b"")

    opened(server).submit(OP, Draft("Log", files=(file,)), opened.steps, nowhere)

    assert server.files == {hashlib.sha256(b"").hexdigest(): b""}


def test_names_are_made_fit_for_the_portal(opened: Opened) -> None:
    """A file name that could be a path, or an odd media type, does not make the portal refuse the ticket."""
    file = StoredFile("..\\a/b\n.png", "what is this", 6, file_of(opened).sha256)

    opened(FileServer()).submit(OP, Draft("Printer", files=(file,)), opened.steps, nowhere)

    (named,) = msgspec.json.decode(opened.requests[-1].content)["files"]
    assert (named["name"], named["media_type"]) == (".._a_b_.png", "application/octet-stream")


def test_a_ticket_is_found_by_its_key(opened: Opened) -> None:
    """The look-up asks for the key, and believes only a ticket that carries it."""
    assert opened.answering(json={"tickets": [TICKET]}).find(OP, Draft("Printer")) == REF
    assert opened.requests[0].url.params["op_id"] == OP
    assert (
        opened.answering(json={"tickets": [{**TICKET, "op_id": "other"}]}).find(OP, Draft("Printer")) is None
    )
    assert opened.answering(json={"tickets": []}).find(OP, Draft("Printer")) is None


def test_a_message_is_found_by_its_key(opened: Opened) -> None:
    """The look-up asks for the key; a portal that answers with the whole conversation is not believed."""
    found = opened.answering(json={"messages": [MESSAGE]}).find_update(OP, REF)

    assert found is not None
    assert found.id == "m1"
    assert opened.requests[0].url.params["op_id"] == OP
    assert opened.answering(json={"messages": []}).find_update(OP, REF) is None
    assert opened.answering(json={"messages": [{**MESSAGE, "mine": False}]}).find_update(OP, REF) is None
    with pytest.raises(ServerFault):
        opened.answering(json={"messages": [MESSAGE, MESSAGE]}).find_update(OP, REF)


def test_changes_come_with_a_cursor(opened: Opened) -> None:
    """The cursor goes as it came, also as the entity tag that makes "nothing new" cheap."""
    page = opened.answering(json=CHANGES).changes("c1")

    (request,) = opened.requests
    assert isinstance(page, Changes)
    assert page.cursor == "c2"
    assert request.url.params["cursor"] == "c1"
    assert request.headers["If-None-Match"] == '"c1"'


def test_the_first_page_has_no_cursor(opened: Opened) -> None:
    """Without a cursor everything is asked for."""
    opened.answering(json=CHANGES).changes(None)

    assert "cursor" not in opened.requests[0].url.params
    assert "If-None-Match" not in opened.requests[0].headers


def test_nothing_new_is_unchanged(opened: Opened) -> None:
    """304 is no page."""
    assert isinstance(opened.answering(304).changes("c1"), Unchanged)
    assert isinstance(opened.answering(304).read(REF, '"7"'), Unchanged)
    assert opened.requests[1].headers["If-None-Match"] == '"7"'


def test_a_cursor_the_portal_forgot_is_said(opened: Opened) -> None:
    """410: a portal restored from its backup does not know how far it was pulled."""
    with pytest.raises(CursorGone):
        opened(lambda request: problem(410, "cursor_gone")).changes("c9")


def test_a_portal_whose_cursors_are_always_gone_is_not_asked_for_ever(opened: Opened) -> None:
    """410 without a cursor is the portal's fault."""
    with pytest.raises(Rejected):
        opened(lambda request: problem(410, "cursor_gone")).changes(None)

    assert len(opened.requests) == 1


def test_a_policy_is_read_once(opened: Opened) -> None:
    """An unchanged policy is answered by its entity tag alone."""

    def tagged(request: httpx.Request) -> httpx.Response:
        if request.headers.get("If-None-Match") == '"p1"':
            return httpx.Response(304)
        return httpx.Response(200, json=POLICY, headers={"ETag": '"p1"'})

    portal = opened(tagged)

    assert portal.policy() is portal.policy()


@pytest.mark.parametrize(
    ("want", "body"),
    [(Close(), {"kind": "close"}), (SetPriority("low"), {"kind": "priority", "priority": "low"})],
)
def test_a_change_is_read_back(opened: Opened, want: Close | SetPriority, body: dict[str, str]) -> None:
    """What counts is the ticket as the portal answers it, not what was asked for."""
    ticket = opened.answering(json=TICKET).change(OP, REF, want)

    (request,) = opened.requests
    assert (ticket.status, ticket.priority) == ("new", None)
    assert msgspec.json.decode(request.content) == body
    assert request.headers["Idempotency-Key"] == OP


def test_a_conversation_goes_on_after_a_message(opened: Opened) -> None:
    """Only what came after the last known message is asked for."""
    (message,) = opened.answering(json={"messages": [MESSAGE]}).thread(REF, "m0")

    assert message.text == "Try water"
    assert opened.requests[0].url.params["after"] == "m0"


def test_a_missing_ticket_is_named_by_its_number(opened: Opened) -> None:
    """The number people know stands in the error."""
    with pytest.raises(NotFound) as raised:
        opened(lambda request: problem(404, "not_found")).thread(REF, None)

    assert dict(raised.value.params) == {"what": "ticket", "id": "4711"}


def test_a_file_comes_back_whole(opened: Opened) -> None:
    """Bytes are streamed into place, and must have the hash that was promised."""
    digest = hashlib.sha256(b"pixels").hexdigest()
    to = io.BytesIO()

    opened.answering(content=b"pixels", headers={"ETag": f'"{digest}"'}).fetch(REF, "f/1", to)

    assert to.getvalue() == b"pixels"
    assert opened.requests[0].url.raw_path.endswith(b"/tickets/t1/files/f%2F1")


@pytest.mark.parametrize("headers", [{}, {"ETag": '"abc"'}, {"ETag": hashlib.sha256(b"other").hexdigest()}])
def test_a_damaged_file_is_refused(opened: Opened, headers: dict[str, str]) -> None:
    """Bytes without their hash are no file."""
    with pytest.raises(ServerFault):
        opened.answering(content=b"pixels", headers=headers).fetch(REF, "f1", io.BytesIO())


def test_a_missing_file_is_named(opened: Opened) -> None:
    """404 for a file says which."""
    with pytest.raises(NotFound) as raised:
        opened(lambda request: problem(404, "not_found")).fetch(REF, "f1", io.BytesIO())

    assert dict(raised.value.params) == {"what": "file", "id": "f1"}


@pytest.mark.parametrize(
    "answer", [httpx.Response(201, text="<html>"), httpx.Response(201, json={"ok": True})]
)
def test_a_write_with_a_senseless_answer_is_in_doubt(opened: Opened, answer: httpx.Response) -> None:
    """The portal said "created", but not what: it must be looked up."""
    with pytest.raises(OutcomeUnknown):
        opened(lambda request: answer).submit(OP, Draft("Printer"), opened.steps, nowhere)


def test_without_a_token_nothing_is_sent(opened: Opened) -> None:
    """Nobody signed in: no request at all."""
    with pytest.raises(SignIn):
        opened(lambda request: httpx.Response(200, json=PROBE), token=None).probe()

    assert opened.requests == []


def test_a_lost_connection_while_uploading_leaves_no_doubt(opened: Opened) -> None:
    """A file that did not get through is no ticket: it is sent again, without the ticket being in doubt."""

    def cut(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            raise httpx.ReadError("reset", request=request)
        return httpx.Response(404)

    with pytest.raises(Offline):
        opened(cut).submit(OP, Draft("Printer", files=(file_of(opened),)), opened.steps, nowhere)


def test_the_password_of_another_product_is_not_sent(opened: Opened) -> None:
    """A secret that is a name and a password belongs elsewhere: nothing leaves this computer."""
    portal = opened(lambda _: httpx.Response(200), Password("dana", "s3cret").secret())

    with pytest.raises(SignIn) as refused:
        portal.probe()

    assert refused.value.params["reason"] == "malformed"
    assert opened.requests == []
