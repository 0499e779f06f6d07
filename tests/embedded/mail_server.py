"""An SMTP server on loopback that refuses what a test wants refused."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from trayapp.embedded.mail_outlets import Smtp

LOGIN = ("portal", "the password of the mail server")


class MailServer:
    """Running inside `with`. Started again, it has the same port."""

    def __init__(self, *, login: bool = False) -> None:
        self.got: list[EmailMessage] = []
        self.refuse: dict[str, str] = {}
        """Answers to RCPT by recipient."""
        self.after_data: list[str] = []
        """Answers to the next letters, once each; the letter arrives all the same where it begins with 250."""
        self.logins: list[tuple[str, str]] = []
        self._login = login
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def outlet(self, login: tuple[str, str] | None = None) -> Smtp:
        """Where the portal sends."""
        return Smtp("127.0.0.1", self.port, login)

    def __enter__(self) -> Self:
        more: dict[str, Any] = {"enable_SMTPUTF8": True}
        if self._login:
            more |= {"authenticator": self._authenticate, "auth_require_tls": False}
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or not."""
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the letter, or not."""
        answer = self.after_data.pop(0) if self.after_data else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.got.append(message)
        return answer

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        return AuthResult(success=given == LOGIN, handled=False)
