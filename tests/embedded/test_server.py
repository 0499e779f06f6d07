"""The portal as a process."""

from __future__ import annotations

import hashlib
import io
import json
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.fakes.portal_process import PortalProcess
from trayapp.core.errors import LocalFault
from trayapp.embedded import seed, server
from trayapp.embedded.db import Database
from trayapp.embedded.seed import Seed
from trayapp.embedded.serving import Server


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """One for all tests of this file that do not stop it."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api") as running:
        yield running


def test_restarted_with_the_same_data_it_is_the_same_portal(tmp_path: Path) -> None:
    """Address, users, tokens and tickets are there again after SIGTERM and after a kill; SIGTERM is exit 0."""
    portal = PortalProcess(tmp_path / "data").start()
    with portal.client() as client:
        made = client.post("/tickets", json={"subject": "X"}, headers={"Idempotency-Key": "k"})
        number = made.json()["ref"]["number"]
    before = (portal.url, dict(portal.users))
    assert portal.stop() == 0
    portal.start()
    assert (portal.url, portal.users) == before
    assert portal.kill() != 0
    portal.start()
    with portal.client() as client:
        assert client.get(f"/tickets/{number}").json()["subject"] == "X"
    assert portal.stop() == 0


def test_open_event_streams_do_not_hold_the_end_up(tmp_path: Path) -> None:
    """SIGTERM ends a portal to which forty listen, and each stream ends in order."""
    portal = PortalProcess(tmp_path / "data").start()
    with portal.client() as client, ExitStack() as open_streams:
        every = [
            open_streams.enter_context(client.stream("GET", "/events", timeout=60)).iter_lines()
            for _ in range(40)
        ]
        for lines in every:
            assert next(lines).startswith("retry: ")
            assert [next(lines), next(lines)] == ["event: changed", "data: {}"]
        assert portal.stop() == 0
        assert [line for lines in every for line in lines if line] == []


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
def test_tokens_of_the_demo_are_readable_by_this_user_alone(tmp_path: Path) -> None:
    """The file that keeps demo tokens is private, and so is the data folder."""
    data = tmp_path / "data"
    with PortalProcess(data) as portal:
        assert portal.users["basic"] in (data / seed.USERS_FILE).read_text(encoding="utf-8")
    assert stat.S_IMODE((data / seed.USERS_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_an_empty_portal_has_an_administrator(tmp_path: Path) -> None:
    """Without a seed there is one member of the support staff, and nothing else."""
    with PortalProcess(tmp_path / "data", seed=None) as portal, portal.client("agent") as client:
        assert set(portal.users) == {"agent", "admin@portal.example"}
        assert client.get("/tickets?view=all").json()["tickets"] == []


def test_the_demo_is_a_company_with_a_history(portal: PortalProcess) -> None:
    """Several people, tickets in every status with conversations, announcements, and a second company apart."""
    with portal.client("agent") as client:
        page = client.get("/changes?limit=500").json()
    told = [item["ticket"] for item in page["tickets"]]
    assert len(told) >= 12
    assert {ticket["status"] for ticket in told} == {
        "new", "assigned", "waiting_for_customer", "waiting_for", "pending_support", "resolved", "closed"
    }  # fmt: skip
    assert sum(len(item["messages"]) for item in page["tickets"]) >= 12
    assert sorted(each["severity"] for each in page["announcements"]) == ["info", "outage"]
    with portal.client("tom@harbordental.example") as client:
        mine = client.get("/tickets?view=all").json()["tickets"]
    assert {ticket["relation"] for ticket in mine} == {"own", "collaborator"}
    assert len(mine) < len(told)


def test_a_dropped_answer_was_applied(portal: PortalProcess) -> None:
    """The fault closes the connection without a word, after the ticket was made; the same key finds it."""
    portal.fault(drop_answer=True, path="/api/v1/tickets")
    with portal.client() as client:
        ask = {"json": {"subject": "Dropped"}, "headers": {"Idempotency-Key": "dropped"}}
        with pytest.raises(httpx.RemoteProtocolError):
            client.post("/tickets", **ask)  # type: ignore[arg-type]
        assert len(client.get("/tickets?op_id=dropped").json()["tickets"]) == 1
        assert client.post("/tickets", **ask).headers["idempotency-replayed"] == "true"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "retry_after", "kind"), [(503, 7, "busy"), (429, None, "busy"), (500, None, "server_fault")]
)
def test_faults_come_as_ordered(
    portal: PortalProcess, status: int, retry_after: int | None, kind: str
) -> None:
    """So many requests below the path fail in the way that was asked for, then all is well."""
    portal.fault(status=status, retry_after=retry_after, count=2, path="/api/v1/probe")
    with portal.client() as client:
        assert client.get("/policy").status_code == 200
        answers = [client.get("/probe") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [status, status, 200]
    assert answers[0].headers.get("retry-after") == (str(retry_after) if retry_after else None)
    assert answers[0].json()["kind"] == kind


def test_faults_come_after_what_may_pass(portal: PortalProcess) -> None:
    """So many requests are served before."""
    portal.fault(status=503, passing=1, path="/api/v1/probe")
    with portal.client() as client:
        answers = [client.get("probe").status_code for _ in range(3)]

    assert answers == [200, 503, 200]


def test_faults_can_be_cleared(portal: PortalProcess) -> None:
    """A fault that was ordered and cleared does not come."""
    portal.fault(status=500, count=100)
    portal.clear_faults()
    with portal.client() as client:
        assert client.get("/probe").status_code == 200


def test_without_the_test_api_there_are_no_faults(tmp_path: Path) -> None:
    """A portal that is not told so takes no orders to fail."""
    with PortalProcess(tmp_path / "data") as portal, pytest.raises(httpx.HTTPStatusError, match="404"):
        portal.fault(status=500)


def test_a_file_over_the_limit_is_refused_over_the_wire(portal: PortalProcess) -> None:
    """The answer reaches a client that is still sending."""
    content = b"x" * (26 * 1024 * 1024)
    with portal.client() as client:
        answer = client.put(f"/files/{hashlib.sha256(content).hexdigest()}", content=content)
    assert (answer.status_code, answer.json()["kind"]) == (413, "too_large")


def test_an_address_in_use_is_a_local_fault(portal: PortalProcess, tmp_path: Path) -> None:
    """Nothing is announced, and the fault names the address."""
    told = io.StringIO()
    port = httpx.URL(portal.url).port or 0
    with pytest.raises(LocalFault) as refused:
        server.run("127.0.0.1", port, tmp_path, "msp", "demo", told)
    assert refused.value.params == {"reason": "address", "host": "127.0.0.1", "port": str(port)}
    assert told.getvalue() == ""


@pytest.mark.parametrize(
    ("profile", "seed_name"), [("nobody", None), ("msp", "bulk"), ("msp", "demo:3"), ("msp", "bulk:x")]
)
def test_an_unknown_profile_or_seed_is_refused_before_anything_is_made(
    tmp_path: Path, profile: str, seed_name: str | None
) -> None:
    """A word that is none makes no folder."""
    with pytest.raises(ValueError, match="unknown"):
        server.run("127.0.0.1", 0, tmp_path / "data", profile, seed_name, io.StringIO())
    assert not (tmp_path / "data").exists()


def test_a_bulk_seed_is_as_many_tickets_as_asked_for(tmp_path: Path) -> None:
    """Every ticket can be pulled, with the answers on every second one."""
    assert seed.parse("bulk:1200") == Seed("bulk", 1200)
    with PortalProcess(tmp_path / "data", seed="bulk:1200") as portal, portal.client() as client:
        page = client.get("/changes?limit=500").json()
        items = page["tickets"]
        while page["more"]:
            page = client.get("/changes", params={"limit": 500, "cursor": page["cursor"]}).json()
            items += page["tickets"]
    assert len({item["ticket"]["ref"]["number"] for item in items}) == 1200
    assert sum(len(item["messages"]) for item in items) == 600


def test_ipv6_addresses_are_written_in_brackets() -> None:
    """The URL of a portal on an IPv6 address can be used as it is."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    with server.bound("::1", 0) as listening:
        assert server.url_of(listening).startswith("http://[::1]:")


@pytest.mark.parametrize("damage", ["newer", "corrupt"])
def test_a_database_that_cannot_be_used_is_left_alone(tmp_path: Path, damage: str) -> None:
    """A newer or a broken database is refused by name, and not a byte of it changes."""
    path = tmp_path / "portal.db"
    if damage == "newer":
        database = Database(path)
        with database.write() as tx:
            tx.execute("INSERT INTO meta VALUES ('x', 'y')")
        database._writer.execute("PRAGMA user_version = 99")
        database.close()
    else:
        path.write_bytes(b"this is no database" * 500)
    before = path.read_bytes()
    with pytest.raises(LocalFault) as refused:
        Database(path)
    assert refused.value.params["reason"] == {"newer": "newer_database", "corrupt": "corrupt"}[damage]
    assert path.read_bytes() == before


def test_the_first_line_is_all_that_stdout_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One JSON object with the address and the users; run from a thread it ends when told to."""
    said = threading.Event()
    servers: list[Server] = []

    class Told(io.StringIO):
        def flush(self) -> None:
            said.set()

    class Remembered(Server):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            servers.append(self)

    monkeypatch.setattr(server, "Server", Remembered)
    told = Told()
    arguments = ("127.0.0.1", 0, None, "msp", "demo", told)
    thread = threading.Thread(target=server.run, args=arguments, kwargs={"agent_seconds": 5.0})
    thread.start()
    assert said.wait(20)
    servers[0].handle_exit(15, None)
    thread.join(20)
    assert not thread.is_alive()
    line = json.loads(told.getvalue())
    assert told.getvalue().count("\n") == 1
    assert set(line) == {"url", "users"}
    levels = {"basic", "sales", "it", "manager", "primary", "agent"}
    assert {user["level"] for user in line["users"]} == levels
