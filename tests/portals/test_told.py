"""What stands at the end of a text for want of another place."""

from __future__ import annotations

import pytest

from trayapp.core.model import Fact
from trayapp.portals.told import Told, text_of, told_by

OP = "0190c2f1-0000-7000-8000-000000000001"
ODD = "a: b\\n \n\r\n* [x]: y  \\ 打印机 ---- Sent by trayapp"


@pytest.mark.parametrize(
    "told",
    [
        Told(
            "Words\n\nof mine\n",
            OP,
            (Fact("os.name", ODD), Fact("battery", "none", failed=True)),
            {"room": ODD},
        ),
        Told("", OP, (Fact("os.name", ""),)),
        Told("* not: a fact", OP),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_told_is_read_again(told: Told, end: str) -> None:
    """Words, key, facts and fields come back letter for letter, whatever a server makes of the ends of lines."""
    assert told_by(text_of(told).replace("\n", end)) == told


def test_a_text_of_somebody_else_is_its_words() -> None:
    """Without the mark there is nothing but words."""
    assert told_by("* os.name: Linux") == Told("* os.name: Linux")
    assert text_of(Told("Hello")) == "Hello"


def test_the_last_mark_counts() -> None:
    """Who quotes another ticket in their own words does not change whose this is."""
    quoted = text_of(Told("Old", OP[:-1] + "2", (Fact("os.name", "Old"),)))

    assert told_by(text_of(Told(quoted, OP))) == Told(quoted, OP)


def test_what_is_written_below_is_not_lost() -> None:
    """Support staff who add to a description below the lines are read."""
    text = text_of(Told("Words", OP, (Fact("os.name", "Linux"),))) + "\n\nSee also room 12"

    assert told_by(text) == Told("Words\n\nSee also room 12", OP, (Fact("os.name", "Linux"),))
