"""The line to the mail server is cut at every moment: never is a mail lost that was called sent, or called unsent."""

from __future__ import annotations

import random

import pytest

from tests.portals.smtp.conftest import Employee
from tests.portals.smtp.post_office import PostOffice, Wire
from trayapp.core.errors import Offline, OutcomeUnknown, TrayAppError
from trayapp.core.model import Draft

MOMENTS = 24


def draft(employee: Employee) -> Draft:
    """Words and a picture."""
    return Draft("Printer", "It burns", files=(employee.file(bytes(3000)),))


def tried(
    employee: Employee, office: PostOffice, *, there: int | None = None, back: int | None = None
) -> TrayAppError | None:
    """What the adapter says of a mail over a line that is cut so."""
    with Wire(office.port, there=there, back=back) as wire:
        try:
            employee.send(wire.port, draft(employee))
        except TrayAppError as error:
            return error
    return None


def whole(employee: Employee, office: PostOffice) -> dict[str, int]:
    """How many bytes a conversation has, each way."""
    with Wire(office.port) as wire:
        employee.send(wire.port, draft(employee))
    return wire.carried


@pytest.mark.parametrize("way", ["there", "back"])
def test_wherever_the_line_is_cut_what_is_said_is_true(
    office: PostOffice, employee: Employee, way: str
) -> None:
    """Offline: the server has nothing. Sent: it has it. Where it may have it, that is what is said."""
    length = whole(employee, office)[way]
    moments = [0, *random.Random(7).sample(range(1, length), MOMENTS), *range(length - 24, length)]
    said: dict[str, int] = {}
    for moment in moments:
        office.raw.clear()
        error = tried(employee, office, **{way: moment})
        arrived = len(office.raw)
        name = type(error).__name__
        said[name] = said.get(name, 0) + 1
        assert isinstance(error, Offline | OutcomeUnknown | None), (moment, error)
        assert arrived <= 1
        if isinstance(error, Offline):
            assert arrived == 0, moment
        if error is None:
            assert arrived == 1, moment

    assert said["Offline"] > 0
    assert said.get("OutcomeUnknown", 0) > 0
