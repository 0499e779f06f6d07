"""Facts come in one order, whichever collector is first."""

from __future__ import annotations

import pytest

from trayapp.core.model import Fact
from trayapp.machine.keys import GROUPS, KEYS, family, ordered


def test_each_key_is_in_one_group() -> None:
    """A key is shown once."""
    assert len(KEYS) == len(set(KEYS)) == sum(len(group.keys) for group in GROUPS)


@pytest.mark.parametrize(
    ("key", "expected"),
    [("display.2", "display.*"), ("process.cpu.10", "process.cpu.*"), ("os.name", "os.name"), ("5", "5")],
)
def test_numbered_keys_belong_to_a_family(key: str, expected: str) -> None:
    """The number at the end is no part of what a label is looked up by."""
    assert family(key) == expected


def test_facts_are_put_in_order() -> None:
    """Groups first, then numbers as numbers; a key nobody knows is last and not lost."""
    keys = ["new.thing", "process.cpu.1", "display.10", "display.2", "net.ip", "os.name", "session"]

    facts = ordered([Fact(key, "x") for key in keys])

    assert [fact.key for fact in facts] == [
        "os.name",
        "session",
        "display.2",
        "display.10",
        "net.ip",
        "process.cpu.1",
        "new.thing",
    ]
