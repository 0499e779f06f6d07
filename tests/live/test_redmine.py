"""What only the real Redmine proves: its refusals that look like consent, its limits, and its end at any moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest

from tests.contract.conftest import Desk
from tests.faults.fault import Fault, Kind
from tests.live.redmine_bench import RedmineBench
from trayapp.core.errors import (
    CursorGone,
    Forbidden,
    Misconfigured,
    NotFound,
    OutcomeUnknown,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.core.model import Close, Fact, SetPriority, TicketRef
from trayapp.core.ports import Portal

pytestmark = [pytest.mark.live, pytest.mark.timeout(900)]
LIMIT = 5 * 1024 * 1024
"""Bytes of a file on a fresh server."""


@pytest.fixture
def desk(redmine_granted_bench: RedmineBench) -> Desk:
    """An employee who may do all that an employee can be let do."""
    return Desk(redmine_granted_bench)


def subject() -> str:
    """One that no other ticket has."""
    return f"Ticket {uuid4()}"


@contextmanager
def changed(bench: RedmineBench, change: str, back: str) -> Iterator[None]:
    """Something that the administrator changes for a while."""
    bench.desk.server.sql(change)
    try:
        yield
    finally:
        bench.desk.server.sql(back)


def test_an_answer_lost_anywhere_makes_one_ticket(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Whichever of its requests goes wrong in whichever way, sending again ends in one ticket with its one file."""
    bench = redmine_granted_bench
    for place in ("/uploads", "/issues"):
        for kind in (Kind.CUT_ANSWER, Kind.CLOSE_ANSWER, Kind.CUT_REQUEST, Kind.APPLIED_PAGE, Kind.REPLAY):
            words, op = subject(), desk.op()
            draft = desk.draft(words, facts=(Fact("os.name", "Linux"),), files=(desk.file(b"shot"),))
            steps = Desk(bench)
            bench.next.append((place, Fault(kind)))
            _tried(lambda d=draft, o=op, s=steps: s.submit(d, o))

            ref = steps.submit(draft, op)

            assert bench.desk.issues(words) == [int(ref.id)], (place, kind)
            assert [file.name for file in desk.read(ref).files] == ["shot.png"]


def test_a_spent_token_is_refused_by_the_server_itself(
    desk: Desk, redmine_granted_bench: RedmineBench
) -> None:
    """A second writer with the tokens of the first finds what the first made, also when it did not look before."""
    words, op = subject(), desk.op()
    draft = desk.draft(words, facts=(Fact("os.name", "Linux"),), files=(desk.file(b"shot"),))
    first = desk.submit(draft, op)
    portal = redmine_granted_bench.portal()
    blind = [None]
    finder = portal._finder  # type: ignore[attr-defined]
    look = finder.ticket
    finder.ticket = lambda key: blind.pop() if blind else look(key)

    second = portal.submit(op, draft, desk.steps, lambda _sent, _total: None)

    assert first == second
    assert redmine_granted_bench.desk.issues(words) == [int(first.id)]


def test_two_writers_at_once_with_one_key(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Two programs that send the same in turns, each with steps of its own, make one ticket."""
    words, op = subject(), desk.op()
    draft = desk.draft(words)
    lock, made = threading.Lock(), []

    def write(portal: Desk) -> None:
        with lock:  # the app holds the same lock: one of its processes sends at a time
            made.append(portal.submit(draft, op))

    threads = [threading.Thread(target=write, args=(Desk(redmine_granted_bench),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 4
    assert len(set(made)) == 1
    assert redmine_granted_bench.desk.issues(words) == [int(made[0].id)]


def test_a_server_killed_at_work_makes_one_ticket(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """SIGKILL in the middle of a request, and started again: one ticket, with its file."""
    bench, words, op = redmine_granted_bench, subject(), desk.op()
    draft = desk.draft(words, files=(desk.file(b"shot"),))
    bench.proxy.end_portal = lambda _: bench.desk.server.kill()
    bench.next.append(("/issues", Fault(Kind.KILL_DURING, seconds=0.05)))
    _tried(lambda: desk.submit(draft, op))
    bench.desk.server.start()

    ref = desk.submit(draft, op)

    assert bench.desk.issues(words) == [int(ref.id)]
    assert [file.name for file in desk.read(ref).files] == ["shot.png"]


def test_a_refusal_that_looks_like_consent_is_told(redmine_strict_bench: RedmineBench) -> None:
    """It calls a status allowed, says yes to it (204) and does nothing: the employee hears that they may not."""
    desk = Desk(redmine_strict_bench)
    ref = desk.submit()

    assert "close" not in desk.read(ref).actions
    for want, action in ((Close(), "close"), (SetPriority("5"), "priority")):
        with pytest.raises(Forbidden) as refused:
            desk.change(ref, want)
        assert refused.value.params["action"] == action


def test_the_limit_is_learnt_from_who_exceeds_it(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """A picture of more than 5 MiB is refused with the limit, which is known from then on; one of 5 MiB arrives."""
    words = subject()
    large = desk.file(bytes(LIMIT + 1), "large.png")

    with pytest.raises(TooLarge) as refused:
        desk.submit(desk.draft(words, files=(large,)))

    assert refused.value.params == {"name": "large.png", "size": str(LIMIT + 1), "limit": str(LIMIT)}
    assert redmine_granted_bench.desk.issues(words) == []
    assert desk.portal.probe().capabilities.max_file == LIMIT
    ref = Desk(redmine_granted_bench).submit(desk.draft(files=(desk.file(bytes(LIMIT), "all.png"),)))
    assert [file.size for file in desk.read(ref).files] == [LIMIT]


def test_a_private_note_is_never_shown(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """What support staff writes to support staff is in no conversation and in no change."""
    ref = desk.submit()
    redmine_granted_bench.desk.whisper(ref.id, "He forgot the cable again")
    redmine_granted_bench.desk.answer(ref.id, "Is it plugged in?")

    told = [message.text for message in desk.portal.thread(ref, None)]

    assert told == ["Is it plugged in?"]
    assert "cable" not in repr(desk.everything())


def test_another_time_zone_changes_nothing(redmine_granted_bench: RedmineBench) -> None:
    """Somebody in New York is told of what is new, once."""
    desk = Desk(redmine_granted_bench, "traveller")
    old = desk.submit()
    start = desk.everything().cursor
    redmine_granted_bench.desk.answer(old.id, "One")

    news = desk.everything(start)

    assert [change.ticket.ref for change in news.tickets] == [old]
    assert desk.everything(news.cursor).tickets == ()


def test_two_changes_within_a_second_are_both_told(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Its times are whole seconds: what comes in the second of the last pull is told by the next."""
    ref = desk.submit()
    cursor = desk.everything().cursor
    for number in range(5):
        redmine_granted_bench.desk.answer(ref.id, f"Answer {number}")
        page = desk.everything(cursor)
        cursor = page.cursor
        assert [change.ticket.ref for change in page.tickets] == [ref]
        assert f"Answer {number}" in [message.text for message in page.tickets[0].messages or ()]


def test_a_deleted_ticket_is_noticed(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """A ticket that staff deletes is not there, and the next pull begins anew without it."""
    ref, other = desk.submit(), desk.submit()
    cursor = desk.everything().cursor
    redmine_granted_bench.desk.agent("DELETE", f"issues/{ref.id}.json")

    with pytest.raises(NotFound):
        desk.read(ref)
    with pytest.raises(NotFound):
        desk.write(ref, "Hello?")
    with pytest.raises(CursorGone):
        desk.portal.changes(cursor)
    told = {change.ticket.ref for change in desk.everything().tickets}
    assert other in told
    assert ref not in told


def test_an_archived_project_takes_its_tickets_along(redmine_strict_bench: RedmineBench) -> None:
    """The tickets of a project that is put away are not there, and nothing new is written in it."""
    desk = Desk(redmine_strict_bench)
    ref = desk.submit()
    desk.portal.policy()

    archive = "update projects set status = {} where identifier = 'front-desk'"
    with changed(redmine_strict_bench, archive.format(9), archive.format(1)):
        with pytest.raises(NotFound):
            desk.read(ref)
        with pytest.raises(TrayAppError) as refused:
            desk.submit()
        assert refused.value.kind in {"rejected", "forbidden"}
        assert desk.portal.policy().products == ()


def test_a_locked_account_wants_a_sign_in(redmine_granted_bench: RedmineBench) -> None:
    """Whose account is locked while they work is asked to sign in."""
    portal = redmine_granted_bench.portal("lockee")
    portal.probe()

    lock = "update users set status = {} where login = 'lou'"
    with changed(redmine_granted_bench, lock.format(3), lock.format(1)):
        _wants(portal, SignIn)
    portal.probe()


def test_an_api_that_is_switched_off(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Where the administrator switches the API off, that is what the employee can tell them."""
    # later than the second in which the server last looked: otherwise it goes on with what it remembers
    when = "updated_on = datetime('now', '+{} seconds')"
    switch = f"update settings set value = '{{}}', {when} where name = 'rest_api_enabled'"

    with (
        changed(redmine_granted_bench, switch.format(0, 2), switch.format(1, 4)),
        pytest.raises(Misconfigured) as found,
    ):
        desk.portal.probe()

    assert found.value.params["reason"] == "no_api"
    desk.portal.probe()


def _wants(portal: Portal, error: type[TrayAppError]) -> None:
    for attempt in (
        portal.probe,
        portal.policy,
        lambda: portal.changes(None),
        lambda: portal.read(_SOME, None),
    ):
        with pytest.raises(error):
            attempt()


def _tried(attempt: object) -> None:
    """What may go wrong here, may: what counts is what comes of it."""
    try:
        attempt()  # type: ignore[operator]
    except (OutcomeUnknown, TrayAppError):
        return


_SOME = TicketRef("1", "1")
