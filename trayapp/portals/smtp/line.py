"""One conversation with a mail server: smtplib over a socket of ours, its answers bounded in length and time."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
import time
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING

import truststore

from trayapp.core.password import Password
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.smtp.seen import Seen

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CONNECT = 10.0
"""Seconds for each of the server's addresses."""
ANSWER = 60.0
"""Seconds for one answer: some servers make everybody wait before they greet."""
LAST = 600.0
"""Seconds for the answer that takes the mail over. Who waits less sends twice (RFC 5321, 4.5.3.2.6)."""
TAKES_PASSWORDS = frozenset({"PLAIN", "LOGIN"})
"""The ways to sign in that are known here (RFC 4616, and what came before it)."""
_WAY = re.compile(r"[A-Z0-9_-]{1,20}")
_MOST_LINES, _LONGEST_LINE = 100, 2000


class NotSmtp(Exception):
    """What came is no answer of a mail server."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    code: int
    text: str

    @property
    def well(self) -> bool:
        """It did what it was asked."""
        return 200 <= self.code < 300


class Refused(Exception):
    """The server said no."""

    def __init__(self, reply: Reply, to: str) -> None:
        super().__init__(f"{to}: {reply.code} {reply.text}")
        self.reply = reply
        self.to = to
        """The command; `.` is the mail itself."""


class Line(smtplib.SMTP):
    """Connected, greeted. Raises `OSError`, `smtplib.SMTPException`, `NotSmtp` and `Refused`."""

    def __init__(self, host: str, port: int, *, tls: bool, witness: Witness = no_witness) -> None:
        self.seen = Seen(witness)
        self._secret = False
        self._name = host
        self._heard = bytearray()
        self.sock = socket.create_connection((host, port), CONNECT)
        try:
            self.encrypted = False
            # what this computer is called is nobody's business: its address the server knows anyway
            super().__init__(local_hostname=_literal(self.sock), timeout=ANSWER)
            if tls:
                self._encrypt()
            self.seen.asked(f"CONNECT {host}:{port}")
            self.expect("", self.getreply())
            self.greet()
        except BaseException:
            self.close()
            raise

    def greet(self) -> None:
        """Say hello, and learn what the server can do."""
        self.ehlo_or_helo_if_needed()

    def protect(self) -> None:
        """STARTTLS. What was learnt before counts no more, and what came before it is not believed."""
        self.ask("STARTTLS")
        if self._heard:
            raise NotSmtp("words that were slipped in before the encryption")
        self._encrypt()
        self.ehlo_resp = self.helo_resp = None
        self.esmtp_features = {}
        self.does_esmtp = False
        self.greet()

    @property
    def sign_ins(self) -> frozenset[str]:
        """The ways to sign in that the server offers; empty: none, or it does not say which."""
        return frozenset(_WAY.findall(self.esmtp_features.get("auth", "").upper()))

    def sign_in(self, who: Password) -> None:
        """AUTH PLAIN, or LOGIN. Only over an encrypted line; `ValueError` otherwise."""
        if not self.encrypted:
            raise ValueError("a password over a line that others can read")
        self._secret = True
        try:
            self._authenticate(who)
        finally:
            self._secret = False

    def _authenticate(self, who: Password) -> None:
        if "PLAIN" in self.sign_ins or "LOGIN" not in self.sign_ins:
            both = _base64(f"\0{who.user}\0{who.password}")
            self.ask(f"AUTH PLAIN {both}", "AUTH")
            return
        self.ask("AUTH LOGIN", "AUTH", wanted=334)
        self.ask(_base64(who.user), "AUTH", wanted=334)
        self.ask(_base64(who.password), "AUTH")

    def ask(self, command: str, named: str = "", wanted: int = 0) -> Reply:
        """One command and its answer. Raises `Refused`; `wanted` is the one code that will do; 0: all of 2."""
        self.putcmd(command)
        return self.expect(named or command.partition(" ")[0], self.getreply(), wanted)

    def putcmd(self, cmd: str, args: str = "") -> None:
        """Send a command; the witness sees it, but for what somebody signs in with."""
        self.seen.asked(f"{cmd} {args}", secret=self._secret)
        super().putcmd(cmd, args)

    def expect(self, named: str, answer: tuple[int, bytes], wanted: int = 0) -> Reply:
        """The reply, if the server does what it was asked. Raises `Refused`."""
        reply = Reply(answer[0], answer[1].decode("utf-8", "replace"))
        if not (reply.code == wanted if wanted else reply.well):
            raise Refused(reply, named)
        return reply

    def getreply(self, patience: float = ANSWER) -> tuple[int, bytes]:
        """The code and all lines of one answer, which must be here within so many seconds."""
        until = time.monotonic() + patience
        said: list[bytes] = []
        while len(said) < _MOST_LINES:
            line = self._read_line(until)
            if not line[:3].isdigit() or line[3:4] not in {b"", b" ", b"-"}:
                raise NotSmtp(f"an answer that is none: {line[:60]!r}")
            said.append(line[4:].strip())
            if line[3:4] != b"-":
                self.seen.answered(int(line[:3]), b"\n".join(said))
                return int(line[:3]), b"\n".join(said)
        raise NotSmtp("an answer without an end")

    def send(self, s: Buffer | str) -> None:
        """All of it. In pieces of a size that a slow line carries in a minute."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        self.sock.settimeout(ANSWER)
        self.sock.sendall(s.encode(self.command_encoding) if isinstance(s, str) else s)

    def interrupt(self) -> None:
        """End it at once, from another thread."""
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)

    def _read_line(self, until: float) -> bytes:
        while (end := self._heard.find(b"\n")) < 0:
            if len(self._heard) > _LONGEST_LINE:
                raise NotSmtp("a line without an end")
            self._heard += self._more(until)
        line = bytes(self._heard[:end]).rstrip(b"\r")
        del self._heard[: end + 1]
        return line

    def _more(self, until: float) -> bytes:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError("no answer in time")
        self.sock.settimeout(left)
        came = self.sock.recv(4096)
        self.sock.settimeout(ANSWER)
        if not came:
            raise smtplib.SMTPServerDisconnected("the server closed the connection")
        return bytes(came)

    def _encrypt(self) -> None:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("closed")
        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.sock.settimeout(ANSWER)
        self.sock = context.wrap_socket(self.sock, server_hostname=self._name)
        self.encrypted = True


def _literal(connected: socket.socket) -> str:
    host = str(connected.getsockname()[0]).partition("%")[0]
    return f"[IPv6:{host}]" if ":" in host else f"[{host}]"


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
