"""What `trayapp doctor` looks at beside what the rooms check themselves: store, key store, portal, clock, disk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from trayapp.app import App
from trayapp.app.own_folders import privacy
from trayapp.app.program import own_command
from trayapp.core.errors import LocalFault, Misconfigured, TrayAppError
from trayapp.core.finding import Finding, Verdict
from trayapp.core.operation import problem_of

_SCREEN_SECONDS = 20.0
_LITTLE_SPACE = 200_000_000
"""Bytes; a few tickets with screenshots of several monitors."""
_WRONG_CLOCK = timedelta(minutes=5)


def all_checks(app: App) -> Iterator[Finding]:
    """Everything, in the order in which it is told. A check that fails by a bug is a finding, too."""
    from trayapp.app.camera import camera
    from trayapp.capture.check import check as check_capture
    from trayapp.machine.checks import diagnose

    url = app.preferences.values().portal_url or None
    parts: Sequence[Callable[[], Sequence[Finding]]] = (
        screen,
        lambda: [check_capture(os.environ, camera(app))],
        lambda: [hot_key(app)],
        lambda: [key_store(app)],
        lambda: [store(app)],
        lambda: [disk(app.places.data)],
        lambda: [privacy(app.places)],
        lambda: diagnose(url) if url else [Finding("portal", Verdict.DOUBTFUL, "not_set_up")],
        lambda: portal(app) if url else [],
        lambda: untried(app) if url else [],
        lambda: rules(app),
    )
    for part in parts:
        yield from part()


def screen() -> Sequence[Finding]:
    """Asked in a process of its own: Qt ends the process where it finds no screen."""
    command = [*own_command(), "doctor", "--screen-only", "--json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SCREEN_SECONDS, check=False)
        found = json.loads(done.stdout)["checks"]
        return [
            Finding(item["area"], Verdict(item["verdict"]), item["kind"], item["params"]) for item in found
        ]
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError) as error:
        return [Finding("screen", Verdict.BAD, "failed", {"detail": type(error).__name__})]


def hot_key(app: App) -> Finding:
    """`off`, `free`, `used` by the program that runs, or the reason it does not work; with the `keys`."""
    from trayapp.desktop.global_key.choose import try_out
    from trayapp.desktop.wishes import somebody_runs

    keys = str(app.preferences.get("hotkey").value or "")
    if not keys:
        return Finding("hotkey", Verdict.GOOD, "off")
    try:
        running = somebody_runs(app.meeting_point)
        if not running:
            try_out(os.environ, keys)
    except LocalFault as fault:
        return Finding("hotkey", Verdict.DOUBTFUL, fault.params.get("reason", "failed"), {"keys": keys})
    return Finding("hotkey", Verdict.GOOD, "used" if running else "free", {"keys": keys})


def key_store(app: App) -> Finding:
    """`usable` or `none`."""
    from trayapp.desktop.secrets import KeyStoreSecrets

    usable = KeyStoreSecrets(app.preferences.values().portal_url or "doctor").available()
    return Finding("key_store", Verdict.GOOD if usable else Verdict.DOUBTFUL, "usable" if usable else "none")


def store(app: App) -> Finding:
    """`opened` with `path` and how many items are `pending`; else the reason of the fault."""
    path = str(app.places.database)
    try:
        pending = len(app.store.outbox.pending())
    except LocalFault as fault:
        reason = fault.params.get("reason", "io")
        where = fault.params.get("set_aside", path)
        return Finding("store", Verdict.BAD, reason, {"path": where, "detail": fault.detail})
    return Finding("store", Verdict.GOOD, "opened", {"path": path, "pending": str(pending)})


def disk(folder: Path) -> Finding:
    """`enough` or `little`, with how many bytes are `free`."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    try:
        free = shutil.disk_usage(existing).free
    except OSError as error:
        return Finding("disk", Verdict.BAD, "failed", {"detail": str(error)})
    little = free < _LITTLE_SPACE
    return Finding(
        "disk",
        Verdict.BAD if little else Verdict.GOOD,
        "little" if little else "enough",
        {"free": str(free), "path": str(existing)},
    )


def rules(app: App) -> Sequence[Finding]:
    """`taken`, `not_yet`, or `refused` with the reason: the portal's latest policy cannot be followed.

    And `not_laid`: there is a policy.toml, and this kind of portal sends whole rules of its own.
    """
    try:
        policy, problem = app.store.notes.policy(), app.store.notes.refused_policy()
    except LocalFault:
        return []  # told by `store`
    if problem is not None:
        return [Finding("rules", Verdict.DOUBTFUL, "refused", {**problem.params, "detail": problem.detail})]
    return [Finding("rules", Verdict.GOOD, "taken" if policy else "not_yet"), *_not_laid(app)]


def _not_laid(app: App) -> Sequence[Finding]:
    from trayapp.portals.registry import kind_of

    with suppress(Misconfigured):
        overlaid = kind_of(app.preferences.values().portal_kind).overlaid
        if not overlaid and app.policy_toml.found():
            return [Finding("rules", Verdict.DOUBTFUL, "not_laid")]
    return []


def untried(app: App) -> Sequence[Finding]:
    """`untried` where the adapter was never tried against a live server of its kind; otherwise nothing."""
    from trayapp.portals.registry import kind_of

    with suppress(Misconfigured):  # a kind that is none is told of with the portal
        if not kind_of(app.preferences.values().portal_kind).tried:
            return [Finding("portal", Verdict.DOUBTFUL, "untried")]
    return []


def portal(app: App) -> Sequence[Finding]:
    """`portal`: signed_in with `name` and `who`, or the kind of the error; `clock`: right or wrong with `seconds`.

    Nothing of the clock where the portal does not tell its own.
    """
    try:
        with closing(app.portal()) as adapter:
            probe = adapter.probe()
    except TrayAppError as error:
        problem = problem_of(error)
        return [Finding("portal", Verdict.BAD, problem.kind, {**problem.params, "detail": problem.detail})]
    known = Finding("portal", Verdict.GOOD, "signed_in", {"name": probe.name, "who": probe.me.email})
    return [known, *([_clock(app.clock() - probe.server_time)] if probe.server_time else [])]


def _clock(ahead: timedelta) -> Finding:
    wrong = abs(ahead) > _WRONG_CLOCK
    return Finding(
        "clock",
        Verdict.DOUBTFUL if wrong else Verdict.GOOD,
        "wrong" if wrong else "right",
        {"seconds": f"{ahead.total_seconds():.0f}"},
    )
