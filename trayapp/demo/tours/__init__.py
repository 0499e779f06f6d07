"""Walks through the program that go by themselves and leave pictures: one for each profile."""

from __future__ import annotations

from collections.abc import Mapping

from trayapp.demo.tours.cases import Cases
from trayapp.demo.tours.guide import Guide
from trayapp.demo.tours.main_job import MainJob
from trayapp.demo.tours.member import Member
from trayapp.demo.tours.msp import Msp
from trayapp.demo.tours.registered import Registered
from trayapp.demo.tours.requests import Requests

TOURS: Mapping[str, type[Guide]] = {
    "cases": Cases,
    "member": Member,
    "msp": Msp,
    "registered": Registered,
    "requests": Requests,
}
"""By profile; any other profile is shown by the main job."""


def tour_of(profile: str) -> type[Guide]:
    """The tour that shows what is particular to a profile."""
    return TOURS.get(profile, MainJob)
