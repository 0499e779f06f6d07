"""Where letters go: to an SMTP server, or as files into a folder."""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from trayapp.durable import add_folder, sync_file, sync_folder
from trayapp.embedded.mail_message import Letter, Undeliverable

LOGIN_VARIABLE = "TRAYAPP_SMTP_LOGIN"
"""`user:password` for the SMTP server; never an argument, which everybody on the computer could read."""
_SECONDS = 30.0


class NotNow(Exception):
    """This letter cannot be taken now."""


class Unreachable(Exception):
    """No letter can be sent now."""


Send = Callable[[Letter, EmailMessage], None]
"""Raises `NotNow`, `Unreachable`, or `Undeliverable`."""


class Outlet(Protocol):
    """Takes letters."""

    def open(self) -> AbstractContextManager[Send]:
        """Send some. Raises `Unreachable`."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Each letter a file, readable by this user alone."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[Send]:
        """Write some."""
        try:
            add_folder(self.path)
        except OSError as error:
            raise Unreachable(f"{error}") from error
        yield self._write

    def _write(self, letter: Letter, message: EmailMessage) -> None:
        """The same letter is the same file: written again, it does not come twice."""
        recipient = re.sub(r"[^A-Za-z0-9@.+-]", "_", letter.recipient)[:100]
        kind = re.sub(r"[^a-z0-9_]", "_", letter.kind)
        final = self.path / f"{letter.seq:06d}-{kind}-{recipient}.eml"
        half = final.with_suffix(".part")
        try:
            descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(message))
                file.flush()
                sync_file(file.fileno())
            half.replace(final)
            sync_folder(self.path)
        except OSError as error:
            raise Unreachable(f"{error}") from error


@dataclass(frozen=True, slots=True)
class Smtp:
    """An SMTP server; encrypted where it offers that."""

    host: str
    port: int
    login: tuple[str, str] | None = field(default=None, repr=False)

    @contextmanager
    def open(self) -> Iterator[Send]:
        """One connection for some letters."""
        try:
            server = smtplib.SMTP(self.host, self.port, timeout=_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"{error}") from error
        try:
            self._greet(server)
            yield lambda _, message: _hand_over(server, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _greet(self, server: smtplib.SMTP) -> None:
        try:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            elif self.login and not _is_loopback(self.host):
                raise Unreachable("the server offers no encryption, and the password is not sent without")
            if self.login:
                server.login(*self.login)
        except (OSError, smtplib.SMTPException) as error:
            # a refused login echoes what was sent in some servers' words
            raise Unreachable(f"{type(error).__name__}") from error


def smtp(place: str, login: str | None) -> Smtp:
    """The server at HOST:PORT. Raises `ValueError`, which never tells the login."""
    parts = urlsplit(f"//{place}")
    try:
        port = parts.port or 25
    except ValueError as error:
        raise ValueError(f"no port: {place!r}") from error
    if not parts.hostname or parts.path or "@" in place:
        raise ValueError(f"no SMTP server: {place!r}; HOST:PORT is wanted")
    if not login:
        return Smtp(parts.hostname, port)
    user, colon, password = login.partition(":")
    if not (user and colon and password):
        raise ValueError(f"{LOGIN_VARIABLE} is not user:password")
    return Smtp(parts.hostname, port, (user, password))


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> None:
    """After an answer the server has it; without one it may have, and gets it again with the same Message-ID."""
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as refused:
        _refuse(max(code for code, _ in refused.recipients.values()), refused)
    except smtplib.SMTPNotSupportedError as error:
        raise Undeliverable("the server takes no such address") from error
    except smtplib.SMTPSenderRefused as refused:
        raise NotNow(f"the sender was refused ({refused.smtp_code})") from refused
    except smtplib.SMTPResponseException as refused:
        _refuse(refused.smtp_code, refused)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(f"{type(error).__name__}") from error


def _refuse(code: int, error: Exception) -> None:
    if code >= 500:
        raise Undeliverable(f"refused ({code})") from error
    raise NotNow(f"not taken ({code})") from error


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
