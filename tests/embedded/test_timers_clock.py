"""Clocks that tests move: by a file, and by the test API."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.fakes.portal_process import PortalProcess
from trayapp.embedded.file_clock import FileClock
from trayapp.embedded.settable_clock import SettableClock

NOON = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)


def write(path: Path, text: str) -> Path:
    """Put another file in its place, as a careful editor does."""
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    return beside.replace(path)


def test_the_clock_stands_where_the_file_says(tmp_path: Path) -> None:
    """It tells that moment in UTC, again and again, and jumps when the file says another."""
    clock = FileClock(write(tmp_path / "clock", "2026-03-02T12:00:00-05:00\n"))
    assert [clock(), clock()] == [NOON, NOON]
    write(tmp_path / "clock", "2026-03-03T12:00:00Z")
    assert clock() == datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "content", ["", "tomorrow", "2026-03-02T12:00:00", "0001-01-01T00:00:00+14:00", "\0", "2026-13-45"]
)
def test_a_file_without_a_moment_is_refused_at_the_start(tmp_path: Path, content: str) -> None:
    """The fault names the file and says what must stand in it; so it is when there is no file."""
    path = tmp_path / "clock"
    with pytest.raises(ValueError, match="must hold a moment such as"):
        FileClock(path)
    write(path, content)
    with pytest.raises(ValueError, match="must hold a moment such as"):
        FileClock(path)


@pytest.mark.expect_log("the clock stays at 2026-03-02T17:00:00")
@pytest.mark.parametrize("gone", [False, True])
def test_bad_content_later_is_told_of_and_ignored(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, gone: bool
) -> None:
    """The clock stays where it was, warns once for each change of the file, and takes the next good one."""
    path = write(tmp_path / "clock", NOON.isoformat())
    clock = FileClock(path)
    if gone:
        path.unlink()
    else:
        write(path, "noon")
    assert [clock(), clock()] == [NOON, NOON]
    assert len(caplog.records) == 1
    write(path, "2026-03-05T00:00:00+00:00")
    assert clock() == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_set_clock_stands_until_it_is_let_go() -> None:
    """Set, it stands; let go, it tells what the real one tells."""
    clock = SettableClock(lambda: NOON)
    assert clock() == NOON
    clock.set(datetime.fromisoformat("2026-03-05T01:00:00+01:00"))
    assert clock() == datetime(2026, 3, 5, tzinfo=UTC)
    clock.set(None)
    assert clock() == NOON


@pytest.mark.rule("ST-6")
def test_a_portal_with_a_clock_file_lives_by_it(tmp_path: Path) -> None:
    """The process tells the file's time; when it jumps, who listens hears that a ticket was closed by itself."""
    clock = write(tmp_path / "clock", NOON.isoformat())
    with PortalProcess(tmp_path / "data", "--clock", str(clock), seed="demo") as portal:
        with portal.client() as client:
            assert client.get("/probe").json()["server_time"] == "2026-03-02T17:00:00Z"
            asked = {"json": {"subject": "X"}, "headers": {"Idempotency-Key": "k"}}
            ticket = client.post("/tickets", **asked).json()  # type: ignore[arg-type]
        path = f"/tickets/{ticket['ref']['id']}"
        with portal.client("agent") as agent:
            wish = {"json": {"kind": "status", "status": "resolved"}, "headers": {"Idempotency-Key": "r"}}
            agent.post(f"{path}/changes", **wish).raise_for_status()  # type: ignore[arg-type]
        with portal.client() as client, client.stream("GET", "/events", timeout=30) as events:
            lines = (line for line in events.iter_lines() if line == "event: changed")
            next(lines)
            write(clock, "2026-03-05T17:00:00+00:00")
            next(lines)
            assert client.get(path).json()["status"] == "closed"
        assert portal.stop() == 0


def test_a_portal_with_a_bad_clock_file_does_not_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It ends with what is wrong with the file, and makes no data."""
    from trayapp.cli import main

    clock = write(tmp_path / "clock", "noon")
    data = tmp_path / "data"
    assert main(["portal", "--data", str(data), "--clock", str(clock)]) == 2
    assert "must hold a moment such as 2026-03-02T10:00:00-05:00" in capsys.readouterr().err
    assert not data.exists()


@pytest.mark.rule("ST-3")
def test_the_test_api_sets_the_clock(tmp_path: Path) -> None:
    """What is due by then is done when the answer comes; a null lets the clock go again."""
    with PortalProcess(tmp_path / "data", "--test-api") as portal:

        def put(now: str | None) -> int:
            answer = httpx.post(f"{portal.url}/test/clock", json={"now": now}, trust_env=False)
            return answer.status_code

        with portal.client() as client:
            before = client.get("/probe").json()["server_time"]
            assert put("2050-06-01T00:00:00Z") == 204
            assert client.get("/probe").json()["server_time"] == "2050-06-01T00:00:00Z"
            statuses = {each["status"] for each in client.get("/tickets?view=all").json()["tickets"]}
            assert statuses.isdisjoint({"waiting_for_customer", "resolved"})
            assert put("soon") == put("2050-06-01T00:00:00") == 422
            assert put(None) == 204
            assert before < client.get("/probe").json()["server_time"] < "2050"


def test_without_the_test_api_nobody_sets_the_clock(tmp_path: Path) -> None:
    """A portal in real use has no such address."""
    with PortalProcess(tmp_path / "data") as portal:
        answer = httpx.post(f"{portal.url}/test/clock", json={"now": None}, trust_env=False)
    assert answer.status_code == 404
