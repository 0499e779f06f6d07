"""Conversations of any length: every message is told, and what is read of them at once is bounded."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

import httpx
import pytest

from tests.portals.rt.conftest import Server
from trayapp.core.model import Message, TicketRef
from trayapp.portals.rt import conversation

TIME = "2026-01-02T03:04:05Z"


def talk(server: Server, texts: Sequence[str]) -> None:
    """Ticket 7 with these messages, each of one plain text."""
    server.says["ticket/7"] = {"id": 7, "Status": "open", "Requestor": [{"id": "alice"}]}
    said = [{"id": f"{100 + at}", "Type": "Correspond", "Created": TIME} for at in range(len(texts))]
    whispers = [{"id": "5", "Type": "Comment", "Created": TIME}]
    server.says["ticket/7/history"] = {"items": [*whispers, *said], "pages": 1}
    parts = [
        {
            "id": f"{1000 + at}",
            "ContentType": "text/plain",
            "ContentLength": str(len(text)),
            "TransactionId": {"id": f"{100 + at}", "type": "transaction"},
        }
        for at, text in enumerate(texts)
    ]
    server.says["ticket/7/attachments"] = {"items": parts, "pages": 1}
    for at, (text, part) in enumerate(zip(texts, parts, strict=True)):
        server.says[f"transaction/{100 + at}/attachments"] = {"items": [part]}
        server.says[f"attachment/{1000 + at}"] = {"Content": base64.b64encode(text.encode()).decode()}


def thread(server: Server, after: str | None = None) -> Sequence[Message]:
    """The conversation of that ticket."""
    return server.portal().thread(TicketRef("7", "7"), after)


@pytest.mark.parametrize("count", [1, 5, 6, 40])
def test_every_message_is_told_in_order(server: Server, count: int) -> None:
    """However they are asked for: one by one where there are few."""
    talk(server, [f"Words {at}" for at in range(count)])

    assert [message.text for message in thread(server)] == [f"Words {at}" for at in range(count)]
    last = str(100 + count - 1)
    assert [message.id for message in thread(server, str(100 + count - 2))] == [last]


def test_where_there_is_no_room_words_are_files(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newest are read, and so is what fits beside what does not; nothing is lost."""
    monkeypatch.setattr(conversation, "ROOM", 100)
    talk(server, ["old " * 20, "short", "long " * 40, "new " * 20])

    told = thread(server)

    assert [message.text for message in told] == ["", "short", "", ("new " * 20)]
    assert [[file.name for file in message.files] for message in told] == [
        ["part-1000.txt"],
        [],
        ["part-1002.txt"],
        [],
    ]


def test_words_of_long_ago_are_files(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many messages are read, and not one question more is asked than for them."""
    monkeypatch.setattr(conversation, "MOST_READ", 3)
    talk(server, [f"Words {at}" for at in range(50)])

    told = thread(server)

    assert [message.text for message in told if message.text] == ["Words 47", "Words 48", "Words 49"]
    assert [message.files[0].name for message in told[:47]] == [f"part-{1000 + at}.txt" for at in range(47)]
    assert len([path for path in server.paths() if "/attachment/" in path]) == 3


def test_what_the_list_of_a_ticket_leaves_out_is_asked_for(server: Server) -> None:
    """A message without its parts in the list still has its words."""
    talk(server, [f"Words {at}" for at in range(8)])
    listed = server.says["ticket/7/attachments"]
    assert isinstance(listed, dict)
    del listed["items"][3]

    assert [message.text for message in thread(server)] == [f"Words {at}" for at in range(8)]


def test_what_is_hidden_hides_nothing_else(server: Server) -> None:
    """Two hundred things that only support staff sees, page after page, and an answer behind them."""
    talk(server, ["At last"])
    told = server.says["ticket/7/history"]

    def history(request: httpx.Request) -> object:
        asked = json.loads(request.url.params.get("query", "[]"))
        wanted = {limit["field"]: limit["value"] for limit in asked}
        return told if wanted.get("Type") == "Correspond" else {"items": [], "pages": None}

    server.says["ticket/7/history"] = history

    assert [message.text for message in thread(server)] == ["At last"]


@pytest.mark.expect_log("is passed over")
def test_a_message_that_cannot_be_meant_stops_nobody(server: Server) -> None:
    """The others are told."""
    talk(server, ["One", "Two", "Three"])
    listed = server.says["ticket/7/history"]
    assert isinstance(listed, dict)
    listed["items"][2]["Created"] = "3026-01-02T03:04:05Z"

    assert [message.text for message in thread(server)] == ["One", "Three"]
