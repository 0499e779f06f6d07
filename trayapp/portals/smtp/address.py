"""The address of a helpdesk by e-mail: `smtps://mail.example/help@example.com?from=ann@example.com`."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

from trayapp.core.errors import Misconfigured

PORTS = {"smtps": 465, "smtp": 587}
"""Where a mail server listens for what people send, with encryption from the start or by STARTTLS (RFC 8314)."""
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST_LOCAL, _LONGEST = 64, 254


@dataclass(frozen=True, slots=True)
class MailAddress:
    """Which server, to whom, and as whom."""

    host: str
    port: int
    tls: bool
    """Encrypted from the first byte; otherwise by STARTTLS."""
    helpdesk: str
    """Who gets the mails."""
    sender: str = ""
    """The employee's own address, or `@` and its domain; empty: the name they sign in with is their address."""

    def own(self, user: str) -> str:
        """The employee's own address, who signs in as `user`; empty: nobody knows it."""
        if self.sender and not self.sender.startswith("@"):
            return self.sender
        return mailbox(user) or mailbox(f"{user}{self.sender}") or ""


def checked(address: str) -> str:
    """The address in its one form. Raises `Misconfigured` (address): no address of a mail server, or a secret in it."""
    found = mail_address(address)
    scheme = "smtps" if found.tls else "smtp"
    host = f"[{found.host}]" if ":" in found.host else found.host
    sender = f"?from={quote(found.sender, safe='@')}" if found.sender else ""
    return f"{scheme}://{host}:{found.port}/{quote(found.helpdesk, safe='@')}{sender}"


def mail_address(address: str) -> MailAddress:
    """What an address says. Raises as `checked` does."""
    try:
        parts = urlsplit(address.strip())
        return _read(parts, parts.port)
    except ValueError as error:
        raise Misconfigured("not an address of a mail server", reason="address") from error


def mailbox(text: str) -> str | None:
    """An e-mail address, its domain as the wire has it; `None`: it is none."""
    local, at, domain = text.strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local.encode()) > _LONGEST_LOCAL:
        return None
    host = _domain(domain)
    whole = f"{local}@{host}"
    return whole if host and len(whole.encode()) <= _LONGEST else None


def _read(parts: SplitResult, port: int | None) -> MailAddress:
    """Raises `ValueError`."""
    if parts.scheme not in PORTS or port == 0 or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError("no address of a mail server")
    helpdesk = mailbox(unquote(parts.path.removeprefix("/")))
    key, _, asked = parts.query.partition("=")
    if helpdesk is None or key not in {"", "from"} or (parts.query and not asked):
        raise ValueError("no address of a helpdesk, or more than one knows what to do with")
    host = _host(parts.hostname)
    return MailAddress(
        host, port or PORTS[parts.scheme], parts.scheme == "smtps", helpdesk, _sender(unquote(asked))
    )


def _sender(asked: str) -> str:
    """Raises `ValueError`."""
    if asked.startswith("@") and (domain := _domain(asked[1:])):
        return f"@{domain}"
    found = mailbox(asked) if asked else ""
    if found is None:
        raise ValueError("no address of an employee")
    return found


def _host(name: str) -> str:
    """Raises `ValueError`."""
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        host = "localhost" if name == "localhost" else _domain(name)
    if not host:
        raise ValueError("no name of a server")
    return host


def _domain(name: str) -> str:
    """As the wire has it; empty: it is none. A network of one's own may have names of a single word."""
    try:
        host = name.encode("idna").decode().lower()
    except UnicodeError:
        return ""
    return host if len(host) < _LONGEST and all(map(_LABEL.fullmatch, host.split("."))) else ""
