"""What an error says about the portal as a whole, and when it is told."""

from __future__ import annotations

import pytest

from tests.fakes.memory_portal import START
from trayapp.core.errors import (
    Busy,
    LocalFault,
    Misconfigured,
    NotRegistered,
    Offline,
    OutcomeUnknown,
    ServerFault,
    SignIn,
    TrayAppError,
)
from trayapp.core.events import Event, Link, LinkChanged
from trayapp.sync.link import LinkWatch, link_of


@pytest.mark.parametrize(
    ("error", "link"),
    [
        (Offline(), Link.OFFLINE),
        (Busy(), Link.OFFLINE),
        (ServerFault(), Link.OFFLINE),
        (OutcomeUnknown(), Link.OFFLINE),
        (SignIn(), Link.SIGNED_OUT),
        (NotRegistered(), Link.BLOCKED),
        (Misconfigured(), Link.BLOCKED),
        (Misconfigured(reason="no_address"), Link.SIGNED_OUT),
        (LocalFault(), Link.BLOCKED),
    ],
)
def test_an_error_says_how_the_portal_was_met(error: TrayAppError, link: Link) -> None:
    """What passes by itself is offline; what a sign-in solves says so; the rest is blocked, with its problem."""
    assert link_of(error) is link


def test_another_reason_for_the_same_link_is_told() -> None:
    """Blocked by the address and blocked by the certificate are two pieces of news; the same twice is one."""
    told: list[Event] = []
    watch = LinkWatch(lambda: START, told.append)

    for reason in ("address", "address", "certificate"):
        watch.failed(Misconfigured(reason=reason))

    reasons = [
        event.problem.params["reason"] for event in told if isinstance(event, LinkChanged) and event.problem
    ]
    assert reasons == ["address", "certificate"]
