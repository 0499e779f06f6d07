"""Which kinds of portal there are."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fakes.memory_store import MemorySpool
from trayapp.core.errors import Misconfigured
from trayapp.portals.registry import open_portal


def test_the_native_kind_is_known() -> None:
    """A native portal opens without asking the portal anything."""
    portal = open_portal("native", "https://help.example", lambda: "token", MemorySpool())

    portal.close()


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
