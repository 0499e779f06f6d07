"""Labels of facts."""

from __future__ import annotations

from trayapp.machine.keys import GROUPS as MACHINE_GROUPS
from trayapp.ui.texts.facts import group, label, rank, shown


def test_every_fact_the_machine_tells_has_a_label() -> None:
    """No key is shown where a word is expected."""
    keys = [key.removesuffix(".*") for part in MACHINE_GROUPS for key in part.keys]

    assert [key for key in keys if group(key) == "More"] == []


def test_a_numbered_family_carries_its_number() -> None:
    """The second display is Display 2."""
    assert label("display.2") == "Display 2"


def test_an_unknown_key_speaks_for_itself() -> None:
    """A fact of a newer collector is shown, last, by its key in words."""
    assert label("gpu.driver_version") == "Gpu driver version"
    assert group("gpu.driver_version") == "More"
    assert max(["gpu.driver_version", "process.cpu.1", "host.name"], key=rank) == "gpu.driver_version"


def test_numbers_sort_as_numbers() -> None:
    """Display 10 stands after display 2."""
    assert sorted(["display.10", "display.2", "display.1"], key=rank) == [
        "display.1",
        "display.2",
        "display.10",
    ]


def test_a_fact_that_failed_says_so() -> None:
    """The reason stands in place of the value."""
    assert shown("not permitted", failed=True) == "could not be found out (not permitted)"
