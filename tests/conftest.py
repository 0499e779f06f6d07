"""What every test can rely on: a home of its own, no screen, no key store, no bus, and no unnoticed warning."""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import keyring
import pytest

from tests.fakes.memory_keyring import MemoryKeyring
from tests.needed import need

pytest_plugins = ["tests.live.servers", "tests.live.table"]
"""Real helpdesks, started once for all tests that ask for one, and the contract as a table of them."""
RULE_ID = re.compile(r"[A-Z]+-\d+")
PHASES: tuple[Literal["setup", "call", "teardown"], ...] = ("setup", "call", "teardown")

# Before any Qt: nothing of the person's desktop is shown to a test, and nothing a test does appears there.
# Programs that a test starts have no key store unless it gives them a virtual desktop.
for name in ("DISPLAY", "WAYLAND_DISPLAY", "TRAYAPP_PORTAL_URL", "TRAYAPP_PORTAL_KIND", "TRAYAPP_TOKEN"):
    os.environ.pop(name, None)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A rule mark names one rule, or the report of what is proved would lie."""
    for item in items:
        for mark in item.iter_markers("rule"):
            if len(mark.args) != 1 or not RULE_ID.fullmatch(str(mark.args[0])):
                raise pytest.UsageError(f"{item.nodeid}: rule{mark.args} is not one id such as ST-4")


@cache
def _not_installed() -> tuple[str, ...]:
    if sys.platform != "linux":
        return ("a Linux desktop",)
    from trayapp.demo.desktop_programs import Tray, missing
    from trayapp.demo.virtual_desktop import VirtualDesktop

    desktop = VirtualDesktop.missing(Tray.XFCE, secrets=True, accessibility=True)
    return (*desktop, *missing([Tray.TINT2, "xdotool", "xprop"]))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where the virtual desktop is not installed its tests are skipped; TRAYAPP_TEST_REQUIRE=e2e refuses that."""
    if item.get_closest_marker("e2e"):
        need(_not_installed())


@pytest.fixture(scope="session")
def _runtime_dir() -> Iterator[Path]:
    # short, because a socket's path must fit in 107 bytes and pytest's own folders are long
    with tempfile.TemporaryDirectory(prefix="ta-") as folder:
        yield Path(folder)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, _runtime_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty `TRAYAPP_HOME`, and a user's home beside it, for this test alone."""
    user = tmp_path / "user"
    for name, folder in (
        ("CONFIG", ".config"),
        ("DATA", ".local/share"),
        ("CACHE", ".cache"),
        ("STATE", ".local/state"),
    ):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(user / folder))
    monkeypatch.setenv("HOME", str(user))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(_runtime_dir))
    monkeypatch.setenv("TRAYAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def key_store() -> Iterator[MemoryKeyring]:
    """The key store of this test: empty, in memory. No test reaches the real one."""
    before = keyring.get_keyring()
    store = MemoryKeyring()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture(autouse=True)
def _no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning nobody announced by `@pytest.mark.expect_log(pattern)` fails the test; an announced one must come."""
    yield
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expect_log")]
    logged = [
        record.getMessage()
        for phase in PHASES
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    surprises = [text for text in logged if not any(pattern.search(text) for pattern in expected)]
    absent = [pattern.pattern for pattern in expected if not any(pattern.search(text) for text in logged)]
    if surprises:
        pytest.fail(f"unexpected warnings were logged: {surprises}")
    if absent:
        pytest.fail(f"expected log messages never came: {absent}")
