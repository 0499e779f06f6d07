"""The local copy of the tickets: what is written, what is news, what is unread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.makers import NOW, POLICY, add_create, message, page_of, probe, ticket
from trayapp.core.model import Announcement, Changes, Side, TicketChange, TicketRef
from trayapp.core.ports import Overtaken, Query
from trayapp.store.opened import Store


@pytest.fixture
def pulled(store: Store) -> Store:
    """A store whose first pull is over: ticket 1 is known, with one message."""
    store.tickets.apply(page_of(TicketChange(ticket(1), (message("m1"),))), POLICY, NOW)
    return store


def test_first_pull_is_silent(store: Store) -> None:
    """Tickets of years are no news: the first pull, all its pages, tells nothing and leaves nothing unread."""
    first = store.tickets.apply(
        page_of(TicketChange(ticket(1), (message("m1"),)), cursor="a", more=True), POLICY, NOW
    )
    second = store.tickets.apply(page_of(TicketChange(ticket(2), (message("m1"),)), cursor="b"), POLICY, NOW)
    third = store.tickets.apply(page_of(TicketChange(ticket(3), (message("m1"),)), cursor="c"), POLICY, NOW)

    assert (first, second, [news.ticket.ref.id for news in third]) == ([], [], ["t-3"])
    assert store.tickets.unread() == 1


def test_cursor_and_rows_together(opened: Callable[[], Store]) -> None:
    """Cursor, tickets, conversation and announcements of a page outlive the program together."""
    first = opened()
    note = Announcement("a1", "Maintenance", "Tonight", "info", NOW)
    page = Changes((TicketChange(ticket(1), (message("m1"),)),), "c9", announcements=(note,))
    first.tickets.apply(page, POLICY, NOW)
    first.close()
    second = opened()
    found = (
        second.tickets.cursor(),
        second.tickets.get("t-1"),
        second.tickets.thread("t-1"),
        second.tickets.announcements(NOW),
    )
    second.close()

    assert found == ("c9", ticket(1), [message("m1")], [note])


def test_a_page_that_fails_leaves_no_trace(pulled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever goes wrong in the middle of a page, neither its rows nor its cursor are kept."""
    good, bad = ticket(2), replace(ticket(3), created_at="not a time")  # type: ignore[arg-type]
    bad = replace(bad, updated_at="not a time")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        pulled.tickets.apply(page_of(good, bad, cursor="c2"), POLICY, NOW)

    assert (pulled.tickets.cursor(), pulled.tickets.get("t-2")) == ("c1", None)


@pytest.mark.rule("APP-7")
def test_an_answer_is_news(pulled: Store) -> None:
    """New words of staff are news, oldest first, and leave the ticket unread; known ones are not told again."""
    later = replace(message("m3"), at=NOW + timedelta(minutes=1))
    change = TicketChange(ticket(1), (message("m1"), later, message("m2")))
    (news,) = pulled.tickets.apply(page_of(change), POLICY, NOW)

    assert (news.known, news.status_before, tuple(m.id for m in news.messages)) == (True, "new", ("m2", "m3"))
    assert pulled.tickets.unread() == 1


@pytest.mark.rule("APP-7")
def test_a_moved_status_is_news(pulled: Store) -> None:
    """Another status is news and leaves the ticket unread."""
    (news,) = pulled.tickets.apply(page_of(ticket(1, status="resolved", minutes=1)), POLICY, NOW)

    assert (news.status_before, news.ticket.status) == ("new", "resolved")
    assert pulled.tickets.unread() == 1


def test_own_words_are_no_news(pulled: Store) -> None:
    """What the employee wrote comes back from the portal without being told to them, and is kept."""
    mine = message("m2", side=Side.EMPLOYEE, mine=True)
    told = pulled.tickets.apply(page_of(TicketChange(ticket(1, minutes=1), (mine,))), POLICY, NOW)

    assert (told, pulled.tickets.unread()) == ([], 0)
    assert [one.id for one in pulled.tickets.thread("t-1")] == ["m1", "m2"]


def test_a_status_moved_by_own_words_is_not_unread(pulled: Store) -> None:
    """When the employee's own reply moves the status, they need not read that."""
    mine = message("m2", side=Side.EMPLOYEE, mine=True)
    moved = TicketChange(ticket(1, status="yours", minutes=1), (mine,))
    pulled.tickets.apply(page_of(moved), POLICY, NOW)

    assert pulled.tickets.unread() == 0


def test_the_same_again_is_no_news(pulled: Store) -> None:
    """A ticket told again as it is known, or with another ETag alone, is no news; the ETag is kept."""
    again = pulled.tickets.apply(page_of(ticket(1)), POLICY, NOW)
    tagged = pulled.tickets.apply(page_of(replace(ticket(1), etag="e2")), POLICY, NOW)
    kept = pulled.tickets.get("t-1")

    assert (again, tagged) == ([], [])
    assert kept is not None
    assert kept.etag == "e2"


def test_a_ticket_that_appears_is_news(pulled: Store) -> None:
    """A ticket that was not here is told as unknown before."""
    (news,) = pulled.tickets.apply(page_of(ticket(2)), POLICY, NOW)

    assert (news.known, news.status_before) == (False, None)


def test_read_back_is_no_news(pulled: Store) -> None:
    """A ticket read back after the employee's own change is shown anew without being unread or told later."""
    changed = ticket(1, status="closed", minutes=1)
    pulled.tickets.put(changed, POLICY)

    assert (changed, 0) == (pulled.tickets.get("t-1"), pulled.tickets.unread())
    assert pulled.tickets.apply(page_of(changed), POLICY, NOW) == []


def test_reading_makes_it_read(pulled: Store) -> None:
    """What the employee has looked at is read until staff write again; reading back does not lose the mark."""
    pulled.tickets.apply(page_of(TicketChange(ticket(1), (message("m2"),))), POLICY, NOW)
    pulled.tickets.put(ticket(1), POLICY)
    assert [row.unread for row in pulled.tickets.page(Query())] == [True]
    pulled.tickets.mark_read("t-1")
    assert pulled.tickets.unread() == 0
    pulled.tickets.apply(page_of(TicketChange(ticket(1), (message("m3"),))), POLICY, NOW)

    assert pulled.tickets.unread() == 1


def test_what_is_no_longer_seen_goes(pulled: Store) -> None:
    """A ticket that the portal takes back is gone from list, search and conversation."""
    pulled.tickets.apply(Changes((), "c2", removed=("t-1", "t-never")), POLICY, NOW)

    assert (
        pulled.tickets.get("t-1"),
        pulled.tickets.thread("t-1"),
        pulled.tickets.page(Query(words="printer")),
    ) == (None, [], [])


def test_edited_message(pulled: Store) -> None:
    """A message told again with other words takes the place of the old one, and is no news."""
    edited = message("m1", "Use foam")
    told = pulled.tickets.apply(page_of(TicketChange(ticket(1), (edited,))), POLICY, NOW)

    assert ([], [edited]) == (told, pulled.tickets.thread("t-1"))


@pytest.mark.rule("TK-5")
def test_messages_that_come_by_themselves(pulled: Store) -> None:
    """A conversation fetched later is kept in the order of time and can be searched."""
    early = replace(message("m0", "Aardvark"), at=NOW - timedelta(minutes=1))
    pulled.tickets.add_messages("t-1", [message("m2", "Zebra"), early])

    assert [one.id for one in pulled.tickets.thread("t-1")] == ["m0", "m1", "m2"]
    assert pulled.tickets.count(Query(words="zebra water")) == 1


def test_messages_for_a_ticket_that_went(store: Store) -> None:
    """A conversation that arrives after its ticket was taken back is dropped."""
    store.tickets.add_messages("t-9", [message("m1")])

    assert store.tickets.thread("t-9") == []


def test_get_by_id_before_number(store: Store) -> None:
    """A name is a portal's id first, and a number where no id is such."""
    seven = ticket(7)
    confusing = replace(ticket(8), ref=TicketRef("t-8", "t-7"))
    store.tickets.put(seven, None)
    store.tickets.put(confusing, None)

    assert [seven, seven, confusing, None] == [store.tickets.get(name) for name in ("t-7", "7", "t-8", "9")]


@pytest.mark.rule("APP-6")
def test_age_of_what_is_shown(store: Store) -> None:
    """The age counts from when the portal told everything, not from a page in between."""
    store.tickets.apply(page_of(ticket(1), more=True), POLICY, NOW)
    assert store.tickets.synced_at() is None
    store.tickets.apply(page_of(ticket(2)), POLICY, NOW)
    assert store.tickets.synced_at() == NOW
    store.tickets.mark_synced(NOW + timedelta(minutes=1))

    assert store.tickets.synced_at() == NOW + timedelta(minutes=1)


@pytest.mark.rule("INFO-1")
def test_announcements_have_their_time(store: Store) -> None:
    """Announcements show from their start to their end, newest first; the portal tells all of them or none."""
    past = Announcement("1", "Past", "", "info", NOW - timedelta(days=2), NOW)
    present = Announcement("2", "Present", "", "outage", NOW - timedelta(days=1), NOW + timedelta(days=1))
    newest = Announcement("3", "Newest", "", "info", NOW)
    future = Announcement("4", "Future", "", "info", NOW + timedelta(days=1))
    everything = (past, present, newest, future)
    store.tickets.apply(Changes((), "c1", announcements=everything), POLICY, NOW)
    store.tickets.apply(Changes((), "c2"), POLICY, NOW)
    assert [newest, present] == store.tickets.announcements(NOW)
    store.tickets.apply(Changes((), "c3", announcements=()), POLICY, NOW)

    assert store.tickets.announcements(NOW) == []


def test_clear_forgets_what_was_pulled(pulled: Store) -> None:
    """After a sign-out nothing pulled is left, the outbox stays, and the next pull is a first one again."""
    pulled.tickets.apply(
        Changes((), "c2", announcements=(Announcement("1", "A", "", "info", NOW),)), POLICY, NOW
    )
    waiting = add_create(pulled.outbox)
    pulled.tickets.clear()

    assert (
        pulled.tickets.cursor(),
        pulled.tickets.synced_at(),
        pulled.tickets.count(Query("all")),
        pulled.tickets.page(Query("all", "printer")),
        pulled.tickets.announcements(NOW),
    ) == (None, None, 0, [], [])
    assert [waiting] == pulled.outbox.pending()
    assert pulled.tickets.apply(page_of(TicketChange(ticket(1), (message("m1"),))), POLICY, NOW) == []
    assert [message("m1")] == pulled.tickets.thread("t-1")


def test_a_pull_from_the_beginning_drops_what_the_portal_no_longer_tells(pulled: Store) -> None:
    """The portal forgot the cursor: after the last page, what no page told of is gone, and not a page earlier."""
    pulled.tickets.apply(page_of(ticket(2), ticket(3), cursor="c2"), POLICY, NOW)
    pulled.tickets.start_over()
    pulled.tickets.apply(page_of(ticket(1), cursor="d1", more=True), POLICY, NOW)
    between = pulled.tickets.get("t-2")
    pulled.tickets.apply(page_of(ticket(3), cursor="d2"), POLICY, NOW)
    found = [row.id for row in pulled.tickets.page(Query("all"))]

    assert between is not None
    assert (sorted(found), pulled.tickets.get("t-2")) == (["t-1", "t-3"], None)
    assert pulled.tickets.count(Query("all", "2")) == 0


def test_a_pull_from_the_beginning_keeps_what_was_read(pulled: Store) -> None:
    """Read stays read, unread stays unread; an answer meanwhile is news; a ticket never seen here is not."""
    pulled.tickets.apply(page_of(TicketChange(ticket(2), (message("m1"),)), cursor="c2"), POLICY, NOW)
    pulled.tickets.start_over()
    same = TicketChange(ticket(1), (message("m1"),))
    again = pulled.tickets.apply(page_of(same, ticket(2), cursor="d1", more=True), POLICY, NOW)
    unread = pulled.tickets.unread()
    answered = TicketChange(ticket(1, minutes=1), (message("m1"), message("m2")))
    foreign = TicketChange(ticket(9), (message("m1"),))
    news = pulled.tickets.apply(page_of(answered, foreign, cursor="d2"), POLICY, NOW)

    assert (again, unread, pulled.tickets.unread()) == ([], 1, 2)
    assert [(one.ticket.ref.id, len(one.messages)) for one in news] == [("t-1", 1)]


def test_a_pull_from_the_beginning_goes_on_after_a_kill(pulled: Store) -> None:
    """What was told before the program ended counts in the next run; a second start over begins anew."""
    pulled.tickets.apply(page_of(ticket(2), cursor="c2"), POLICY, NOW)
    pulled.tickets.start_over()
    pulled.tickets.apply(page_of(ticket(2), cursor="d1", more=True), POLICY, NOW)
    pulled.tickets.start_over()
    pulled.tickets.apply(page_of(ticket(1), cursor="e1"), POLICY, NOW)

    assert [row.id for row in pulled.tickets.page(Query("all"))] == ["t-1"]


def test_an_old_answer_given_again_changes_nothing(pulled: Store) -> None:
    """A portal that repeats its first answer to a repeated request does not turn the local copy back."""
    pulled.tickets.apply(page_of(ticket(1, status="resolved", minutes=5), cursor="c2"), POLICY, NOW)
    pulled.tickets.put(ticket(1, status="closed", minutes=2), POLICY)
    kept = pulled.tickets.get("t-1")

    assert kept is not None
    assert kept.status == "resolved"


def test_what_was_asked_for_before_all_was_forgotten_is_not_written(pulled: Store) -> None:
    """Another account is signed in by now: a page that comes late is dropped whole, with its cursor."""
    before = pulled.tickets.epoch()
    pulled.tickets.clear()

    with pytest.raises(Overtaken):
        pulled.tickets.apply(page_of(ticket(7), cursor="late"), POLICY, NOW, before)
    with pytest.raises(Overtaken):
        pulled.tickets.mark_synced(NOW, before)
    pulled.tickets.put(ticket(8), POLICY, before)

    assert (pulled.tickets.cursor(), pulled.tickets.synced_at(), pulled.tickets.count(Query("all"))) == (
        None,
        None,
        0,
    )
    pulled.tickets.apply(page_of(ticket(7), cursor="new"), POLICY, NOW, pulled.tickets.epoch())
    assert pulled.tickets.cursor() == "new"


def test_another_persons_probe_ends_the_epoch(pulled: Store) -> None:
    """Who it is and whose tickets these are change in one step."""
    pulled.notes.put_probe(probe())
    before = pulled.tickets.epoch()

    pulled.notes.put_probe(replace(probe(), me=replace(probe().me, id="somebody else")))

    assert pulled.tickets.epoch() != before
