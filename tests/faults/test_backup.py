"""The portal is put back from yesterday's backup: what it forgot is noticed, kept, and sent again when asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.model.portal import BEN, Rig, rig
from tests.faults.model.steps import Steps
from tests.faults.model.trouble import Trouble
from tests.faults.model.world import World
from tests.faults.portal_truth import portal_truth
from trayapp.core.operation import OpState


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """One application for all."""
    with rig(tmp_path_factory.mktemp("rig")) as made:
        yield made


@pytest.fixture
def world(shared: Rig, tmp_path: Path) -> Iterator[World]:
    """Ann at her computer, with nothing written yet."""
    made = World(shared, tmp_path, Steps(), lambda _: None)
    yield made
    made.end()


def _stuck(world: World) -> list[str]:
    return [op.problem.kind for op in world.life.store.outbox.pending() if op.problem]


def _subjects(world: World) -> list[str]:
    return [each.words for each in portal_truth(world.site.data).tickets]


def _try_now(world: World) -> None:
    for op in world.life.store.outbox.pending():
        world.life.desk.retry(op.op_id)
    world.settle()


@pytest.mark.parametrize("since", [0, 20], ids=["at once", "after the portal has come further than before"])
def test_a_ticket_and_its_answer_come_back_and_go_again(world: World, since: int) -> None:
    """Both need the employee, nothing is sent by itself, and sent again they are one ticket with one answer."""
    create = world.life.employee.submit("Printer", b"picture")
    world.life.employee.update(create.op_id, "It smells")
    world.life.employee.sync()

    world.put_back()
    for number in range(since):
        with world.site.client(BEN) as ben:
            ben.post("tickets", json={"subject": f"{number}"}, headers={"Idempotency-Key": f"b{number}"})
    world.settle()
    stuck, before = _stuck(world), _subjects(world)
    _try_now(world)

    assert (stuck, before.count("Printer")) == (["forgotten", "forgotten"], 0)
    assert _subjects(world).count("Printer") == 1
    assert [each.words for each in portal_truth(world.site.data).messages] == ["It smells"]
    assert world.life.store.outbox.pending() == []


def test_what_no_pull_has_told_of_yet_is_missed_all_the_same(world: World) -> None:
    """Acknowledged, but the cursor is from before: the backup has the cursor's change and not the ticket."""
    world.life.employee.submit("Before")
    world.life.employee.sync()
    world.site.back_up()
    world.life.employee.submit("After")
    world.wire.planned.extend([Trouble.NONE, Trouble.CUT])
    world.life.employee.sync()
    world.wire.calm()

    world.put_back()
    world.settle()

    assert _subjects(world) == ["Before"]
    assert _stuck(world) == ["forgotten"]


def test_a_ticket_deleted_on_purpose_is_no_loss(world: World) -> None:
    """The portal remembers that it took it: nobody is asked to send it again, whatever is pulled anew."""
    world.life.employee.submit("Printer")
    world.life.employee.sync()

    world.delete(world.site.tickets()[0])
    world.life.store.tickets.start_over()
    world.settle()

    assert (_stuck(world), _subjects(world)) == ([], [])


def test_a_wish_that_is_undone_shows_in_the_ticket(world: World) -> None:
    """Closed, acknowledged, not pulled, undone: the local copy says open again, as the portal does."""
    world.life.employee.submit("Printer")
    world.life.employee.sync()
    world.site.back_up()
    world.life.employee.close_ticket(world.site.tickets()[0])
    world.wire.planned.extend([Trouble.NONE, Trouble.CUT])
    world.life.employee.sync()
    world.wire.calm()

    world.put_back()
    world.settle()


def test_an_answer_of_support_that_is_undone_goes_here_too(world: World) -> None:
    """What was pulled and the portal no longer has does not stand in the conversation as if it did."""
    world.life.employee.submit("Printer")
    world.life.employee.sync()
    world.site.back_up()
    world.site.staff(f"tickets/{world.site.tickets()[0]}/messages", text="Try water")
    world.life.employee.sync()

    world.put_back()
    world.settle()


def test_the_portal_of_before_comes_back(world: World) -> None:
    """The wrong backup was put back, and taken away again: the ticket is found, and is done without a click."""
    world.life.employee.submit("Printer")
    world.life.employee.sync()
    whole = world.site.keep("whole")
    world.put_back()
    world.settle()
    stuck = _stuck(world)

    world.site.use(whole)
    world.settle()

    assert (stuck, _stuck(world)) == (["forgotten"], [])
    assert _subjects(world) == ["Printer"]


def test_written_before_anybody_signed_in_it_is_sent_by_one_person(world: World) -> None:
    """Its answer is lost, and another person signs in: it stays the first one's and is not sent twice."""
    world.sign_out()
    op = world.life.employee.submit("Whose?")
    world.sign_in("ann")
    world.wire.planned.extend([Trouble.NONE, Trouble.NONE, Trouble.LOST_ANSWER])
    world.life.employee.sync()
    world.wire.calm()

    world.sign_in(BEN)
    world.settle()

    assert _subjects(world) == ["Whose?"]
    waiting = world.life.store.outbox.get(op.op_id)
    assert waiting is not None
    assert (waiting.state, _stuck(world)) == (OpState.NEEDS_USER, ["other_account"])


def test_what_was_sent_long_ago_is_not_brought_up(world: World) -> None:
    """After a month a ticket has been dealt with: a new start of the pull asks nothing of it."""
    world.life.employee.submit("Old")
    world.life.employee.sync()
    world.book.strike(list(world.book.entries))

    world.now += timedelta(days=31)
    world.put_back()
    world.settle()

    assert _stuck(world) == []
