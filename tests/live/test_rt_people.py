"""What people may and may not do on a real server, and what they are told of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.live.rt_desk import RtDesk
from trayapp.core.errors import Forbidden, NotFound, SignIn
from trayapp.core.ids import new_op_id
from trayapp.core.model import Action, Changes, Close, Draft, Ticket, TicketRef
from trayapp.core.ports import Portal, Unchanged
from trayapp.portals.registry import open_authority

pytestmark = [pytest.mark.live, pytest.mark.timeout(400)]


def opened(desk: RtDesk, who: str = "employee", *, token: bool = False) -> Iterator[Portal]:
    """An adapter, given back at the end."""
    portal = desk.portal(MemorySpool(), who, token=token)
    yield portal
    portal.close()


@pytest.fixture
def granted(rt_granted: RtDesk) -> Iterator[Portal]:
    """Somebody who may do much."""
    yield from opened(rt_granted)


@pytest.fixture
def strict(rt_strict: RtDesk) -> Iterator[Portal]:
    """Somebody who may do little."""
    yield from opened(rt_strict)


@pytest.fixture
def traveller(rt_granted: RtDesk) -> Iterator[Portal]:
    """Somebody whose times the server reads as New York's."""
    yield from opened(rt_granted, "traveller")


def made(portal: Portal, draft: Draft) -> TicketRef:
    """A new ticket."""
    return portal.submit(new_op_id(datetime.now(UTC)), draft, MemorySteps(), lambda _sent, _total: None)


def told(portal: Portal, ref: TicketRef) -> Ticket:
    """As it is."""
    ticket = portal.read(ref, None)
    assert isinstance(ticket, Ticket)
    return ticket


def pulled(portal: Portal) -> str:
    """How far everything is pulled."""
    cursor: str | None = None
    while isinstance(page := portal.changes(cursor), Changes):
        cursor = page.cursor
        if not page.more:
            break
    assert cursor is not None
    return cursor


def test_who_may_little_loses_nothing_and_is_told(strict: Portal) -> None:
    """Answers that the server drops stand in the text and are read back; closing is refused in its own words."""
    ref = made(strict, Draft("Strict", "Words", fields={"Room": "B 12"}, category="Chairs", priority="50"))
    ticket = told(strict, ref)

    with pytest.raises(Forbidden) as refused:
        strict.change(new_op_id(datetime.now(UTC)), ref, Close())

    assert (ticket.description, ticket.fields, ticket.category) == ("Words", {"Room": "B 12"}, "Chairs")
    assert ticket.actions == {Action.UPDATE}
    assert not strict.probe().capabilities.close
    assert refused.value.params["why"] == "Permission Denied"
    assert told(strict, ref).status == "new"


def test_a_field_of_the_server_is_set_where_that_is_granted(rt_granted: RtDesk, granted: Portal) -> None:
    """Support finds the answer in its own field; what its list does not have stands in the text all the same."""
    ref = made(granted, Draft("Fields", fields={"hostname": "pc-7"}, category="No such"))

    kept = {
        each["name"]: each["values"] for each in rt_granted.agent("GET", f"ticket/{ref.id}")["CustomFields"]
    }

    assert kept == {"Hostname": ["pc-7"], "Category": []}
    assert told(granted, ref).category == "No such"


def test_words_among_support_staff_are_not_shown(rt_granted: RtDesk, granted: Portal) -> None:
    """Neither in the conversation nor as news; what is said after them is."""
    ref = made(granted, Draft("Whispered"))
    before = pulled(granted)
    rt_granted.whisper(ref.id, "SECRET")
    quiet = granted.changes(before)
    rt_granted.answer(ref.id, "Aloud")

    news = granted.changes(before)

    assert isinstance(quiet, Unchanged) or quiet.tickets == ()
    assert isinstance(news, Changes)
    assert [change.ticket.ref for change in news.tickets] == [ref]
    assert [message.text for message in granted.thread(ref, None)] == ["Aloud"]


def test_another_time_zone_changes_nothing(rt_granted: RtDesk, traveller: Portal) -> None:
    """Somebody in New York is told what is new and nothing else, at the time it was said."""
    old, ref = made(traveller, Draft("Old")), made(traveller, Draft("New York"))
    before = pulled(traveller)
    rt_granted.answer(ref.id, "Hello")

    news = traveller.changes(before)

    assert isinstance(news, Changes)
    assert [change.ticket.ref for change in news.tickets] == [ref]
    assert old not in [change.ticket.ref for change in news.tickets]
    (said,) = traveller.thread(ref, None)
    assert abs(said.at - datetime.now(UTC)) < timedelta(minutes=10)
    assert traveller.policy().time_zone == "America/New_York"


def test_what_was_deleted_or_merged_goes(rt_granted: RtDesk, granted: Portal) -> None:
    """The next changes name both, and whoever opens one is told that it is not there."""
    deleted, merged, target = (made(granted, Draft(subject)) for subject in ("Deleted", "Merged", "Target"))
    before = pulled(granted)
    rt_granted.agent("PUT", f"ticket/{deleted.id}", {"Status": "deleted"})
    rt_granted.agent("PUT", f"ticket/{merged.id}", {"MergeInto": int(target.id)})

    news = granted.changes(before)

    assert isinstance(news, Changes)
    assert set(news.removed) == {deleted.id, merged.id}
    for ref in (deleted, merged):
        with pytest.raises(NotFound):
            granted.read(ref, None)
    assert told(granted, target).subject == "Target"


def test_a_session_that_ended_is_begun_anew(rt_granted: RtDesk, granted: Portal) -> None:
    """The server forgets its sessions, and nobody is asked for anything."""
    ref = made(granted, Draft("Session"))
    shutil.rmtree(rt_granted.server.folder / "sessions")
    (rt_granted.server.folder / "sessions").mkdir()

    assert told(granted, ref).subject == "Session"


def test_a_token_of_an_administrator_does_as_well(rt_granted: RtDesk) -> None:
    """It names its person, and works as a password does."""
    for portal in opened(rt_granted, token=True):
        assert portal.probe().me.email == rt_granted.person().address
        assert told(portal, made(portal, Draft("Token"))).requester == rt_granted.person().name


def test_a_password_is_tried_before_it_is_kept(rt_granted: RtDesk) -> None:
    """The right one becomes what is kept; the wrong one is refused."""
    person = rt_granted.person()
    authority = open_authority("rt", rt_granted.server.url, lambda: datetime.now(UTC))
    assert authority is not None

    assert authority.password(person.name, person.password).access == person.secret
    with pytest.raises(SignIn) as refused:
        authority.password(person.name, "wrong")
    assert refused.value.params["reason"] == "refused"
    assert authority.methods() == {"password", "token"}
