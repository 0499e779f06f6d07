"""The name of a helpdesk."""

from __future__ import annotations

import pytest

from trayapp.core.helpdesk import helpdesk, place


def test_two_ways_to_write_an_address_are_one_name() -> None:
    """Neither a slash at the end nor large letters of the host make another helpdesk."""
    ways = ("https://Help.Example/desk", "HTTPS://help.example/desk/", " https://help.example/desk")

    assert {helpdesk("rt", address) for address in ways} == {"rt https://help.example/desk"}


def test_what_runs_there_is_part_of_it() -> None:
    """Another product at the same address knows nothing of what the first one had."""
    assert helpdesk("rt", "https://help.example") != helpdesk("native", "https://help.example")


@pytest.mark.parametrize("address", ["", "  "])
def test_nothing_set_up_has_no_name(address: str) -> None:
    """Before there is an address, words are written for none in particular."""
    assert helpdesk("native", address) is None


def test_a_person_reads_the_place() -> None:
    """Where encryption is a matter of course it is not said; where there is none, it is."""
    said = [
        place(f"native {address}")
        for address in ("https://help.example", "http://127.0.0.1:8", "smtp://mail.example")
    ]

    assert said == ["help.example", "http://127.0.0.1:8", "smtp://mail.example"]
