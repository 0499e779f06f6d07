"""What was written for one helpdesk goes to no other, unless the employee says so."""

from __future__ import annotations

from tests.sync.conftest import House
from trayapp.core.events import Stuck
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Draft, Update
from trayapp.core.operation import OpKind, OpState

OLD, NEW = "rt https://old.example", "native https://new.example"


def written(house: House, portal: str | None, author: str | None = None) -> OpId:
    """A new ticket for that helpdesk, by that account or by nobody in particular."""
    op_id = new_op_id(house.now)
    house.outbox.add(op_id, op_id, OpKind.CREATE, Draft("Printer"), house.now, author, portal)
    return op_id


def stands(house: House, op: OpId) -> tuple[OpState, str | None, dict[str, str]]:
    """Its state, and the kind of problem with what it tells."""
    found = house.op(op)
    problem = found.problem
    return found.state, problem.kind if problem else None, dict(problem.params) if problem else {}


def test_nobodys_words_stay_with_their_helpdesk(house: House) -> None:
    """Written for one helpdesk before anybody signed in, they are not sent to another, and nobody is their author."""
    house.at(NEW)
    op = written(house, OLD)

    house.sync()

    assert stands(house, op) == (
        OpState.NEEDS_USER,
        "other_portal",
        {"was": OLD, "here": NEW, "moves": "yes"},
    )
    assert (house.op(op).author, house.op(op).portal) == (None, OLD)
    assert house.portal.asked("submit") == 0
    assert len(house.heard(Stuck)) == 1


def test_a_doubt_is_told_with_it(house: House) -> None:
    """What was being sent when the program was killed may be over there: this helpdesk cannot be asked."""
    house.at(OLD)
    op = written(house, OLD)
    house.outbox.claim(house.now)
    house.at(NEW)

    house.sync()

    assert stands(house, op)[2]["doubtful"] == "yes"
    assert house.op(op).doubtful


def test_they_go_to_the_one_they_were_written_for(house: House) -> None:
    """A managed address and a first start without a network: whoever then signs in there sends them."""
    house.at(OLD)
    op = written(house, OLD)

    house.sync()

    assert house.op(op).state is OpState.DONE
    assert house.op(op).author == house.portal.me.id


def test_words_for_no_helpdesk_go_to_the_first_that_is_set_up(house: House) -> None:
    """There was none to write for; from the first try on they belong to this one."""
    house.at(NEW)
    op = written(house, None)

    house.sync()

    assert house.op(op).state is OpState.DONE
    assert house.op(op).portal == NEW


def test_a_helpdesk_that_moved_knows_its_people(house: House) -> None:
    """At another address with the same account, which no other helpdesk has, it is the same one."""
    house.at(NEW)
    op = written(house, OLD, house.portal.me.id)

    house.sync()

    assert house.op(op).state is OpState.DONE


def test_an_answer_to_a_ticket_over_there_cannot_be_sent_here(house: House) -> None:
    """The number of its ticket may be another one's here."""
    house.at(NEW)
    op = new_op_id(house.now)
    house.outbox.add(op, "27", OpKind.UPDATE, Update("Still broken"), house.now, None, OLD)

    house.sync()

    assert stands(house, op)[2]["moves"] == "no"
    assert house.portal.asked("update") == 0


def test_they_go_by_themselves_when_their_helpdesk_is_back(house: House) -> None:
    """What stood goes out without a click."""
    house.at(NEW)
    op = written(house, OLD)
    house.sync()

    house.at(OLD)
    house.sync()

    assert house.op(op).state is OpState.DONE


def test_at_the_same_helpdesk_it_is_another_person_that_is_told_of(house: House) -> None:
    """The helpdesk is right, the account is not."""
    house.at(OLD)
    op = written(house, OLD, "somebody else")

    house.sync()

    assert stands(house, op)[1] == "other_account"


def test_an_address_that_changes_while_the_portal_is_opened_is_asked_for_again(house: House) -> None:
    """What is sent, and the name of where it goes, are of one helpdesk for certain."""
    op = written(house, NEW)
    names = iter([OLD, NEW, NEW, NEW])
    house.at(OLD)
    house.helpdesk = lambda: next(names)
    house.restart()

    house.sync()

    assert house.op(op).state is OpState.DONE
    assert house.portal.closed
