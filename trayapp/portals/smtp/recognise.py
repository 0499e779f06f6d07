"""Whether a mail server is at an address, and which mailbox was named with it."""

from __future__ import annotations

from contextlib import closing
from urllib.parse import urlsplit

from trayapp.core.errors import Misconfigured
from trayapp.core.ports.connecting import Recognised
from trayapp.portals.look import Look
from trayapp.portals.smtp.address import PORTS, checked, mail_address
from trayapp.portals.smtp.faults import before
from trayapp.portals.smtp.line import Line


def recognise(look: Look) -> Recognised | None:
    """It greets as one. Raises `Misconfigured` (mail_server: no mailbox was named, address), `Offline`."""
    parts = urlsplit(look.address)
    if parts.scheme not in PORTS:
        return None
    if not parts.path.strip("/"):
        raise Misconfigured("a mail server without a mailbox", reason="mail_server", address=look.address)
    found = mail_address(look.address)
    with before(), closing(Line(found.host, found.port, tls=found.tls)):
        return Recognised("smtp", checked(look.address), "E-mail")
