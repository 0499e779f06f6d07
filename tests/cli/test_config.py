"""`trayapp config`: values, and where they come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from trayapp.settings import layered


def test_a_value_is_set_and_read(run: Run) -> None:
    """What was set is what is read; `--default` goes back."""
    assert run("config", "set", "events", "no").out == "events = no\n"
    assert run("config", "get", "events").out == "no\n"

    assert run("config", "set", "events", "--default").out == "events = yes\n"


def test_the_list_has_every_setting(run: Run) -> None:
    """Each setting stands in the list once."""
    settings = run("config", "list", "--json").document["settings"]

    assert isinstance(settings, list)
    assert len(settings) == len(run("config", "list").out.splitlines())


def test_the_origin_is_explained(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each value tells where it comes from: file, environment or default."""
    run("config", "set", "poll_seconds", "30")
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", "https://help.example.com")

    settings = run("config", "explain", "--json").document["settings"]
    assert isinstance(settings, list)
    origins = {setting["key"]: (setting["source"], setting["file"]) for setting in settings}
    assert origins["poll_seconds"] == ("user", str(home / "config" / "settings.json"))
    assert origins["portal_url"] == ("environment", None)
    assert origins["events"] == ("default", None)
    assert "From the environment" in run("config", "explain", "portal_url").out


def test_the_environment_stands_over_what_is_set(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Setting what the environment overrides is kept, and the override is told."""
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", "https://one.example")

    ran = run("config", "set", "portal_url", "https://two.example")

    assert ran.out == "portal_url = https://one.example\n"
    assert "environment" in ran.err


def test_a_locked_setting_is_2(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the organisation locked is refused in words, and explained."""
    policy = tmp_path / "policy.json"
    policy.write_text(json.dumps({"locked": {"screenshots": False}}))
    monkeypatch.setattr(layered, "machine_policy_file", lambda: policy)

    ran = run("config", "set", "screenshots", "yes")

    assert ran.code == 2
    assert "organisation" in ran.err
    assert "cannot be changed by you" in run("config", "explain", "screenshots").out


@pytest.mark.parametrize(
    "words",
    [
        ["get", "nope"],
        ["set", "nope", "1"],
        ["set", "events", "perhaps"],
        ["set", "log_level", "loud"],
        ["set", "events"],
        ["explain", "nope"],
        [],
    ],
)
def test_nonsense_is_2(run: Run, words: list[str]) -> None:
    """An unknown key, an impossible value, or none: a sentence and 2."""
    ran = run("config", *words)

    assert ran.code == 2
    assert ran.err.strip()


def test_a_choice_names_its_choices(run: Run) -> None:
    """A value outside a choice is answered with what may be chosen."""
    assert "warning" in run("config", "set", "log_level", "loud").err


def test_autostart_is_done_not_only_noted(run: Run, tmp_path: Path) -> None:
    """Switching on start at log-on makes the entry."""
    run("config", "set", "autostart", "yes")

    assert list((tmp_path / "user").rglob("*trayapp*"))
