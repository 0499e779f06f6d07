"""What a server, or something else at its address, says instead of an answer."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import (
    Busy,
    Forbidden,
    LocalFault,
    Misconfigured,
    OutcomeUnknown,
    ServerFault,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.core.model import Draft, FileKind, TicketRef
from trayapp.portals.registry import PortalSetup
from trayapp.portals.zammad.portal import ZammadPortal

PAGE = "<!DOCTYPE html><html><body>Sign in</body></html>"


def portal(answer: Callable[[httpx.Request], httpx.Response], secret: str | None = "t0ken") -> ZammadPortal:
    """An adapter over one function."""
    setup = PortalSetup("https://help.example", lambda: secret, MemorySpool())
    return ZammadPortal(setup, httpx.MockTransport(lambda request: _unread(answer(request))))


def _unread(response: httpx.Response) -> httpx.Response:
    return httpx.Response(
        response.status_code, headers=response.headers, stream=httpx.ByteStream(response.content)
    )


@pytest.mark.parametrize(
    ("answer", "error", "reason"),
    [
        (httpx.Response(401, json={"error": "Invalid BasicAuth credentials"}), SignIn, "refused"),
        (httpx.Response(403, json={"error": "Authentication required"}), SignIn, "refused"),
        (httpx.Response(403, json={"error": "API token access disabled!"}), SignIn, "refused"),
        (httpx.Response(403, json={"error": "Maintenance mode enabled!"}), Busy, None),
        (httpx.Response(403, json={"error_human": "User authorization failed."}), Forbidden, None),
        (httpx.Response(403, html=PAGE), Misconfigured, "not_a_portal"),
        (httpx.Response(404, html=PAGE), Misconfigured, "not_a_portal"),
        (httpx.Response(200, html=PAGE), Misconfigured, "not_a_portal"),
        (httpx.Response(302, headers={"Location": "/login"}), Misconfigured, "not_a_portal"),
        (httpx.Response(302, json={"error": "x"}), Misconfigured, "not_a_portal"),
        (httpx.Response(407, html=PAGE), Misconfigured, "proxy"),
        (httpx.Response(429, headers={"Retry-After": "9"}), Busy, None),
        (
            httpx.Response(500, json={"error": "Error ID x: Please contact your administrator."}),
            ServerFault,
            None,
        ),
        (httpx.Response(502, html=PAGE), ServerFault, None),
        (httpx.Response(503, html=PAGE), Busy, None),
        (httpx.Response(200, json=[]), ServerFault, None),
        (httpx.Response(200, json={"id": "x"}), ServerFault, None),
        (httpx.Response(200, json={"user": {"id": 1}}), ServerFault, None),
        (httpx.Response(200, content=b"{", headers={"Content-Type": "application/json"}), ServerFault, None),
    ],
)
def test_an_answer_that_is_none_is_told_as_what_it_is(
    answer: httpx.Response, error: type[TrayAppError], reason: str | None
) -> None:
    """Signing in, another address, waiting and a server that failed are told apart."""
    with pytest.raises(error) as told:
        portal(lambda _: answer).probe()

    assert reason is None or told.value.params["reason"] == reason


def test_a_refusal_keeps_the_server_s_words() -> None:
    """Why somebody may not is told as the server says it."""
    with pytest.raises(Forbidden) as told:
        portal(lambda _: httpx.Response(403, json={"error": "x", "error_human": "No such luck"})).probe()

    assert told.value.params["why"] == "No such luck"


def test_a_server_before_5_0_is_called_too_old(desk: Desk) -> None:
    """It is recognised by what its form for a new ticket does not tell."""
    desk.house.settings.workflows = False

    with pytest.raises(Misconfigured) as told:
        desk.portal.probe()

    assert told.value.params["reason"] == "version"


def test_somebody_who_is_no_customer_is_told_so(desk: Desk) -> None:
    """An account without rights signs in and may do nothing: that is a refusal, not an empty list."""
    desk.house.people[desk.bench.address("employee")].permissions = frozenset()

    with pytest.raises(Forbidden):
        desk.portal.probe()


def test_without_a_group_nothing_can_be_created(desk: Desk) -> None:
    """The app is told that this person may not; trying is refused."""
    for group in desk.house.groups.values():
        group.active = False

    assert "create" not in desk.portal.probe().me.permissions
    with pytest.raises(Forbidden):
        desk.submit()


def test_a_group_that_vanished_is_refused_at_its_field(desk: Desk) -> None:
    """The server's own number is in its words; the employee reads them beside what they chose."""
    desk.portal.probe()
    del desk.house.groups[2]

    with pytest.raises(TrayAppError) as refused:
        desk.submit(Draft("Nobody there", product="Second Level"))

    assert list(getattr(refused.value, "fields", {})) == ["product"]


def test_a_front_server_that_takes_no_such_size_says_too_large(desk: Desk) -> None:
    """A page with 413 comes from in front of the server."""
    desk.portal.probe()
    desk.server.faults.next = desk.bench.page(413)

    with pytest.raises(TooLarge):
        desk.submit()


@pytest.mark.parametrize("status", [502, 504])
def test_a_gateway_that_gave_up_on_a_write_knows_nothing(desk: Desk, status: int) -> None:
    """The server behind it may have done its work."""
    desk.portal.probe()
    desk.server.faults.next = desk.bench.page(status)

    with pytest.raises(OutcomeUnknown):
        desk.submit()


def test_a_page_after_a_write_leaves_the_outcome_open(desk: Desk) -> None:
    """200 with a page is no acknowledgement."""
    desk.portal.probe()
    desk.server.faults.next = desk.bench.page(200)

    with pytest.raises(OutcomeUnknown):
        desk.submit()


def test_a_page_where_a_file_should_be_is_not_kept(desk: Desk) -> None:
    """A file comes with its name in the head; anything else is none."""
    desk.server.faults.next = desk.bench.page(200)

    with pytest.raises(Misconfigured):
        desk.portal.fetch(TicketRef("1", ""), "1-2", None)  # type: ignore[arg-type]


@pytest.mark.parametrize("secret", [None, "", "two words", "a\nb", "tökén", 'a"b', "a=b"])
def test_what_cannot_be_a_token_is_not_sent(secret: str | None) -> None:
    """Nothing leaves this computer; the person is asked to sign in."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200)

    with pytest.raises(SignIn):
        portal(answer, secret).probe()

    assert asked == []


def test_a_damaged_file_creates_nothing(desk: Desk) -> None:
    """Noticed before its last piece leaves: the server gets less than was announced and does nothing."""
    file = desk.bench.spool.put(io.BytesIO(bytes(500_000)), "a.bin", "application/x", FileKind.FILE)
    desk.bench.spool.kept[file.sha256] = bytes(499_999) + b"x"

    with pytest.raises(LocalFault):
        desk.portal.submit(
            desk.op(), Draft("Damaged", files=(file,)), MemorySteps(), lambda sent, total: None
        )

    assert desk.house.tickets == {}
