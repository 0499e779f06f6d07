"""By which of its ids a program may be known to the desktop that remembers its refusal."""

from __future__ import annotations

import pytest

from trayapp.capture.wayland.portal_permission import ours, unit_of


@pytest.mark.parametrize(
    ("unit", "known"),
    [
        ("app-gnome-trayapp-4711.scope", ["trayapp"]),
        ("app-trayapp-4711.scope", ["trayapp"]),
        ("app-trayapp@autostart.service", ["trayapp"]),
        ("app-org.gnome.Terminal-9.scope", ["org.gnome.Terminal"]),
        ("app-org.example.trayapp2-9.scope", []),
        ("session-2.scope", [""]),
        ("", [""]),
    ],
)
def test_only_what_means_this_program_is_ours(unit: str, known: list[str]) -> None:
    """The unit names the program; without one of a desktop's kind it has no name, and others' answers stay."""
    assert list(ours(["", "trayapp", "org.gnome.Terminal", "org.example.Other"], unit)) == known


@pytest.mark.parametrize(
    ("cgroup", "unit"),
    [
        (
            "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-a\\x2db-7.scope\n",
            "app-gnome-a-b-7.scope",
        ),
        ("0::/user.slice/user-1000.slice/session-2.scope\n", "session-2.scope"),
        ("0::/\n", ""),
        ("", ""),
    ],
)
def test_the_innermost_unit_counts(cgroup: str, unit: str) -> None:
    """Its name is told with special letters written out."""
    assert unit_of(cgroup) == unit
