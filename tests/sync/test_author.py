"""What one person wrote is never sent under another's name."""

from __future__ import annotations

from dataclasses import replace

from tests.sync.conftest import House
from trayapp.core.events import Stuck
from trayapp.core.ids import OpId, new_op_id
from trayapp.core.model import Draft
from trayapp.core.operation import OpKind, OpState


def _written_by(house: House, author: str | None) -> OpId:
    op_id = new_op_id(house.now)
    house.outbox.add(op_id, op_id, OpKind.CREATE, Draft("Printer"), house.now, author)
    return op_id


def _sign_in(house: House, account: str) -> None:
    house.portal.me = replace(house.portal.me, id=account)
    house.restart()


def test_the_author_sends_it(house: House) -> None:
    """Signed in as the one who wrote it, it goes out."""
    op = _written_by(house, house.portal.me.id)

    house.sync()

    assert house.op(op).state is OpState.DONE


def test_another_person_does_not_send_it(house: House) -> None:
    """Under another account it stands with the reason, and nothing reaches the portal."""
    op = _written_by(house, "somebody else")

    house.sync()

    problem = house.op(op).problem
    assert house.op(op).state is OpState.NEEDS_USER
    assert problem is not None
    assert problem.kind == "other_account"
    assert house.portal.asked("submit") == 0
    assert not house.op(op).doubtful


def test_it_goes_out_when_its_author_is_back(house: House) -> None:
    """The author signs in again: what stood goes out without a click."""
    op = _written_by(house, "u2")
    house.sync()

    _sign_in(house, "u2")
    house.sync()

    assert house.op(op).state is OpState.DONE


def test_a_third_person_is_not_told_again_and_again(house: House) -> None:
    """While its author is away it stands quietly, start after start."""
    _written_by(house, "u2")
    house.sync()
    for _ in range(3):
        _sign_in(house, "u3")
        house.sync()

    assert len(house.heard(Stuck)) == 1


def test_what_nobody_signed_in_wrote_goes_as_whoever_signs_in(house: House) -> None:
    """A ticket written before the first sign-in belongs to the person who then signs in."""
    op = _written_by(house, None)

    house.sync()

    assert house.op(op).state is OpState.DONE


def test_another_program_that_signs_in_does_not_change_whose_token_this_is(house: House) -> None:
    """The command line noted somebody else meanwhile: this program still sends as the one its own token is of."""
    house.sync()
    stranger = replace(house.portal.probe(), me=replace(house.portal.me, id="u2"))
    house.notes.put_probe(stranger)
    op = _written_by(house, "u2")

    house.sync()

    problem = house.op(op).problem
    assert problem is not None
    assert problem.kind == "other_account"
    assert house.portal.asked("submit") == 0
