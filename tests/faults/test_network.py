"""The rig's network part, in short: each kind of fault once, and the proof that the rig would notice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.faults import network
from tests.faults.catalogue import fault_named
from tests.faults.fault import Fault, Kind, Place
from tests.faults.house import House
from tests.faults.runs import Options
from tests.faults.trial import Planned, Trial

_EVERY_KIND = {kind.value.replace("_", " ") for kind in Kind} - {"none"}


needs_fork = pytest.mark.skipif(sys.platform == "win32", reason="the portals of the rig are forked")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An employee and a portal, each in a process of its own; the last test here breaks the program."""
    with closing(House(tmp_path_factory.mktemp("house"))) as built:
        yield built


@needs_fork
@pytest.mark.rule("APP-4")
def test_no_fault_of_the_network_loses_or_doubles_anything(house: House) -> None:
    """Whatever goes wrong with a request, everything arrives once and whole, and both sides agree."""
    tally = network.short(house, Options(seed=7))

    assert tally.broken == []
    assert set(tally.injected) == _EVERY_KIND


@needs_fork
def test_without_the_look_up_the_rig_finds_a_message_twice(house: House) -> None:
    """An answer that is lost, a portal that knows no keys and an app that does not look: said twice."""
    trial = Trial("lookup", "update_0", (Planned(0, Fault(Kind.CUT_ANSWER, place=Place.NOTHING)),))
    house.take_away(["lookup"])

    tally = network.counted([network.tried(house, str(trial))])

    assert [(what.what, repeat) for _, what, repeat in tally.broken] == [("doubled", str(trial))]


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Kind.CUT_REQUEST, place=Place.HEAD_END),
        Fault(Kind.CUT_ANSWER, after=77),
        Fault(Kind.STATUS, status=429, retry_after=120, html=True),
        Fault(Kind.KILL_DURING, seconds=0.002),
    ],
    ids=str,
)
def test_a_trial_is_repeated_by_its_word(fault: Fault) -> None:
    """What a broken line names is exactly what is tried again."""
    trial = Trial("lookup", "chain", (Planned(2, fault), Planned(5, fault)))

    assert (Trial.named(str(trial)), fault_named(str(fault))) == (trial, fault)
