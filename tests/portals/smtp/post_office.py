"""A real mail server on loopback that can be told to refuse, and a wire to it that can be cut."""

from __future__ import annotations

import select
import socket
import ssl
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "ann@example.com", "pässwörd of the mailbox"
HELPDESK = "help@example.org"


class PostOffice:
    """Running inside `with`. `tls`: from the start, or offered as STARTTLS; `None`: no encryption."""

    def __init__(
        self,
        tls: ssl.SSLContext | None = None,
        *,
        from_the_start: bool = False,
        login: bool = False,
        login_needed: bool = False,
        size: int = 0,
        utf8: bool = False,
        without: tuple[str, ...] = (),
    ) -> None:
        self.raw: list[bytes] = []
        self.senders: list[str] = []
        self.logins: list[tuple[str, str]] = []
        self.answers: dict[str, str] = {}
        """What is said to AUTH, MAIL, RCPT or DATA (the mail itself) instead."""
        self.also: list[str] = []
        """What it says besides that it can do."""
        self.announced: list[str] = []
        """How large mails were said to be."""
        self.greeted: list[str] = []
        self.encrypted: list[bool] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        more: dict[str, Any] = {"enable_SMTPUTF8": utf8, "data_size_limit": size}
        if without:  # of the ways to sign in
            more["auth_exclude_mechanism"] = without
        if login:
            more |= {"authenticator": self._authenticate, "auth_required": login_needed}
        if tls is not None:
            more |= {"ssl_context": tls} if from_the_start else {"tls_context": tls}
        if from_the_start:
            more["auth_require_tls"] = False  # aiosmtpd knows of no encryption but its own STARTTLS
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **more)

    @property
    def got(self) -> list[EmailMessage]:
        """The mails, as a mail program reads them."""
        read = [message_from_bytes(raw, policy=policy.default) for raw in self.raw]
        return [message for message in read if isinstance(message, EmailMessage)]

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, told: list[str]
    ) -> list[str]:
        """Say what it can do."""
        self.greeted.append(name)
        session.host_name = name
        return [told[0], *self.also, *told[1:]]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or not."""
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        self.senders.append(address)
        self.announced += [option for option in options if option.startswith("SIZE=")]
        self.encrypted.append(session.ssl is not None)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or not."""
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take the mail, or not."""
        answer = self.answers.get("DATA", "250 2.0.0 OK")
        if answer.startswith("2"):
            assert isinstance(envelope.original_content, bytes)
            self.raw.append(envelope.original_content)
        return answer

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given)
        said = self.answers.get("AUTH")
        return AuthResult(success=given == (USER, PASSWORD) and not said, handled=False, message=said)


class Wire:
    """Carries bytes to a server and back, one conversation after the other; running inside `with`.

    Each is cut after so many bytes `there` or `back`, or, `answer_lost`, as soon as the end of a mail is through.
    """

    def __init__(
        self, port: int, *, there: int | None = None, back: int | None = None, answer_lost: bool = False
    ) -> None:
        self._to = port
        self._limits = {"there": there, "back": back}
        self._answer_lost = answer_lost
        self._left: dict[str, int | None] = {}
        self.carried = {"there": 0, "back": 0}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._over, self._end = socket.socketpair()
        self.port = int(self._listener.getsockname()[1])
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.close()
        self._thread.join()
        self._over.close()
        self._listener.close()

    def _run(self) -> None:
        while self._over not in select.select([self._listener, self._over], [], [])[0]:
            near, _ = self._listener.accept()
            self._left = dict(self._limits)
            with near, socket.create_connection(("127.0.0.1", self._to)) as far:
                self._converse(near, far)

    def _converse(self, near: socket.socket, far: socket.socket) -> None:
        ways = {near: ("there", far), far: ("back", near)}
        while all(left is None or left > 0 for left in self._left.values()):
            for ready in select.select([*ways, self._over], [], [])[0]:
                if ready is self._over or not self._carry(ready, ways[ready][1], ways[ready][0]):
                    return

    def _carry(self, source: socket.socket, to: socket.socket, name: str) -> bool:
        left = self._left[name]
        try:
            piece = source.recv(65536 if left is None else min(left, 65536))
            to.sendall(piece)
        except OSError:
            return False
        self.carried[name] += len(piece)
        if left is not None:
            self._left[name] = left - len(piece)
        if self._answer_lost and name == "there" and piece.endswith(b".\r\n"):
            select.select([to], [], [], 10)  # the server has answered, so it has the mail
            return False
        return bool(piece)
