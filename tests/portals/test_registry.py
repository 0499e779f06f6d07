"""Which kinds of portal there are."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.memory_store import MemorySpool
from tests.fakes.portal_process import PortalProcess
from trayapp.core.errors import Misconfigured, UnusablePolicy
from trayapp.portals.registry import KINDS, open_portal


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[PortalProcess]:
    """The embedded portal, in a process of its own."""
    running = PortalProcess(tmp_path).start()
    yield running
    running.stop()


def test_the_native_kind_is_known() -> None:
    """A native portal opens without asking the portal anything."""
    portal = open_portal("native", "https://help.example", lambda: "token", MemorySpool())

    portal.close()


def test_a_portal_that_enforces_its_rules_takes_no_others(portal: PortalProcess) -> None:
    """What the administrator wrote for helpdesks that tell only a part is not even read; the kind says so."""

    def read() -> Mapping[str, Any]:
        raise UnusablePolicy("asked for", reason="unreadable")

    token = portal.users["dana@northwind.example"]
    native = open_portal("native", portal.url, lambda: token, MemorySpool(), overlay=read)
    with closing(native):
        policy = native.policy()

    assert policy.products
    assert [name for name, kind in KINDS.items() if not kind.overlaid] == ["native"]


@pytest.mark.parametrize(
    ("kind", "address", "reason"),
    [
        ("pigeon", "https://help.example", "kind"),
        ("native", "http://help.example", "insecure"),
        ("native", "https://xn--ls8h-.example:0", "address"),
        ("native", f"https://{'a' * 64}.example", "address"),
    ],
)
def test_what_cannot_be_opened_says_why(kind: str, address: str, reason: str) -> None:
    """An unknown kind and an impossible address are told apart."""
    with pytest.raises(Misconfigured) as refused:
        open_portal(kind, address, lambda: "token", MemorySpool()).probe()

    assert refused.value.params["reason"] == reason


def test_asking_which_kinds_there_are_loads_nothing_heavy() -> None:
    """The registry can be imported before the tray icon shows: httpx comes with the first portal."""
    code = "import sys, trayapp.portals.registry as r; r.KINDS; print(sorted({'httpx', 'msgspec'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
