"""The command line, run in this process, against a real portal in another or none at all."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes.portal_process import PortalProcess
from trayapp.cli import main

LEVEL = "basic"


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, object]:
        """The one document on stdout; fails when there is anything else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `trayapp` with the words given."""

    def run(*words: str) -> Ran:
        capsys.readouterr()
        code = main(words)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """The embedded portal, seeded, in a process of its own; shared, so tests look at tickets of their own only."""
    portal = PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api").start()
    yield portal
    portal.stop()


@pytest.fixture
def signed_in(portal: PortalProcess, monkeypatch: pytest.MonkeyPatch) -> PortalProcess:
    """The environment names the portal and a token of a sample employee."""
    monkeypatch.setenv("TRAYAPP_PORTAL_URL", portal.url)
    monkeypatch.setenv("TRAYAPP_TOKEN", portal.users[LEVEL])
    return portal


@pytest.fixture
def nobody_there(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The environment names an address that refuses connections."""
    with socket.socket() as held:  # bound, not listening: nobody else can take the port meanwhile
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}"
        monkeypatch.setenv("TRAYAPP_PORTAL_URL", url)
        monkeypatch.setenv("TRAYAPP_TOKEN", "tray_any")
        yield url


@pytest.fixture
def attachment(tmp_path: Path) -> Path:
    """A small file."""
    file = tmp_path / "notes.txt"
    file.write_bytes(b"what happened, in detail")
    return file
