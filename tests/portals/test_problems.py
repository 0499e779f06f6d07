"""What a status means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
import pytest

from trayapp.core.errors import (
    Busy,
    Forbidden,
    Misconfigured,
    NotFound,
    NotRegistered,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.portals.http import Answer
from trayapp.portals.problems import check, retry_after

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def refusal(
    status: int, document: Mapping[str, object], *, write: bool = False, wait: str = ""
) -> TrayAppError:
    """What a problem document is taken for."""
    held = {"content-type": "application/problem+json"} | ({"retry-after": wait} if wait else {})
    with pytest.raises(TrayAppError) as raised:
        check(
            Answer(status, held, msgspec.json.encode(document)),
            write=write,
            named={"what": "ticket", "id": "9"},
        )
    return raised.value


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (401, "sign_in", SignIn),
        (403, "forbidden", Forbidden),
        (403, "not_registered", NotRegistered),
        (404, "not_found", NotFound),
        (413, "too_large", TooLarge),
        (422, "rejected", Rejected),
        (422, "key_reused", Rejected),
        (400, "rejected", Rejected),
        (412, "stale", Rejected),
        (429, "busy", Busy),
        (503, "busy", Busy),
        (500, "server_fault", ServerFault),
        (502, "server_fault", ServerFault),
        (507, "server_fault", ServerFault),
        (511, "captive", Offline),
        (407, "proxy", Misconfigured),
    ],
)
def test_a_status_becomes_a_kind(status: int, kind: str, error: type[TrayAppError]) -> None:
    """Each status of the portal API is one kind of error, for reads and writes."""
    assert type(refusal(status, {"kind": kind, "detail": "words"})) is error
    assert type(refusal(status, {"kind": kind, "detail": "words"}, write=True)) in {error, OutcomeUnknown}


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_does_not_know_what_came_of_a_write(status: int) -> None:
    """A gateway's failure leaves a write in doubt."""
    assert isinstance(refusal(status, {}, write=True), OutcomeUnknown)


def test_reasons_come_by_field() -> None:
    """The portal's words stand beside the field they are about."""
    error = refusal(
        422, {"kind": "rejected", "detail": "No", "fields": {"product": "unknown", "": "too short"}}
    )

    assert isinstance(error, Rejected)
    assert dict(error.fields) == {"product": "unknown", "": "too short"}


def test_a_refusal_without_fields_keeps_its_words() -> None:
    """Words that belong to no field are kept under the empty one."""
    error = refusal(422, {"kind": "rejected", "detail": "Not on a Sunday"})

    assert isinstance(error, Rejected)
    assert dict(error.fields) == {"": "Not on a Sunday"}


def test_what_was_not_found_is_named() -> None:
    """A missing ticket is named by the number people know."""
    assert dict(refusal(404, {"kind": "not_found"}).params) == {"what": "ticket", "id": "9"}


@pytest.mark.parametrize(
    "document",
    [
        {"fields": ["product"]},
        {"fields": {"product": 7}},
        {"kind": 5, "detail": ["x"], "title": None},
        {"detail": "x" * 100_000, "fields": {str(n): "x" * 10_000 for n in range(1000)}},
    ],
)
def test_hostile_problem_documents_are_taken_with_care(document: dict[str, object]) -> None:
    """Wrong types are left out, long words are cut."""
    error = refusal(422, document)

    assert isinstance(error, Rejected)
    assert sum(len(name) + len(reason) for name, reason in error.fields.items()) < 250_000
    assert all(isinstance(reason, str) for reason in error.fields.values())


@pytest.mark.parametrize("status", [403, 404, 405])
def test_another_web_server_is_not_a_portal(status: int) -> None:
    """A refusal in HTML comes from something else at that address."""
    with pytest.raises(Misconfigured) as raised:
        check(Answer(status, {"content-type": "text/html"}, b"<h1>No</h1>"))

    assert raised.value.params["reason"] == "not_a_portal"


def test_a_401_needs_no_words() -> None:
    """A sign-in is wanted, whoever says so and however."""
    with pytest.raises(SignIn):
        check(Answer(401, {"content-type": "text/html"}, b"<h1>Log in</h1>"))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("9" * 400, 86_400.0),
        ("Mon, 23 Nov 2026 09:05:00 GMT", 300.0),
        ("Mon, 23 Nov 2026 08:00:00 GMT", 0.0),
        ("Mon, 23 Nov 2099 08:00:00 GMT", 86_400.0),
        ("Mon, 23 Nov 2026 09:05:00 -0000", 300.0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("1e9", None),
        ("²", None),
        ("Mon, 23 Nov 99999 09:05:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    """Both forms are understood, neither asks for more than a day, and nonsense is nothing."""
    assert retry_after(value, NOW) == seconds


def test_a_busy_portal_says_when_to_come_back() -> None:
    """429 and 503 carry the Retry-After header."""
    error = refusal(429, {}, wait="30")

    assert isinstance(error, Busy)
    assert error.retry_after == 30.0


@pytest.mark.rule("REG-3")
def test_who_is_not_registered_learns_the_way_in() -> None:
    """The portal's reason, the day from which on it holds, and where to ask for access come with the error."""
    told = {
        "why": "Only registered users.",
        "since": "2017-06-10",
        "request_url": "https://portal.example/ask",
    }

    error = refusal(403, {"kind": "not_registered", "detail": "no"} | told)

    assert isinstance(error, NotRegistered)
    assert error.params == told


@pytest.mark.rule("REG-3")
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("why", ["no", "words"]),
        ("since", "soon"),
        ("since", 20170610),
        ("request_url", "javascript:alert(1)"),
        ("request_url", "file:///etc/passwd"),
        ("request_url", None),
    ],
)
def test_a_way_in_that_is_none_is_left_out(key: str, value: object) -> None:
    """What is no sentence, no day, or no address of a web page is not handed on."""
    error = refusal(403, {"kind": "not_registered", key: value})

    assert isinstance(error, NotRegistered)
    assert error.params == {}


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"limit": 5, "size": "many", "name": "a\nb"}, {"limit": "5", "name": "a b"}),
        ({"limit": -1, "size": 10**30, "name": {"a": 1}}, {}),
        ({"limit": True, "size": 1.5, "name": ""}, {}),
    ],
)
def test_limits_are_numbers_of_bytes(told: dict[str, object], kept: dict[str, str]) -> None:
    """What a sentence counts with is a number, whatever the portal says."""
    body = msgspec.json.encode({"kind": "too_large", **told})
    with pytest.raises(TooLarge) as caught:
        check(Answer(413, {"content-type": "application/problem+json"}, body))
    assert caught.value.params == kept


@pytest.mark.parametrize("since", ["9999-99-99", "٢٠٢٦-٠١-٠١", "0000-00-00", "2026-02-30"])
def test_a_day_is_one_of_the_calendar(since: str) -> None:
    """The day since which somebody must be registered is a day, or is not told."""
    body = msgspec.json.encode(
        {"kind": "not_registered", "since": since, "why": "a\x1bb", "request_url": "/x\n"}
    )
    with pytest.raises(NotRegistered) as caught:
        check(Answer(403, {"content-type": "application/problem+json"}, body))
    assert caught.value.params == {"why": "a\ufffdb"}


@pytest.mark.parametrize(
    "body",
    [b'{"detail":' + b"[" * 990 + b"]" * 990 + b"}", b'{"fields":{"a":' + b"9" * 4299 + b"}}", b"x" * 10**6],
)
def test_odd_problems_are_still_refusals(body: bytes) -> None:
    """Depth, giant numbers and megabytes in a refusal change nothing about its being one."""
    with pytest.raises(Rejected):
        check(Answer(422, {"content-type": "application/problem+json"}, body))
