"""`trayapp doctor` hears whether pictures can be taken."""

from __future__ import annotations

from collections.abc import Sequence

from tests.capture.shots import noise
from trayapp.capture.check import check
from trayapp.capture.choose import NoScreen
from trayapp.core.errors import LocalFault
from trayapp.core.finding import Verdict
from trayapp.core.ports import RawShot


class Camera:
    """Gives the shots it was made with, or the fault."""

    waits = False

    def prepare(self) -> None:
        """Nothing to do."""

    def __init__(self, shots: Sequence[RawShot] | LocalFault) -> None:
        self.shots = shots

    def grab(self) -> Sequence[RawShot]:
        """What it has."""
        if isinstance(self.shots, LocalFault):
            raise self.shots
        return self.shots


def test_a_picture_taken_is_good() -> None:
    """The finding tells the monitors and their sizes."""
    finding = check({}, Camera([noise(20, 10), noise(5, 4)]))

    assert (finding.verdict, finding.kind) == (Verdict.GOOD, "taken")
    assert finding.params["monitors"] == "2"
    assert finding.params["sizes"] == "20 × 10, 5 × 4"


def test_a_fault_is_told_by_its_reason() -> None:
    """The kind of the finding is the reason of the fault."""
    finding = check({}, Camera(LocalFault("locked", reason="black")))

    assert (finding.verdict, finding.kind, finding.params["detail"]) == (Verdict.BAD, "black", "locked")


def test_no_screen_is_found_without_trying() -> None:
    """Without a session there is no screen."""
    assert check({}, NoScreen()).kind == "no_screen"


def test_what_policy_forbids_is_no_defect() -> None:
    """Nothing is broken where the company allows no pictures; it is told all the same."""
    finding = check({}, Camera(LocalFault("policy", reason="forbidden")))

    assert (finding.verdict, finding.kind) == (Verdict.DOUBTFUL, "forbidden")
