"""`trayapp doctor`: what works, what does not, what to do."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess
from trayapp.app import open_app
from trayapp.commands import checks
from trayapp.commands.findings import _SAYS, AREAS, words_of
from trayapp.core.errors import LocalFault
from trayapp.core.finding import Finding, Verdict
from trayapp.core.operation import Problem
from trayapp.core.policy import Policy
from trayapp.desktop.screen_check import check


def states(document: dict[str, object]) -> dict[str, str]:
    """Area to kind."""
    found = document["checks"]
    assert isinstance(found, list)
    return {check["area"]: check["kind"] for check in found}


def test_everything_is_looked_at(run: Run, signed_in: PortalProcess) -> None:
    """Screen, tray, capture, key store, database, disk, network, portal, rules and clock each get a verdict."""
    ran = run("doctor", "--json")

    found = states(ran.document)
    assert ran.code == 0
    assert set(found) == set(AREAS)
    assert (found["portal"], found["store"], found["key_store"]) == ("signed_in", "opened", "none")
    assert found["rules"] == "not_yet"


def test_a_portal_that_is_gone_is_4(run: Run, nobody_there: str) -> None:
    """A portal that cannot be reached is told with what to do."""
    ran = run("doctor")

    assert ran.code == 4
    assert "refuses the connection" in ran.out


def test_a_damaged_database_is_6(run: Run, home: Path) -> None:
    """A database of a newer version is told, and left as it is."""
    newer(run, home)

    ran = run("doctor", "--json")

    assert ran.code == 6
    assert states(ran.document)["store"] == "newer_database"


def test_no_portal_is_a_hint(run: Run) -> None:
    """Without a portal the way to set one up is told; nothing else is wrong."""
    ran = run("doctor")

    assert ran.code == 0
    assert "sign-in --portal" in ran.out


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Little space is a failure with advice; a folder that is not there yet is looked at where it will be."""
    assert checks.disk(tmp_path / "not" / "yet").kind == "enough"
    monkeypatch.setattr(checks, "_LITTLE_SPACE", 1 << 80)

    finding = checks.disk(tmp_path)

    assert (finding.verdict, finding.kind) == (Verdict.BAD, "little")
    assert "Free some space" in words_of(finding).hint


def test_a_program_that_cannot_show_windows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the check of the screen dies, that is the finding."""
    monkeypatch.setattr(checks, "own_command", lambda: ["false"])

    assert [finding.kind for finding in checks.screen()] == ["failed"]


def test_every_sentence_can_be_filled() -> None:
    """No finding's words break when a parameter is missing."""
    for area, kind in _SAYS:
        words = words_of(Finding(area, Verdict.BAD, kind))
        assert words.title
        assert not [name for _, name, _, _ in Formatter().parse(f"{words.title}{words.hint}") if name]


@pytest.mark.rule("APP-8")
def test_a_screen_without_a_tray_is_told(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The offscreen platform has a screen and no tray; a session without display has neither."""
    assert [(finding.area, finding.kind) for finding in check()] == [("screen", "shown"), ("tray", "none")]
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert [finding.verdict for finding in check()] == [Verdict.BAD, Verdict.BAD]


def newer(run: Run, home: Path) -> None:
    """A database as a later version leaves it."""
    import sqlite3
    from contextlib import closing

    run("outbox")
    with closing(sqlite3.connect(home / "data" / "trayapp.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")


def test_rules_that_cannot_be_followed_are_told(home: Path) -> None:
    """A policy that was refused is doubtful, with why and what to do; the last good one counts until then."""
    with open_app(environment={}) as app:
        app.store.notes.put_policy(Policy("1", "test", "Test IT"))
        before = checks.rules(app)
        app.store.notes.put_refused_policy(Problem("unusable_policy", {"reason": "future"}))
        (after,) = checks.rules(app)

    assert [(one.kind, one.verdict) for one in before] == [("taken", Verdict.GOOD)]
    assert (after.kind, after.verdict) == ("refused", Verdict.DOUBTFUL)
    assert "newer version" in words_of(after).title


@pytest.mark.parametrize(("kind", "told"), [("native", ["taken", "not_laid"]), ("rt", ["taken"])])
def test_a_policy_toml_that_is_not_used_is_told(home: Path, kind: str, told: list[str]) -> None:
    """Where the portal sends whole rules of its own, an administrator must not wait for theirs to count."""
    with open_app(environment={"TRAYAPP_PORTAL_KIND": kind}) as app:
        app.store.notes.put_policy(Policy("1", "test", "Test IT"))
        before = checks.rules(app)
        file = app.places.settings_file.with_name("policy.toml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('portal_name = "Ours"\n')
        after = checks.rules(app)

    assert [one.kind for one in before] == ["taken"]
    assert [one.kind for one in after] == told


@pytest.mark.parametrize(
    ("keys", "kind", "title"),
    [
        ("", "off", "No key is set"),
        ("Ctrl+Alt+H", "unsupported", "lets no program hear keys"),
    ],
)
def test_the_key_is_told(run: Run, keys: str, kind: str, title: str) -> None:
    """Off is all right; one that cannot be heard in this session is doubtful, with what to do."""
    run("config", "set", "hotkey", keys)

    ran = run("doctor", "--json")

    assert states(ran.document)["hotkey"] == kind
    assert title in run("doctor").out


def test_a_key_of_the_program_that_runs_is_not_tried(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the key; another one asking for it would hear that it is taken."""
    monkeypatch.setattr("trayapp.desktop.wishes.somebody_runs", lambda _address: True)
    with open_app() as app:
        app.preferences.set("hotkey", "Ctrl+Alt+H")

        finding = checks.hot_key(app)

    assert (finding.kind, finding.verdict) == ("used", Verdict.GOOD)
    assert "Ctrl+Alt+H" in words_of(finding).title


@pytest.mark.parametrize(("reason", "kind"), [("taken", "taken"), (None, "free")])
def test_a_key_is_tried_when_nobody_runs(
    home: Path, monkeypatch: pytest.MonkeyPatch, reason: str | None, kind: str
) -> None:
    """Whether another program has it shows only by asking for it."""

    def try_out(_environment: object, _keys: str) -> None:
        if reason:
            raise LocalFault(reason=reason)

    monkeypatch.setattr("trayapp.desktop.global_key.choose.try_out", try_out)
    with open_app() as app:
        app.preferences.set("hotkey", "Ctrl+Alt+H")

        assert checks.hot_key(app).kind == kind
