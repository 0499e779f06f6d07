"""Kill -9 and failing disks at the calls of app and portal: a slice in each run, all of them by `make faults`."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.points.children import Self, follow, fork
from tests.faults.points.every_deed import DEEDS
from tests.faults.points.injury import How, Injury
from tests.faults.points.permitted import need_stopping
from tests.faults.points.plan import chosen
from tests.faults.points.supervisor import Supervisor
from tests.faults.points.whole import Crew, tally, workers
from trayapp.store.migrations import MIGRATIONS

SLICE = (
    "submit:app:short:4:ENOSPC",
    "submit:app:full:80:ENOSPC",
    "upgrade:app:kill:120:",
    "pictures:app:amid:5:",
    "send:portal:kill:150:",
    "send:portal:full:120:ENOSPC",
)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """One worker, for this file."""
    need_stopping()
    with workers(count=1) as made:
        yield made


def test_a_slice_of_the_faults_breaks_nothing(crew: Crew) -> None:
    """Killed and refused at calls of each kind, app and portal keep what they promised and say the reason."""
    found = tally(crew.do([Injury.parse(each) for each in SLICE]))
    assert found.broken == []
    assert found.injected.total() == len(SLICE)


def test_what_is_told_before_it_is_safe_is_found(crew: Crew) -> None:
    """The rig can fail: with a commit that comes too late, a ticket that was accepted is lost."""
    (late,) = crew.do([Injury("submit", "app")], without=["commit"])
    assert {each.what for each in late.broken} == {"lost"}


def _steps(folder: Path) -> Callable[[Self], None]:
    def life(me: Self) -> None:
        me.watched()
        for name in ("first", "second", "third"):
            try:
                (folder / name).write_bytes(b"whole")
            except OSError as error:
                os.write(me.out, f"{name} {errno.errorcode[error.errno or 0]};".encode())

    return life


@pytest.mark.parametrize(
    ("way", "there", "said"),
    [
        ("kill:1:", [], ""),
        ("kill:3:", ["first"], ""),
        ("error:3:ENOSPC", ["first", "third"], "second ENOSPC;"),
        ("short:4:ENOSPC", ["first", "second"], "second ENOSPC;third ENOSPC;"),
    ],
)
def test_a_call_is_met_where_it_was_aimed_at(way: str, there: list[str], said: str, tmp_path: Path) -> None:
    """The calls are counted, the one that is meant is struck, and the others do what they do."""
    need_stopping()
    child = fork(_steps(tmp_path))
    watcher = Supervisor(child.pid, child.listener(), Injury.parse(f"a:app:{way}"), [str(tmp_path)])
    heard = _Heard()
    follow(child, heard, watcher, lambda: False)
    child.end()
    watcher.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == there
    assert heard.all.decode() == said


class _Heard:
    """Everything a child wrote."""

    def __init__(self) -> None:
        self.all = b""

    def hear(self, data: bytes) -> None:
        """The next bytes."""
        self.all += data


def test_every_released_version_is_upgraded_under_fire() -> None:
    """Each version of the schema has a deed that opens its fixture, and one goes to a version to come."""
    assert {f"from_schema_{number}" for number in range(1, len(MIGRATIONS) + 1)} <= DEEDS.keys()
    assert DEEDS["upgrade"].after is not DEEDS["open"].after


def test_a_choice_holds_each_kind_before_a_second_of_any() -> None:
    """The same seed chooses the same."""
    every = [(kind, Injury(kind, "app", How.KILL, at)) for kind in "abc" for at in range(1, 5)]
    picked = chosen(every, 5, seed=3)
    assert {kind for kind, _ in picked[:3]} == set("abc")
    assert picked == chosen(every, 5, seed=3)
    assert picked != chosen(every, 5, seed=4)
