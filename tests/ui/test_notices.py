"""What the worker tells becomes a notification in people's words, and knows what it opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.fakes import FakeNotes
from tests.ui.samples import NOW
from trayapp.core.events import (
    Announced,
    Answered,
    Delivered,
    Event,
    Link,
    LinkChanged,
    Noticed,
    OutboxChanged,
    StatusMoved,
    Stuck,
)
from trayapp.core.ids import OpId
from trayapp.core.model import Announcement, Notice, TicketRef
from trayapp.core.operation import OpKind, Problem
from trayapp.settings.layered import LayeredSettings
from trayapp.ui.notices import Notices

pytestmark = pytest.mark.rule("APP-7")

REF = TicketRef("t_1", "4711")
Shown = list[tuple[str, str, str]]


class Notifier:
    """Remembers what it was given."""

    def __init__(self) -> None:
        self.shown: Shown = []

    def show(self, title: str, body: str, target: str = "") -> None:
        self.shown.append((title, body, target))


def _preferences(home: Path) -> LayeredSettings:
    return LayeredSettings(home / "settings.json")


@pytest.fixture
def notifier() -> Notifier:
    """A desktop that shows notifications."""
    return Notifier()


@pytest.fixture
def notices(notifier: Notifier, home: Path) -> Notices:
    """With the sample policy and every setting as it comes."""
    return Notices(notifier, FakeNotes(), _preferences(home), lambda: NOW)


@pytest.mark.parametrize(
    ("event", "title", "target"),
    [
        (Answered(REF, "Outlook", "Sam", "Try now."), "Sam answered #4711", "ticket:t_1"),
        (Stuck(OpId("x"), OpKind.CREATE, "Outlook", Problem("rejected")), "“Outlook” needs you", "outbox"),
        (StatusMoved(REF, "Outlook", "resolved"), "#4711 is now Resolved", "ticket:t_1"),
        (StatusMoved(REF, "Outlook", "frozen", "Frozen"), "#4711 is now Frozen", "ticket:t_1"),
        (Delivered(OpId("x"), OpKind.CREATE, REF, "Outlook"), "Sent: #4711", "ticket:t_1"),
        (Stuck(OpId("x"), OpKind.CREATE, "Outlook", Problem("sign_in")), "“Outlook” needs you", "account"),
        (
            Delivered(OpId("x"), OpKind.UPDATE, REF, "Outlook", instead_of=TicketRef("t_0", "4700")),
            "Your answer is the new ticket #4711",
            "ticket:t_1",
        ),
        (
            Noticed(Notice("n", "reminder", NOW, "Answer", REF, "Outlook")),
            "Waits for you: #4711",
            "ticket:t_1",
        ),
        (Noticed(Notice("n", "estimate", NOW, "2 hours", REF, "Outlook")), "Estimate: #4711", "ticket:t_1"),
        (Noticed(Notice("n", "unheard_of", NOW, "Look", REF, "Outlook")), "#4711", "ticket:t_1"),
        (Noticed(Notice("n", "account", NOW, "Your level is new")), "Your account", "announcements"),
        (Noticed(Notice("n", "unheard_of", NOW, "Something new")), "Something new", "announcements"),
        (
            Announced(Announcement("a", "Mail is down", "All sites", "outage", NOW)),
            "Mail is down",
            "announcements",
        ),
    ],
)
def test_each_event_says_what_happened_and_what_it_opens(
    notices: Notices, notifier: Notifier, event: Event, title: str, target: str
) -> None:
    """Every event worth telling has one notification whose click leads to the matter."""
    notices.tell(event)

    assert [(shown[0], shown[2]) for shown in notifier.shown] == [(title, target)]


@pytest.mark.parametrize(
    "event",
    [OutboxChanged(), Delivered(OpId("x"), OpKind.UPDATE, REF, "Outlook")],
    ids=["outbox", "own reply"],
)
def test_what_the_employee_did_is_not_told(notices: Notices, notifier: Notifier, event: Event) -> None:
    """Inner movements and the employee's own replies do not ring."""
    notices.tell(event)

    assert notifier.shown == []


def test_nothing_is_told_when_it_is_switched_off(notifier: Notifier, home: Path) -> None:
    """The setting silences every event."""
    preferences = _preferences(home)
    preferences.set("notifications", value=False)

    Notices(notifier, FakeNotes(), preferences, lambda: NOW).tell(Answered(REF, "Outlook", "Sam", "Try now."))

    assert notifier.shown == []


@pytest.mark.parametrize(("complete", "warned"), [(True, False), (False, True)])
def test_a_damaged_database_is_told_with_what_is_safe(
    notices: Notices, notifier: Notifier, complete: bool, warned: bool
) -> None:
    """After a salvage the employee hears how much of the outbox is safe, and whether something may be missing."""
    notices.tell_of_salvage(2, complete=complete)

    (_, body, target) = notifier.shown[0]
    assert "2 unsent items are safe" in body
    assert ("may be missing" in body) is warned
    assert target == "outbox"


def test_a_long_answer_is_cut_at_a_word(notices: Notices, notifier: Notifier) -> None:
    """A notification shows the beginning of an answer on one line."""
    notices.tell(Answered(REF, "Outlook", "Sam", "word\n" * 200))

    body = notifier.shown[0][1]
    assert body.endswith("word…")
    assert body.count("\n") == 1


def test_an_answer_tells_the_status_it_brings(notices: Notices, notifier: Notifier) -> None:
    """One notification says both, the status by its label in the policy."""
    notices.tell(Answered(REF, "Outlook", "Sam", "Try now.", "resolved"))

    ((title, body, _target),) = notifier.shown
    assert title == "Sam answered #4711"
    assert body.splitlines() == ["Outlook", "Try now.", "It is now: Resolved"]


def signed_out(reason: str = "") -> LinkChanged:
    """The portal wants a sign-in."""
    return LinkChanged(Link.SIGNED_OUT, NOW, Problem("sign_in", {"reason": reason} if reason else {}))


def test_who_is_not_signed_in_at_the_start_is_asked_to(notices: Notices, notifier: Notifier) -> None:
    """A click leads to the account; signing out later needs no reminder."""
    notices.tell(signed_out())
    notices.tell(LinkChanged(Link.ONLINE, NOW))
    notices.tell(signed_out())

    assert [(title, target) for title, _body, target in notifier.shown] == [
        ("You are not signed in to IT help", "account")
    ]


def test_a_dropped_sign_in_is_told_once(notices: Notices, notifier: Notifier) -> None:
    """With a ticket that waits for it, that ticket's notification says it all."""
    notices.tell(LinkChanged(Link.ONLINE, NOW))
    notices.tell(Stuck(OpId("x"), OpKind.CREATE, "Outlook", Problem("sign_in", {"reason": "refused"})))
    notices.tell(signed_out("refused"))

    assert [title for title, _body, _target in notifier.shown] == ["“Outlook” needs you"]
