"""A portal that was put back from a backup admits what it has forgotten."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.embedded.conftest import StandingClock, World, made
from trayapp.embedded.portal import open_portal


@pytest.fixture
def backup(world: World, tmp_path: Path) -> Path:
    """The portal's data after one ticket, as a copy of its folder."""
    world.create("dana", "Before")
    return _copied(world, tmp_path / "backup")


def _copied(world: World, to: Path) -> Path:
    path = Path(world.portal.db._path).parent
    with world.portal.db.write() as tx:
        tx.execute("SELECT 1")
        shutil.copytree(path, to)
    return to


@contextmanager
def _put_back(world: World, backup: Path, clock: StandingClock, app: FastAPI) -> Iterator[World]:
    with closing(open_portal(world.portal.profile, backup, clock)) as portal:
        app.state.portal = portal
        yield replace(world, portal=portal)


def _pull(world: World, cursor: str | None = None) -> httpx.Response:
    return world.client("dana").get("/changes", params={"cursor": cursor} if cursor else {})


def test_a_cursor_of_what_is_lost_is_gone(
    world: World, backup: Path, clock: StandingClock, app: FastAPI
) -> None:
    """Pulled after the backup was made: the cursor is refused, also when newer changes have its number."""
    world.create("dana", "After")
    cursor = made(_pull(world))["cursor"]

    with _put_back(world, backup, clock, app) as back:
        at_once = _pull(back, cursor).status_code
        for number in range(5):
            back.create("dana", f"Since {number}")
        later = _pull(back, cursor).status_code

    assert (at_once, later) == (410, 410)


def test_a_cursor_from_before_the_backup_holds(
    world: World, backup: Path, clock: StandingClock, app: FastAPI, tmp_path: Path
) -> None:
    """What was pulled before the backup was made needs no second telling, however often the portal starts."""
    cursor = made(_pull(world))["cursor"]
    shutil.rmtree(backup)
    _copied(world, backup)

    with _put_back(world, backup, clock, app):
        pass
    with _put_back(world, backup, clock, app) as back:
        back.create("dana", "Since")
        told = made(_pull(back, cursor))["tickets"]

    assert [one["ticket"]["subject"] for one in told] == ["Since"]


def test_what_was_taken_is_known_also_when_it_is_gone(
    world: World, backup: Path, clock: StandingClock, app: FastAPI
) -> None:
    """The portal knows keys of before the backup, none of after it, and nobody else's."""
    world.create("dana", "After")
    before, after = "key-1", f"key-{world.keys}"

    def taken(at: World, who: str) -> list[str]:
        answer = at.client(who).get("/operations", params={"op_ids": f"{before},{after},never"})
        return sorted(made(answer)["taken"])

    assert (taken(world, "dana"), taken(world, "leo")) == (sorted([before, after]), [])
    with _put_back(world, backup, clock, app) as back:
        assert taken(back, "dana") == [before]


def test_the_portal_says_that_it_remembers(world: World) -> None:
    """Without that word no app would ask."""
    assert made(world.client("dana").get("/probe"))["capabilities"]["remembers"] is True
