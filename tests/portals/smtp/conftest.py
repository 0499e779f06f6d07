"""An employee who writes to a helpdesk by e-mail, and the certificates that their computer trusts."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from tests.hostile.certificates import Authority
from tests.portals.smtp.post_office import HELPDESK, PASSWORD, USER, PostOffice
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, FileKind, StoredFile, TicketRef
from trayapp.core.password import Password
from trayapp.portals.smtp.portal import SmtpPortal

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OP = OpId("0193539c-5c00-7abc-8def-0123456789ab")


class Employee:
    """Opens adapters, and sends with them."""

    def __init__(self) -> None:
        self.spool = MemorySpool()
        self.secret: str | None = Password(USER, PASSWORD).secret()
        self.overlay: Mapping[str, Any] = {}
        self.progress: list[tuple[int, int]] = []

    def portal(
        self, port: int, scheme: str = "smtp", sender: str = "", host: str = "127.0.0.1"
    ) -> SmtpPortal:
        """An adapter to that server."""
        asked = f"?from={sender}" if sender else ""
        address = f"{scheme}://{host}:{port}/{HELPDESK}{asked}"
        return SmtpPortal(address, lambda: self.secret, self.spool, lambda: self.overlay, lambda: NOW)

    def send(self, port: int, draft: Draft, scheme: str = "smtp", op: OpId = OP) -> TicketRef:
        """One ticket."""
        with closing(self.portal(port, scheme)) as portal:
            return portal.submit(op, draft, MemorySteps(), self._told)

    def file(self, content: bytes, name: str = "screen.png", media_type: str = "image/png") -> StoredFile:
        """A file in the spool."""
        return self.spool.put(io.BytesIO(content), name, media_type, FileKind.SCREENSHOT)

    def _told(self, sent: int, total: int) -> None:
        self.progress.append((sent, total))


@pytest.fixture(autouse=True)
def _quiet_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """What aiosmtpd logs of what it does not understand is no fault of the program's."""
    monkeypatch.setattr(logging.getLogger("mail.log"), "disabled", True)


@pytest.fixture
def employee() -> Employee:
    """Somebody with a mailbox."""
    return Employee()


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Signs the servers' certificates."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusting(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """The authority; this computer trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.trusted))
    return authority


@pytest.fixture
def office() -> Iterator[PostOffice]:
    """A mail server of this very computer: without encryption, and it asks nobody who they are."""
    with PostOffice() as running:
        yield running
