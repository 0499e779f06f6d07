"""Other rules for the portal of a test: profiles are data, so a test changes them as data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import FastAPI

from tests.embedded.conftest import World
from trayapp.core.policy import Level, Permission, Shelf


def adopt(world: World, app: FastAPI, **changes: Any) -> None:
    """From now on the portal's policy differs in these parts."""
    policy = world.portal.policy
    changed = replace(policy, version=f"{policy.version}+", **changes)
    world.portal = replace(world.portal, profile=replace(world.portal.profile, policy=changed))
    app.state.portal = world.portal


def offer(world: World, app: FastAPI, *features: str) -> None:
    """The portal offers these features and no other."""
    adopt(world, app, features=frozenset(features))


def grant(world: World, app: FastAPI, level: str, *permissions: Permission, only: bool = False) -> None:
    """That level may do this as well, or (`only`) nothing else."""

    def granted(each: Level) -> Level:
        kept = frozenset() if only else each.permissions
        return replace(each, permissions=kept | set(map(str, permissions))) if each.code == level else each

    adopt(world, app, levels=tuple(map(granted, world.portal.policy.levels)))


def shelve(world: World, app: FastAPI, **shelves: str) -> None:
    """These shelves, each with the permission that is needed to read it."""
    adopt(world, app, shelves=tuple(Shelf(code, code.title(), needed) for code, needed in shelves.items()))
