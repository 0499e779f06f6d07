"""What comes in, and what of it rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.memory_portal import START
from tests.sync.conftest import House
from trayapp.core.errors import LocalFault, ServerFault
from trayapp.core.events import Announced, Answered, Link, Noticed, PolicyChanged, StatusMoved, TicketsChanged
from trayapp.core.model import Announcement, Article, Changes, Notice, Relation, Side

OUTAGE = Announcement("a1", "Mail is down", "We are on it", "outage", START)


def test_the_first_pull_is_silent(house: House) -> None:
    """A new computer shows old answers and announcements, but does not ring for them."""
    house.create("Printer")
    house.sync()
    house.tickets.clear()
    house.restart()
    house.portal.answer("t4711", "Try water")
    house.portal.posted = (OUTAGE,)

    house.sync()

    assert [message.text for message in house.tickets.thread("t4711")] == ["Try water"]
    assert not house.heard(Answered)
    assert not house.heard(Announced)


def test_a_first_pull_that_was_cut_off_stays_silent(house: House) -> None:
    """Killed between two pages of the first pull, the rest of it does not ring either."""
    for number in range(3):
        house.create(f"Ticket {number}")
    house.sync()
    for number in range(3):
        house.portal.answer(f"t471{number + 1}", "Old news")
    house.tickets.clear()
    house.portal.page_size = 2
    changes = house.portal.changes
    pages = 0

    def cut_off(cursor: str | None) -> object:
        nonlocal pages
        pages += 1
        if pages == 2:
            raise ServerFault
        return changes(cursor)

    house.portal.changes = cut_off  # type: ignore[method-assign,assignment]
    house.sync()

    house.sync()

    assert house.tickets.cursor() == "6"
    assert not house.heard(Answered)


@pytest.mark.rule("APP-7")
@pytest.mark.rule("TK-5")
def test_an_answer_rings_once(settled: House) -> None:
    """Support staff wrote: one event with ticket, author and text, and none in later passes."""
    settled.portal.answer("t4711", "Try water")

    settled.sync()
    settled.sync()

    (answered,) = settled.heard(Answered)
    assert answered == Answered(settled.portal.tickets["t4711"].ref, "Printer", "Sam", "Try water")


def test_one_s_own_words_do_not_ring(settled: House) -> None:
    """What the employee wrote, here or elsewhere, is no news; nor is what the portal's machinery writes."""
    settled.portal.answer("t4711", "From my phone", Side.EMPLOYEE)
    settled.portal.answer("t4711", "Reminder", Side.SYSTEM)

    settled.sync()

    assert not settled.heard(Answered)
    assert settled.heard(TicketsChanged) == [TicketsChanged(("t4711",))]


@pytest.mark.rule("APP-7")
def test_a_moved_status_rings(settled: House) -> None:
    """A status that is another than before is told."""
    settled.portal.move("t4711", "working")

    settled.sync()

    (moved,) = settled.heard(StatusMoved)
    assert moved == StatusMoved(settled.portal.tickets["t4711"].ref, "Printer", "working")


def notice(name: str, kind: str, minutes: float = 0) -> Notice:
    """Something of that kind has happened."""
    return Notice(name, kind, START + timedelta(minutes=minutes), f"Text of {name}")


@pytest.mark.rule("INFO-2")
@pytest.mark.rule("APP-7")
def test_the_bell_rings_for_what_nothing_else_tells(settled: House) -> None:
    """Reminders, estimates and the like are told, once; an answer and a moved status have been told already."""
    kinds = ("answer", "status", "reminder", "estimate", "person", "incident", "account", "unheard_of")
    settled.portal.notices = tuple(notice(kind, kind) for kind in kinds)

    settled.sync()
    settled.sync()

    told = [event.notice.kind for event in settled.heard(Noticed) if isinstance(event, Noticed)]
    assert told == list(kinds[2:])
    assert settled.heard(TicketsChanged) == [TicketsChanged()]


@pytest.mark.rule("INFO-2")
def test_old_notices_do_not_ring(house: House) -> None:
    """Neither the first pull nor one from the beginning rings for what lies behind."""
    house.portal.notices = (notice("old", "reminder"),)
    house.sync()
    house.tickets.start_over()
    house.sync()

    assert house.heard(Noticed) == []


@pytest.mark.rule("INFO-2")
def test_old_notices_do_not_ring_after_a_pull_from_the_beginning_was_cut_off(settled: House) -> None:
    """The connection broke between two of its pages: what follows in the next pass lies behind all the same."""
    pages: list[Changes | type[ServerFault]] = [
        Changes((), "a", more=True),
        ServerFault,
        Changes((), "b", notices=(notice("old", "reminder"),)),
    ]

    def page(_cursor: str | None) -> Changes:
        told = pages.pop(0)
        if isinstance(told, Changes):
            return told
        raise told

    settled.portal.changes = page  # type: ignore[method-assign,assignment]
    settled.tickets.start_over()

    settled.sync()
    settled.sync()

    assert not pages
    assert settled.heard(Noticed) == []


@pytest.mark.rule("INFO-4")
def test_new_articles_are_told_to_windows(settled: House) -> None:
    """Windows hear when there are other articles to show, and not at every pull."""
    settled.portal.shelved = (Article("1", "kb", "Printer", "Turn it off", START),)

    settled.sync()
    settled.sync()

    assert settled.heard(TicketsChanged) == [TicketsChanged()]


def test_a_change_of_anything_else_does_not_ring(settled: House) -> None:
    """A ticket that changed in neither status nor conversation is updated silently."""
    settled.portal.move("t4711", "new")

    settled.sync()

    assert not settled.heard(StatusMoved)
    assert settled.heard(TicketsChanged)


def test_a_colleague_s_ticket_does_not_ring(settled: House) -> None:
    """Tickets of the company are shown, not rung for."""
    settled.portal.tickets["t4711"] = replace(settled.portal.tickets["t4711"], relation=Relation.COMPANY)
    settled.portal.answer("t4711", "Try water")
    settled.portal.move("t4711", "working")

    settled.sync()

    assert not settled.heard(Answered)
    assert not settled.heard(StatusMoved)


def test_a_feed_without_messages_is_completed(settled: House) -> None:
    """Where the feed holds no conversation it is asked for, from the last known message on, and rings the same."""
    settled.portal.feed_has_messages = False
    settled.portal.answer("t4711", "Try water")
    settled.sync()
    settled.portal.answer("t4711", "And now?")

    settled.sync()

    texts = [event.text for event in settled.heard(Answered) if isinstance(event, Answered)]
    assert texts == ["Try water", "And now?"]
    assert [about for name, about in settled.portal.calls if name == "thread"][-1] == "t4711.0"


def test_every_page_is_fetched(settled: House) -> None:
    """A pull goes on until the portal has no more."""
    settled.portal.page_size = 2
    for number in range(5):
        settled.portal.answer("t4711", f"Answer {number}")
    tickets = settled.portal.asked("changes")

    settled.sync()

    assert settled.tickets.cursor() == str(len(settled.portal._log))
    assert settled.portal.asked("changes") - tickets == 3


def test_a_pull_without_news_is_one_request(settled: House) -> None:
    """Nothing new costs one question, and only moves the age of what is shown."""
    calls = len(settled.portal.calls)
    settled.later(seconds=60)

    settled.sync()

    assert settled.portal.calls[calls:] == [("changes", settled.tickets.cursor())]
    assert settled.tickets.synced_at() == settled.now
    assert settled.told == []


@pytest.mark.rule("INFO-1")
def test_a_new_announcement_rings_once(settled: House) -> None:
    """An announcement is told when it appears, and not again."""
    settled.portal.posted = (OUTAGE,)

    settled.sync()
    settled.sync()

    assert settled.heard(Announced) == [Announced(OUTAGE)]


@pytest.mark.rule("INFO-1")
def test_an_announcement_rings_when_its_time_comes(settled: House) -> None:
    """One written for tomorrow is told tomorrow."""
    tomorrow = replace(OUTAGE, starts_at=START + timedelta(days=1))
    settled.portal.posted = (tomorrow,)
    settled.sync()
    early = settled.heard(Announced)
    settled.later(days=1, hours=1)

    settled.sync()

    assert (early, settled.heard(Announced)) == ([], [Announced(tomorrow)])


def test_the_rules_are_asked_for_again_after_a_while(settled: House) -> None:
    """Account and policy are refreshed every ten minutes, or when the portal said that something changed."""
    settled.sync()
    unasked = settled.portal.asked("policy")
    settled.later(minutes=11)
    settled.sync()
    settled.engine.stale()
    settled.sync()

    assert (unasked, settled.portal.asked("policy")) == (1, 3)


def test_a_clock_set_back_refreshes_the_rules(settled: House) -> None:
    """After the clock was set back the rules are asked for at once, not in a year."""
    settled.later(days=-365)

    settled.sync()

    assert settled.portal.asked("policy") == 2


def test_another_policy_is_told(settled: House) -> None:
    """Windows hear of a policy that differs, and only then."""
    settled.engine.stale()
    settled.sync()
    quiet = settled.heard(PolicyChanged)
    settled.portal.rules = replace(settled.portal.rules, version="2")
    settled.engine.stale()

    settled.sync()

    assert (quiet, settled.heard(PolicyChanged)) == ([], [PolicyChanged()])
    assert settled.notes.policy() == settled.portal.rules


def test_another_person_sees_nothing_of_the_one_before(settled: House) -> None:
    """With another account the local copy is forgotten before anything of the new one is pulled."""
    settled.portal.me = replace(settled.portal.me, id="u2")
    settled.portal.tickets.clear()
    settled.portal._log.clear()
    settled.restart()

    settled.sync()

    assert settled.tickets.known == {}
    assert settled.tickets.synced_at() is not None


def test_a_full_disk_while_pulling_loses_nothing(settled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A local fault while a page is written ends the pass with its reason; the next pass fetches the page again."""
    settled.portal.answer("t4711", "Try water")

    def full(*args: object) -> None:
        raise LocalFault(reason="disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(settled.tickets, "apply", full)
        report = settled.sync()
    settled.sync()

    assert report.problem is not None
    assert (report.link, report.problem.params["reason"]) == (Link.BLOCKED, "disk_full")
    assert len(settled.heard(Answered)) == 1
