"""Hostile and merely newer answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from tests.portals.samples import CHANGES, MESSAGE, POLICY, PROBE, TICKET
from trayapp.core.errors import Misconfigured, OutcomeUnknown, ServerFault, UnusablePolicy
from trayapp.core.model import Changes, Message, Once, Probe, Relation, Role, Side, Ticket
from trayapp.core.policy import Bucket, Policy
from trayapp.core.policy.checks import fatal
from trayapp.portals.answers import MessageList, TicketList
from trayapp.portals.http import Answer
from trayapp.portals.wire import decode, decode_policy

JSON = {"content-type": "application/json; charset=utf-8"}


def json(value: object) -> Answer:
    """An answer that holds the value."""
    return Answer(200, JSON, msgspec.json.encode(value))


def but(value: Mapping[str, Any], **other: Any) -> dict[str, Any]:
    """The value with other entries."""
    return {**value, **other}


def test_answers_become_nouns() -> None:
    """A ticket, a probe, a page and a policy are read as what they are."""
    changes = decode(json(CHANGES), Changes)
    probe = decode(json(PROBE), Probe)

    assert changes.tickets[0].ticket.ref.number == "4711"
    assert (changes.cursor, changes.more, changes.announcements) == ("c2", True, None)
    assert (probe.capabilities.submit_once, probe.capabilities.settle) == (Once.NATIVE, 2.5)
    assert decode(json(POLICY), Policy).bucket("new") is Bucket.OPEN


def test_what_is_newer_than_this_program_is_tolerated() -> None:
    """Unknown fields are ignored, and unknown codes are read with caution, wherever they stand."""
    ticket = but(TICKET, status="teleported", relation="guardian", mood="good", fields={"side": "left"})
    message = but(MESSAGE, side="oracle")
    page = but(CHANGES, tickets=[{"ticket": ticket, "messages": [message]}])

    change = decode(json(page), Changes).tickets[0]
    policy = decode(json(but(POLICY, statuses=[but(POLICY["statuses"][0], bucket="limbo")])), Policy)
    probe = decode(json(but(PROBE, capabilities={"submit_once": "telepathy"})), Probe)

    assert (change.ticket.status, change.ticket.relation) == ("teleported", Relation.COMPANY)
    assert change.ticket.fields == {"side": "left"}
    assert change.messages is not None
    assert change.messages[0].side is Side.SYSTEM
    assert policy.statuses[0].bucket is Bucket.OPEN
    assert probe.capabilities.submit_once is Once.NONE


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        None,
        "ticket",
        but(TICKET, subject=7),
        but(TICKET, subject=None),
        but(TICKET, ref={"id": "t1"}),
        but(TICKET, created_at="yesterday"),
        but(TICKET, created_at="2026-11-23T09:00:00"),
        but(TICKET, status_until="2026-11-23T09:00:00"),
        but(TICKET, created_at="0001-01-01T00:00:00Z"),
        but(TICKET, due_at="9999-12-31T23:59:59Z"),
        but(TICKET, ref={"id": "", "number": "1"}),
        but(TICKET, ref={"id": "x" * 10_000, "number": "1"}),
        but(TICKET, ref={"id": "a\nb", "number": "1"}),
        but(TICKET, files=[{"id": "", "name": "x", "media_type": "x", "size": 1}]),
        but(TICKET, files={"0": "x"}),
        but(TICKET, fields=["x"]),
        but(TICKET, relation=5),
    ],
)
def test_wrong_types_are_the_portal_s_fault(wrong: object) -> None:
    """What is no ticket is a fault of the portal, and after a write leaves a doubt."""
    with pytest.raises(ServerFault):
        decode(json(wrong), Ticket)
    with pytest.raises(OutcomeUnknown):
        decode(json(wrong), Ticket, write=True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"ref": "\xff\xfe"}',
        b'{"subject": "\\ud800"}',
        b"NaN",
        b"1" * 100_000,
    ],
)
def test_broken_json_is_the_portal_s_fault(body: bytes) -> None:
    """Neither deep, nor cut, nor wrongly encoded JSON does more than fail."""
    with pytest.raises(ServerFault):
        decode(Answer(200, JSON, body), Ticket)


@pytest.mark.parametrize("media_type", ["text/html; charset=utf-8", "", "application/jsonp"])
def test_what_is_not_json_is_not_a_portal(media_type: str) -> None:
    """A login page in the place of an answer means that the address is wrong; after a write, that nobody knows."""
    answer = Answer(200, {"content-type": media_type}, b"<html>Welcome to the hotel</html>")

    with pytest.raises(Misconfigured) as refused:
        decode(answer, Ticket)
    with pytest.raises(OutcomeUnknown):
        decode(answer, Ticket, write=True)

    assert refused.value.params["reason"] == "not_a_portal"


@pytest.mark.parametrize(("settle", "bounded"), [(-5, 0.0), (10**12, 3600.0), (30, 30.0)])
def test_a_portal_cannot_ask_to_wait_for_ever(settle: float, bounded: float) -> None:
    """The settling time stays between nothing and an hour."""
    probe = decode(json(but(PROBE, capabilities={"settle": settle})), Probe)

    assert probe.capabilities.settle == bounded


def test_times_without_a_zone_are_refused_everywhere() -> None:
    """A naive time would be compared with ours and fail far from here."""
    naive = "2026-11-23T09:00:00"
    notice = {"id": "a", "title": "x", "body": "x", "severity": "info", "starts_at": naive}

    for wrong, kind in [
        (but(PROBE, server_time=naive), Probe),
        (but(MESSAGE, at=naive), Message),
        ({"messages": [but(MESSAGE, at=naive)]}, MessageList),
        ({"tickets": [but(TICKET, updated_at=naive)]}, TicketList),
        (but(CHANGES, announcements=[notice]), Changes),
        (but(POLICY, hours={"opens": "half past eight"}), Policy),
    ]:
        with pytest.raises(ServerFault):
            decode(json(wrong), kind)


@pytest.mark.parametrize(
    "policy",
    [
        but(POLICY, features=["telepathy"], views=[{"code": "dreams", "label": "Dreams"}]),
        but(POLICY, channels=[{"kind": "pigeon", "label": "Send a pigeon", "value": "coop 4"}]),
        but(POLICY, levels=[{"code": "oracle", "label": "Oracle", "permissions": ["foresee"]}]),
        but(
            POLICY,
            natures=[{"code": "n", "label": "N", "fields": [{"code": "f", "label": "F", "kind": "mood"}]}],
        ),
        but(POLICY, future_section={"any": [1, {"thing": None}]}),
    ],
)
def test_a_policy_may_hold_what_this_program_does_not_know(policy: dict[str, Any]) -> None:
    """Unknown features, views, channels, permissions, kinds of fields and whole sections stop nothing."""
    found = decode_policy(json(policy))

    assert found.bucket("new") is Bucket.OPEN
    assert fatal(found) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "unreadable"),
        (b"[]", "unreadable"),
        (b'{"version": 1}', "unreadable"),
        (b'{"schema": "one"}', "unreadable"),
        (b'{"schema": 2, "everything": "is different"}', "future"),
        (msgspec.json.encode(but(POLICY, hours={"opens": "dawn"})), "unreadable"),
    ],
)
def test_a_policy_that_cannot_be_used_says_why(body: bytes, reason: str) -> None:
    """What does not fit is unreadable; a form of the document that is newer than this program is called that."""
    with pytest.raises(UnusablePolicy) as refused:
        decode_policy(Answer(200, JSON, body))

    assert refused.value.params["reason"] == reason


@pytest.mark.parametrize(
    "page",
    [
        {
            "articles": [
                {"id": "", "shelf": "kb", "title": "T", "body": "", "updated_at": "2026-11-23T09:00:00Z"}
            ]
        },
        {
            "articles": [
                {"id": "1", "shelf": "kb", "title": "T", "body": "", "updated_at": "2026-11-23T09:00:00"}
            ]
        },
        {"notices": [{"id": "n", "kind": "answer", "at": "0001-01-01T00:00:00Z", "text": ""}]},
        {
            "notices": [
                {
                    "id": "n",
                    "kind": "answer",
                    "at": "2026-11-23T09:00:00Z",
                    "text": "",
                    "ticket": {"id": "\n", "number": "1"},
                }
            ]
        },
    ],
)
def test_articles_and_notices_are_checked(page: dict[str, Any]) -> None:
    """Ids that can stand in no address, and times that cannot be told, are the portal's fault here, too."""
    with pytest.raises(ServerFault):
        decode(json(but(CHANGES, **page)), Changes)


def test_unknown_kinds_of_notices_and_estimates_are_kept() -> None:
    """What a newer portal tells of keeps its own code, to be shown by its text or label."""
    notice = {"id": "n", "kind": "eclipse", "at": "2026-11-23T09:00:00Z", "text": "Look up"}
    estimate = {"id": "e", "title": "T", "amount": "1", "state": "haggling", "at": "2026-11-23T09:00:00Z"}
    ticket = but(TICKET, estimates=[estimate], actions=["levitate"], people=[person("watcher")])
    found = decode(json(but(CHANGES, notices=[notice], tickets=[{"ticket": ticket}])), Changes)

    read = found.tickets[0].ticket
    assert found.notices[0].kind == "eclipse"
    assert (read.estimates[0].state, read.people[0].role) == ("haggling", Role.COLLABORATOR)
    assert read.actions == frozenset({"levitate"})


def person(role: str) -> dict[str, str]:
    """Somebody who takes part."""
    return {"email": "kim@acme.example", "name": "Kim", "role": role}
