"""A mail server as this employee may use it: reached, encrypted, signed in to, and given a mail."""

from __future__ import annotations

import hashlib
import re
import smtplib
from binascii import b2a_base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from trayapp.core.errors import LocalFault, Misconfigured, Rejected, SignIn, TooLarge
from trayapp.core.model import StoredFile
from trayapp.core.password import Password
from trayapp.core.ports import FileSource, Progress
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.address import loopback
from trayapp.portals.smtp.address import MailAddress
from trayapp.portals.smtp.faults import after, before, enhanced
from trayapp.portals.smtp.line import LAST, TAKES_PASSWORDS, Line, NotSmtp, Refused
from trayapp.portals.smtp.mail import LINE, Mail, decoded

CHUNK = 1024 * LINE
"""Bytes of a file that are read at a time: whole lines of base64."""
_SLICE = 64 * 1024
_BY_OAUTH = frozenset({"XOAUTH2", "OAUTHBEARER"})
_TOO_WEAK = 534
_MOST_NAMED = 6
_GOODBYE = (OSError, smtplib.SMTPException, NotSmtp, Refused)
"""The mail is taken over; how the conversation ends changes nothing."""
_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Asked:
    """As whom, and to whom."""

    address: MailAddress
    sender: str
    who: Password | None
    """`None`, or without a password: the server is to take mail as it is."""
    plain: bool = False
    """Without encryption where there is none: the administrator wants it so."""


class Server:
    """Reached inside `reached`. Every method raises `TrayAppError`s only."""

    def __init__(self, asked: Asked, line: Line) -> None:
        self._asked = asked
        self._line = line

    @property
    def limit(self) -> int | None:
        """Bytes of the largest mail (RFC 1870); `None`: it does not say."""
        told = self._line.esmtp_features.get("size", "")
        return int(told[:15]) or None if told.isascii() and told.isdigit() else None

    @property
    def private(self) -> bool:
        """Nobody on the way can read what is sent."""
        return self._line.encrypted or loopback(self._asked.address.host)

    def would_take(self) -> None:
        """Ask whether it takes mail from this sender to the helpdesk; none is sent."""
        self._begin([])
        with before():
            self._line.ask("RSET")

    def take(self, mail: Mail, files: FileSource, progress: Progress) -> None:
        """Hand the mail over. `OutcomeUnknown`: its end was sent, and no answer came."""
        self._fits(mail)
        self._begin(self._options(mail))
        with before():
            self._line.ask("DATA", wanted=354)
            self._stream(mail, files, progress)
        with after():
            self._line.seen.asked("MESSAGE", body=_beginning(mail))
            self._line.send(b".\r\n")
            total = sum(file.size for file in mail.files)
            progress(total, total)
            self._line.expect(".", self._line.getreply(LAST))

    def _fits(self, mail: Mail) -> None:
        if self.limit is not None and mail.size > self.limit:
            size = str(sum(file.size for file in mail.files))
            raise TooLarge(
                f"{mail.size} of {self.limit} bytes", size=size, limit=str(room_for_files(self.limit))
            )

    def _options(self, mail: Mail) -> list[str]:
        line = self._line
        options = [f"SIZE={mail.size}"] if line.has_extn("size") else []
        if mail.international:
            if not (line.has_extn("smtputf8") and line.has_extn("8bitmime")):
                raise Misconfigured("the server takes no addresses beyond ASCII", reason="not_ascii")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
        return options

    def _begin(self, options: list[str]) -> None:
        try:
            with before():
                self._line.expect("MAIL", self._line.mail(self._asked.sender, options))
                self._line.expect("RCPT", self._line.rcpt(self._asked.address.helpdesk))
        except Rejected as error:
            cause = error.__cause__
            # who is not known is told that this is none of their relays: what is meant is, sign in
            if isinstance(cause, Refused) and enhanced(cause.reply).startswith("5.7.") and self._anonymous:
                raise SignIn(error.detail, reason="no_password") from error
            raise
        except SignIn as error:
            if self._nobody:
                error.params = {**error.params, "reason": "no_password"}
            raise

    @property
    def _nobody(self) -> bool:
        """No password was given."""
        return not (self._asked.who and self._asked.who.password)

    @property
    def _anonymous(self) -> bool:
        return self._nobody and self._line.has_extn("auth")

    def _stream(self, mail: Mail, files: FileSource, progress: Progress) -> None:
        sent, total = 0, sum(file.size for file in mail.files)
        for piece in mail.pieces:
            if isinstance(piece, bytes):
                self._send(_DOT.sub(b"..", piece))
                continue
            for chunk in checked_bytes(piece, files):
                self._send(_lines(chunk))
                sent += len(chunk)
                if sent < total:
                    progress(sent, total)

    def _send(self, content: bytes) -> None:
        try:
            for start in range(0, len(content), _SLICE):
                self._line.send(content[start : start + _SLICE])
        except OSError:
            # who closes the door in the middle may have said why
            with suppress(OSError, smtplib.SMTPException, NotSmtp):
                self._line.expect("DATA", self._line.getreply(1.0))
            raise


@contextmanager
def reached(
    asked: Asked, keep: Callable[[Line | None], None], witness: Witness = no_witness
) -> Iterator[Server]:
    """The server, ready for a mail; closed at the end. `keep` gets the line while there is one."""
    with before():
        line = Line(asked.address.host, asked.address.port, tls=asked.address.tls, witness=witness)
    keep(line)
    try:
        with before():
            _protect(line, asked)
            _sign_in(line, asked.who)
        yield Server(asked, line)
        with suppress(*_GOODBYE):
            line.ask("QUIT")
    finally:
        keep(None)
        line.close()


def _beginning(mail: Mail) -> bytes:
    """What a witness sees of it: heads and text, no files."""
    return next((piece for piece in mail.pieces if isinstance(piece, bytes)), b"")


def room_for_files(limit: int) -> int:
    """Bytes of files that fit into a mail of that size, beside a long text and the heads of the parts."""
    return decoded(limit - max(64 * 1024, limit // 100))


def checked_bytes(file: StoredFile, files: FileSource) -> Iterator[bytes]:
    """The bytes, in whole lines of base64. Raises `LocalFault` where they are not what they were."""
    digest, size = hashlib.sha256(), 0
    with files.open(file) as source:
        while chunk := _read(source.read, file):
            digest.update(chunk)
            size += len(chunk)
            if size > file.size:
                break
            yield chunk
    if size != file.size or digest.hexdigest() != file.sha256:
        raise LocalFault(f"{file.sha256} changed on the disk", reason="file_damaged", name=file.name)


def _read(read: Callable[[int], bytes], file: StoredFile) -> bytes:
    """As much as was asked for, but at the end: base64 has no joints."""
    content = b""
    try:
        while len(content) < CHUNK and (more := read(CHUNK - len(content))):
            content += more
    except OSError as error:
        raise LocalFault(str(error), reason="io", name=file.name) from error
    return content


def _lines(content: bytes) -> bytes:
    """In base64, 76 letters a line."""
    starts = range(0, len(content), LINE)
    return b"".join(b2a_base64(content[at : at + LINE], newline=False) + b"\r\n" for at in starts)


def _protect(line: Line, asked: Asked) -> None:
    """Encrypted wherever the server can; without, where nobody else can listen, or the administrator says so."""
    if line.encrypted:
        return
    if line.has_extn("starttls"):
        line.protect()
    elif not (asked.plain or loopback(asked.address.host)):
        raise Misconfigured("the server offers no encryption", reason="no_encryption")


def _sign_in(line: Line, who: Password | None) -> None:
    """With a password, where the server has sign-ins, and never unencrypted."""
    if who is None or not who.password or not line.has_extn("auth"):
        return
    if not line.encrypted:
        raise Misconfigured("a password is not sent without encryption", reason="no_encryption")
    offered = line.sign_ins
    if offered and not offered & TAKES_PASSWORDS:
        # OAuth alone (XOAUTH2), or what only a domain's own computers speak (GSSAPI, NTLM)
        named = ", ".join(sorted(offered)[:_MOST_NAMED])
        raise Misconfigured(f"signing in goes by {named} alone", reason="sign_in_unknown", offered=named)
    try:
        line.sign_in(who)
    except Refused as error:
        # 534: not with this password, or not by such a weak way. And where OAuth is offered, too, an everyday
        # password is often refused in the same words as a wrong one
        if error.reply.code == _TOO_WEAK or offered & _BY_OAUTH:
            raise SignIn(str(error), reason="refused", way="app_password") from error
        raise
