"""Whether what the program said of a deed is what it should have said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tests.faults.invariants import Broken
from tests.faults.points.calls import ON_NET, REASONS, Point
from tests.faults.points.every_deed import DEEDS
from tests.faults.points.injury import How, Injury


def judged(injury: Injury, hit: Point | None, ends: Sequence[str]) -> list[Broken]:
    """What is wrong with the words: a bug, another reason than the true one, or a deed that never recovers."""
    if injury.kills:
        return [Broken("bug", "", end) for end in ends if " bug " in f" {end} "]
    if injury.how is How.COUNT or hit is None:
        return [] if list(ends) == ["ok"] else [Broken("deed", "", str(ends))]
    if not ends:
        return [Broken("died", "", str(hit))]
    wrong = [Broken("bug", "", f"{hit}: {end}") for end in ends if _is_bug(end)]
    if injury.side == "app" and ends[-1] != "ok":
        wrong.append(Broken("stuck", "", f"{hit}: {ends}"))
    return wrong + _first(injury, hit, ends[0])


def _is_bug(end: str) -> bool:
    return end.startswith(("bug", "error", "died", "refused bug"))


def _first(injury: Injury, hit: Point, end: str) -> list[Broken]:
    said = end.removeprefix("refused ")
    if said.startswith("fault "):
        reason = said.split(" ")[1]
        right = reason in _reasons(injury, hit)
        return [] if right else [Broken("reason", "", f"{injury.error} at {hit} is said to be {said[6:]}")]
    if said == "ok" and not _may_go_unsaid(injury, hit):
        return [Broken("silent", "", f"{injury.error} at {hit}")]
    return []


def _reasons(injury: Injury, hit: Point) -> set[str]:
    """SQLite tells little of a fault that has passed by the time it is asked about; one that lasts is looked at."""
    right = REASONS.get(injury.error, {"io"})
    if injury.error == "EIO" and hit.name == "pread64":
        return right | {"corrupt"}  # SQLite's own word for a page that cannot be read
    if injury.how is How.ERROR and _DATABASE.search(hit.target):
        return right | {"io", "read_only"}
    return right


def _may_go_unsaid(injury: Injury, hit: Point) -> bool:
    """Faults after which all is as it should be, though nobody was told."""
    if injury.error == "EINTR" or hit.name in {*ON_NET, "lock", "unlink"}:
        return True  # done again; another lock serves as well; what is not deleted now is swept later
    if injury.side == "portal":
        return not _BLOB.search(hit.target)  # its letters go out later; of a ticket, the invariants tell
    if not DEEDS[injury.deed].strict and _DATABASE.search(hit.target):
        return True  # whatever it was, the program is open, and the invariants tell whether that is so
    return any(hit.name in names and where.search(hit.target) for names, where in _HARMLESS)


_DATABASE = re.compile(r"\.(db|lock)(\.\w+)?(-\w+)?$|/data$")
_BLOB = re.compile(r"/files/")
_HARMLESS = (
    (
        {"open", "fdatasync"},
        re.compile(r"/data$"),
    ),  # SQLite flushes the folder if it can; a lost log is an old one
    ({"pwrite64", "fdatasync", "ftruncate"}, re.compile(r"\.db$")),  # copied from the log, which has it all
    (
        {"reopen"},
        re.compile(r"\.db$"),
    ),  # it opens for reading then, and another that can write takes its place
)
