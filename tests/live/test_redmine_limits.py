"""What the real Redmine does not let happen, does without a word, or tells too much of at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from tests.contract.conftest import Desk
from tests.fakes.memory_store import MemorySteps
from tests.faults.fault import Fault, Kind
from tests.live.redmine_bench import RedmineBench
from tests.live.test_redmine import LIMIT, changed, subject
from trayapp.core.errors import Forbidden, Misconfigured, OutcomeUnknown, Rejected, TooLarge
from trayapp.core.model import Fact, MessageRef
from trayapp.portals.http import ANSWER_LIMIT
from trayapp.portals.registry import open_portal
from trayapp.portals.told import Told, text_of

pytestmark = [pytest.mark.live, pytest.mark.timeout(900)]
_IT = "(select id from projects where identifier = 'it-support')"
_SUPPORT = "(select id from trackers where name = 'Support')"
_DESCRIPTION = 2**8
"""The bit that switches it off: it is the ninth of the fields that a tracker can do without (`tracker.rb`)."""
_LOU = "(select id from users where login = 'lou')"


@pytest.fixture
def desk(redmine_granted_bench: RedmineBench) -> Desk:
    """An employee who may do all that an employee can be let do."""
    return Desk(redmine_granted_bench)


def test_the_limit_is_known_before_anything_is_sent(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Whoever has a ticket is told the largest file by its page, and a larger one does not leave the computer."""
    desk.submit()

    assert desk.portal.probe().capabilities.max_file == LIMIT
    redmine_granted_bench.next.append(("/uploads", Fault(Kind.STATUS, status=500)))
    with pytest.raises(TooLarge) as refused:
        desk.submit(desk.draft(files=(desk.file(bytes(LIMIT + 1), "large.png"),)))
    assert refused.value.params["limit"] == str(LIMIT)
    assert redmine_granted_bench.next  # nobody asked to upload anything
    redmine_granted_bench.next.clear()


def test_the_helpdesk_has_the_name_its_administrator_gave_it(desk: Desk) -> None:
    """It is called what the page to sign in is called, not by its address."""
    assert (desk.portal.probe().name, desk.portal.policy().portal_name) == ("Redmine", "Redmine")


def test_a_journal_of_many_megabytes_keeps_nobody_from_the_rest(
    desk: Desk, redmine_granted_bench: RedmineBench
) -> None:
    """A ticket with more words than an answer may hold is told without them, and the others with theirs."""
    long, other = desk.submit(), desk.submit()
    cursor = desk.everything().cursor
    for number in range(ANSWER_LIMIT // 1_000_000 + 1):
        redmine_granted_bench.desk.answer(long.id, f"{number} " + "x" * 1_000_000)
    redmine_granted_bench.desk.answer(other.id, "Is it plugged in?")

    news = desk.everything(cursor)

    told = {change.ticket.ref: [message.text for message in change.messages or ()] for change in news.tickets}
    assert told == {long: [], other: ["Is it plugged in?"]}
    assert desk.everything(news.cursor).tickets == ()
    redmine_granted_bench.desk.agent("DELETE", f"issues/{long.id}.json")


def test_a_reply_quoted_by_staff_is_not_ours(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """Support staff who send a reply's text back, key and all, do not make it sent; sending it does, once."""
    ref, op = desk.submit(), desk.op()
    redmine_granted_bench.desk.answer(ref.id, text_of(Told("It is plugged in", op)))
    assert desk.portal.find_update(op, ref) is None

    made = desk.write(ref, "It is plugged in", op)

    assert desk.write(ref, "It is plugged in", op) == made == desk.portal.find_update(op, ref)
    assert isinstance(made, MessageRef)
    assert [message.mine for message in desk.portal.thread(ref, None)] == [False, True]


def test_a_tracker_that_vanished_is_not_replaced_in_silence(
    desk: Desk, redmine_granted_bench: RedmineBench
) -> None:
    """Redmine would take another tracker and say nothing: the employee is asked instead, and nothing is made."""
    words = subject()
    nature = next(each.code for each in desk.portal.policy().natures if each.label == "Support")
    gone = f"delete from projects_trackers where project_id = {_IT} and tracker_id = {_SUPPORT}"
    back = f"insert into projects_trackers (project_id, tracker_id) values ({_IT}, {_SUPPORT})"

    with changed(redmine_granted_bench, gone, back), pytest.raises(Rejected) as refused:
        desk.submit(desk.draft(words, nature=nature))

    assert refused.value.fields == {"nature": "unknown"}
    assert redmine_granted_bench.desk.issues(words) == []


@contextmanager
def without_description(bench: RedmineBench, *trackers: str) -> Iterator[None]:
    """Trackers of which the administrator switched off that field, and no other."""
    names = ", ".join(f"'{name}'" for name in trackers)
    change = f"update trackers set fields_bits = {{}} where name in ({names})"
    with changed(bench, change.format(_DESCRIPTION), change.format(0)):
        yield


@contextmanager
def read_only_description(bench: RedmineBench) -> Iterator[None]:
    """A workflow that lets nobody set it on a new issue, whatever its tracker."""
    add = (
        "insert into workflows (tracker_id, old_status_id, new_status_id, role_id, type, field_name, rule) "
        "select trackers.id, issue_statuses.id, 0, roles.id, 'WorkflowPermission', 'description', 'readonly' "
        "from trackers, issue_statuses, roles"
    )
    with changed(bench, add, "delete from workflows where type = 'WorkflowPermission'"):
        yield


@pytest.mark.parametrize("how", ["tracker", "workflow"])
def test_words_that_it_drops_are_said_on_the_issue(
    desk: Desk, redmine_granted_bench: RedmineBench, how: str
) -> None:
    """It takes an issue and leaves its description out: there is one issue, with the words on it, whatever happens."""
    bench = redmine_granted_bench
    deaf = {
        "tracker": lambda: without_description(bench, "Bug", "Feature", "Support"),
        "workflow": lambda: read_only_description(bench),
    }
    for fault in (None, Kind.CUT_ANSWER, Kind.CLOSE_ANSWER):
        words, op, steps = subject(), desk.op(), MemorySteps()
        draft = desk.draft(words, facts=(Fact("os.name", "Linux"),))
        bench.next.extend([("/issues", Fault(fault))] if fault else [])
        with deaf[how]():
            with suppress(OutcomeUnknown):
                desk.portal.submit(op, draft, steps, lambda _sent, _total: None)
            refs = {desk.portal.submit(op, draft, steps, lambda _sent, _total: None) for _ in range(2)}
            (ref,) = refs
            ticket = desk.read(ref)

        assert bench.desk.issues(words) == [int(ref.id)], fault
        assert (ticket.description, ticket.op_id) == (draft.description, op)
        assert ticket.facts == draft.facts


def test_a_tracker_without_a_description_is_not_the_default(
    desk: Desk, redmine_granted_bench: RedmineBench
) -> None:
    """Where nobody chose one, the first that keeps words is taken."""
    with without_description(redmine_granted_bench, "Bug"):
        ref = desk.submit(desk.draft(subject()))
        told = redmine_granted_bench.desk.agent("GET", f"issues/{ref.id}.json")["issue"]

    assert told["tracker"]["name"] == "Feature"
    assert "key" in told["description"]


def test_a_closed_project_is_read_and_not_written_in(desk: Desk, redmine_granted_bench: RedmineBench) -> None:
    """The tickets of a project that is closed stay readable; who answers or writes a new one is told they may not."""
    ref = desk.submit()
    close = "update projects set status = {} where identifier = 'it-support'"

    with changed(redmine_granted_bench, close.format(5), close.format(1)):
        assert desk.read(ref).ref == ref
        with pytest.raises(Forbidden) as reply:
            desk.write(ref, "Hello?")
        with pytest.raises(Forbidden) as ticket:
            desk.submit()

    assert (reply.value.params["action"], ticket.value.params["action"]) == ("update", "create")
    assert desk.portal.thread(ref, None) == []


def test_an_account_without_a_project(redmine_granted_bench: RedmineBench) -> None:
    """Whoever is a member of nothing signs in, is offered nothing, and is told that nobody takes their tickets."""
    desk = Desk(redmine_granted_bench, "lockee")
    away = f"update members set user_id = -user_id where user_id = {_LOU}"
    back = f"update members set user_id = -user_id where user_id = -{_LOU}"

    with changed(redmine_granted_bench, away, back):
        assert "create" not in desk.portal.probe().me.permissions
        assert desk.portal.policy().products == ()
        assert desk.everything().tickets == ()
        with pytest.raises(Forbidden) as refused:
            desk.submit()

    assert refused.value.params["action"] == "create"


def test_an_address_beside_it_is_no_portal(redmine_granted_bench: RedmineBench) -> None:
    """A path on that server under which nothing lies is told as a wrong address."""
    server = redmine_granted_bench.desk.server
    portal = open_portal("redmine", f"{server.url}/elsewhere", lambda: "0" * 40, redmine_granted_bench.spool)

    with pytest.raises(Misconfigured) as found:
        portal.probe()

    portal.close()
    assert found.value.params["reason"] == "not_a_portal"
