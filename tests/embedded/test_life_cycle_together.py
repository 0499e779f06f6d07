"""Several people at one ticket at once, over real connections: nothing is lost, and one order holds for all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.fakes.portal_process import PortalProcess

PEOPLE = ("dana@northwind.example", "leo@northwind.example")
"""Of one company; Leo is its manager and sees Dana's tickets."""


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One for all tests of this file: each works on tickets of its own."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api") as running:
        yield running


class Table:
    """Dana, Leo and support, each at a connection of their own."""

    def __init__(self, portal: PortalProcess) -> None:
        self.dana, self.leo = (portal.client(who) for who in PEOPLE)
        self.support = portal.client("agent")
        self.ticket = self.post(self.dana, "/tickets", subject="Together")["ref"]["id"]

    def post(self, client: httpx.Client, path: str, **body: Any) -> Any:
        """What the portal answered to a new request, which must have gone well."""
        headers = {"Idempotency-Key": str(uuid4())}
        return client.post(path, json=body, headers=headers).raise_for_status().json()

    def say(self, client: httpx.Client, text: str) -> Any:
        """Words on the ticket."""
        return self.post(client, f"/tickets/{self.ticket}/messages", text=text)

    def change(self, client: httpx.Client, **wish: Any) -> Any:
        """A change of the ticket."""
        return self.post(client, f"/tickets/{self.ticket}/changes", **wish)

    def told(self, client: httpx.Client) -> list[dict[str, Any]]:
        """The conversation as that person sees it."""
        found = client.get(f"/tickets/{self.ticket}/messages").raise_for_status()
        messages: list[dict[str, Any]] = found.json()["messages"]
        return messages

    def close(self) -> None:
        """Everybody goes."""
        for client in (self.dana, self.leo, self.support):
            client.close()


@pytest.fixture
def table(portal: PortalProcess) -> Iterator[Table]:
    """A new ticket of Dana's."""
    found = Table(portal)
    yield found
    found.close()


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each answered; all begin at the same moment."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.rule("TK-4")
@pytest.mark.rule("TK-5")
def test_all_that_is_said_at_once_is_kept_in_one_order(table: Table) -> None:
    """Three people say five things each at a time: all are there, each person's in their order, the same for all."""

    def speaker(client: httpx.Client, name: str) -> Callable[[], None]:
        def speak() -> None:
            for number in range(5):
                table.say(client, f"{name} {number}")

        return speak

    at_once(speaker(table.dana, "Dana"), speaker(table.leo, "Leo"), speaker(table.support, "Support"))

    seen = [[each["text"] for each in table.told(who)] for who in (table.dana, table.leo, table.support)]
    assert seen[0] == seen[1] == seen[2]
    for name in ("Dana", "Leo", "Support"):
        assert [text for text in seen[0] if text.startswith(name)] == [f"{name} {n}" for n in range(5)]
    assert len(seen[0]) == 15


@pytest.mark.rule("ST-7")
@pytest.mark.parametrize("turn", range(8))
def test_words_that_meet_a_closing_are_kept_whichever_comes_first(table: Table, turn: int) -> None:
    """Leo closes while Dana writes: her words stand on the ticket, or they are the ticket in which it goes on."""
    said, closed = at_once(
        lambda: table.say(table.dana, "Wait"), lambda: table.change(table.leo, kind="close")
    )

    ticket = table.dana.get(f"/tickets/{table.ticket}").json()
    assert closed["status"] == ticket["status"] == "closed"
    if said["ticket"] is None:
        assert [each["text"] for each in table.told(table.leo)] == ["Wait"]
        assert ticket["continued"] is None
    else:
        new = table.leo.get(f"/tickets/{said['ticket']['id']}").json()
        assert (new["description"], new["references"], ticket["continued"]) == (
            "Wait",
            ticket["ref"],
            new["ref"],
        )


@pytest.mark.rule("ST-7")
def test_a_closing_before_the_words_makes_a_new_ticket(table: Table) -> None:
    """Closed by Leo while Dana was typing: what she sends is not lost, and she is told where it is."""
    table.change(table.leo, kind="close")
    said = table.say(table.dana, "One more thing")
    assert table.dana.get(f"/tickets/{said['ticket']['id']}").json()["description"] == "One more thing"


@pytest.mark.rule("TK-4")
def test_both_close_at_once(table: Table) -> None:
    """Whoever comes second finds it closed; neither is refused."""
    answers = at_once(
        lambda: table.change(table.dana, kind="close"), lambda: table.change(table.leo, kind="close")
    )
    assert [answer["status"] for answer in answers] == ["closed", "closed"]


@pytest.mark.rule("ST-6")
@pytest.mark.parametrize("turn", range(4))
def test_keeping_open_and_closing_at_once_ends_in_one_of_both(table: Table, turn: int) -> None:
    """The ticket is closed in the end, and a wish that came too late is refused with the reason."""
    table.change(table.support, kind="status", status="resolved")

    def keep() -> int:
        body, key = {"kind": "keep_open"}, {"Idempotency-Key": f"keep-{table.ticket}"}
        return table.dana.post(f"/tickets/{table.ticket}/changes", json=body, headers=key).status_code

    kept, closed = at_once(keep, lambda: table.change(table.leo, kind="close"))
    assert closed["status"] == table.dana.get(f"/tickets/{table.ticket}").json()["status"] == "closed"
    assert kept in {200, 422}
    assert [each["side"] for each in table.told(table.dana)] == (["system"] if kept == 200 else [])


@pytest.mark.rule("TK-10")
def test_two_priorities_at_once_leave_one(table: Table) -> None:
    """The last one holds, with the due time that belongs to it."""
    wishes = [(table.dana, "high"), (table.leo, "scheduled")]
    at_once(
        *(
            lambda client=client, code=code: table.change(client, kind="priority", priority=code)
            for client, code in wishes
        )
    )
    ticket = table.dana.get(f"/tickets/{table.ticket}").json()
    alone = table.change(table.support, kind="priority", priority=ticket["priority"])
    assert ticket["priority"] in {"high", "scheduled"}
    assert alone["due_at"] == ticket["due_at"]
