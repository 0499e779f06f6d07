"""Announcements, and the incidents that tickets join."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI

from tests.embedded.conftest import World, made, problem
from tests.embedded.policies import offer
from tests.embedded.test_changes import ask_again, pull
from tests.embedded.test_events import heard

pytestmark = pytest.mark.rule("INFO-1")


@pytest.fixture
def office(world: World, app: FastAPI) -> World:
    """A portal that announces incidents."""
    offer(world, app, "incidents")
    return world


def announce(world: World, title: str = "E-mail is down", **body: Any) -> dict[str, Any]:
    """A new announcement of an incident."""
    said = {"title": title, "body": "", "severity": "outage", "incident": True, **body}
    posted: dict[str, Any] = made(
        world.client("sam").post("/announcements", json=said, headers=world.key()), 201
    )
    return posted


def told(world: World, who: str) -> list[tuple[str, str | None]]:
    """What stands behind that person's bell about incidents: text, and number of the ticket."""
    notices = made(world.client(who).get("/notices"))["notices"]
    return [(each["text"], each["ticket"]["number"]) for each in notices if each["kind"] == "incident"]


def letters(world: World) -> list[str]:
    """Who got letters about incidents."""
    with world.portal.db.read() as tx:
        found = tx.execute("SELECT recipient FROM mails WHERE kind = 'incident' ORDER BY recipient")
        return [row["recipient"] for row in found]


def test_an_incident_is_told_with_its_keywords_and_how_many_joined(office: World) -> None:
    """A ticket that names it joins it; the count comes with what everybody pulls next."""
    incident = announce(office, keywords=["mail", "outlook"])
    assert (incident["incident"], incident["keywords"], incident["joined"]) == (True, ["mail", "outlook"], 0)
    page = pull(office, "tom")
    assert page["announcements"] == [incident]
    ticket = office.create("dana", "Me too", joins=incident["id"])
    assert ticket["incident"] == incident["id"]
    page = pull(office, "tom", page["cursor"])
    assert [each["joined"] for each in page["announcements"]] == [1]
    assert ask_again(office, "tom", page["cursor"]).status_code == 304


def test_a_ticket_that_joins_wakes_nobody_elsewhere(office: World) -> None:
    """During an outage each ticket would otherwise wake every desktop."""
    incident = announce(office)
    assert "tom" not in heard(office, lambda: office.create("dana", joins=incident["id"]))


def test_only_a_current_incident_can_be_joined(office: World) -> None:
    """One that is over, not yet there, withdrawn, no incident, or unknown is refused; the words are not lost."""
    over = announce(office, ends_at="2026-03-02T16:00:00Z")
    later = announce(office, starts_at="2026-03-03T16:00:00Z")
    plain = announce(office, incident=False)
    withdrawn = announce(office)
    assert office.client("sam").delete(f"/announcements/{withdrawn['id']}").status_code == 204
    office.clock.forward(hours=1)
    for gone in (over["id"], later["id"], plain["id"], withdrawn["id"], "n_none"):
        body = {"subject": "Me too", "joins": gone}
        refused = office.client("dana").post("/tickets", json=body, headers=office.key())
        assert "over" in problem(refused, 422, "rejected")["fields"]["joins"]


def test_who_joined_hears_that_it_was_withdrawn(office: World) -> None:
    """Each requester gets a notice for their ticket and a letter, once; others hear of their announcements only."""
    incident = announce(office, "E-mail is down")
    ticket = office.create("dana", joins=incident["id"])
    office.create("leo")
    assert told(office, "dana") == []
    assert office.client("sam").delete(f"/announcements/{incident['id']}").status_code == 204
    assert [number for _, number in told(office, "dana")] == [ticket["ref"]["number"]]
    assert "“E-mail is down” is over" in told(office, "dana")[0][0]
    assert told(office, "leo") == []
    assert letters(office) == ["dana@bakery.example"]


def test_who_joined_hears_when_its_time_is_over(office: World) -> None:
    """The announced end comes by itself: told once, and not again when support withdraws it afterwards."""
    incident = announce(office, ends_at="2026-03-02T16:00:00Z")
    office.create("dana", joins=incident["id"])
    office.create("tom", joins=incident["id"])
    office.clock.forward(minutes=59)
    assert told(office, "dana") == []
    office.clock.forward(minutes=1)
    assert [len(told(office, who)) for who in ("dana", "tom", "leo")] == [1, 1, 0]
    office.client("sam").delete(f"/announcements/{incident['id']}")
    assert len(told(office, "dana")) == 1
    assert letters(office) == ["dana@bakery.example", "tom@dentists.example"]


def test_a_portal_without_incidents_announces_none(office: World, app: FastAPI) -> None:
    """A feature that the policy does not name is refused by field; plain announcements are not."""
    offer(office, app)
    body = {"title": "X", "body": "", "incident": True}
    refused = office.client("sam").post("/announcements", json=body, headers=office.key())
    assert "incident" in problem(refused, 422, "rejected")["fields"]
    assert announce(office, incident=False)["incident"] is False


def test_announcing_again_with_the_same_key_tells_once(office: World) -> None:
    """What support sends twice is announced once."""
    key, body = office.key(), {"title": "X", "body": ""}
    ids = {made(office.client("sam").post("/announcements", json=body, headers=key), 201)["id"] for _ in "ab"}
    assert len(ids) == len(pull(office, "tom")["announcements"]) == 1
