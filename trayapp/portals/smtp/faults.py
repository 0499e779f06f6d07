"""What goes wrong with a mail server, in the errors of the core."""

from __future__ import annotations

import errno
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from trayapp.core.errors import (
    Busy,
    Misconfigured,
    Offline,
    OutcomeUnknown,
    Rejected,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.portals.clean import line
from trayapp.portals.smtp.line import NotSmtp, Refused, Reply

_ENHANCED = re.compile(r"([245]\.\d{1,3}\.\d{1,3})\b[ \n]*")
_TOO_LARGE = frozenset({"5.3.4", "5.2.3"})
_NO_LOGIN = frozenset({530, 534, 535, 538})
_LONGEST = 300


@contextmanager
def before() -> Iterator[None]:
    """Up to the end of the mail nothing was taken over: whatever happens, it may be sent again."""
    try:
        yield
    except Refused as error:
        raise refusal(error) from error
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPHeloError, NotSmtp) as error:
        raise Misconfigured(f"{type(error).__name__}: {error}", reason="not_a_mail_server") from error
    except ssl.SSLCertVerificationError as error:
        raise Misconfigured(str(error), reason="certificate") from error
    except ssl.SSLError as error:
        raise Misconfigured(f"{type(error).__name__}: {error}", reason="not_a_mail_server") from error
    except (OSError, smtplib.SMTPException) as error:
        raise _unreached(error) from error


@contextmanager
def after() -> Iterator[None]:
    """The mail is out: only a refusal says that it was not taken over."""
    try:
        yield
    except Refused as error:
        if 400 <= error.reply.code < 600:
            raise refusal(error) from error
        raise OutcomeUnknown(str(error)) from error
    except (OSError, smtplib.SMTPException, NotSmtp) as error:
        raise OutcomeUnknown(f"{type(error).__name__}: {error}") from error


def refusal(error: Refused) -> TrayAppError:
    """What a server means that says no."""
    reply, said = error.reply, words(error.reply)
    if reply.code in _NO_LOGIN:
        return SignIn(str(error), reason="refused") if error.to == "AUTH" else SignIn(str(error))
    if 400 <= reply.code < 500:
        return Busy(str(error))
    if error.to == "STARTTLS":
        return Misconfigured(str(error), reason="no_encryption")
    if reply.code < 500 or error.to in {"", "AUTH"}:
        return Misconfigured(str(error), reason="not_a_mail_server")
    if too_large(reply):
        return TooLarge(str(error))
    return Rejected(str(error), {"": said})


def too_large(reply: Reply) -> bool:
    """The mail is; not the mailbox, which is full, and has the same number."""
    code = enhanced(reply)
    return code in _TOO_LARGE or (reply.code == 552 and not code)


def enhanced(reply: Reply) -> str:
    """The code that says more than the first one, such as `5.7.1` (RFC 3463); empty: there is none."""
    found = _ENHANCED.match(reply.text)
    return found[1] if found else ""


def words(reply: Reply) -> str:
    """What the server said, for people."""
    said = line(" ".join(_ENHANCED.sub("", part, count=1) for part in reply.text.split("\n")), _LONGEST)
    return f"{said} ({reply.code})" if said else str(reply.code)


def _unreached(error: Exception) -> Offline:
    detail = f"{type(error).__name__}: {error}"
    if isinstance(error, socket.gaierror) or (
        isinstance(error, OSError) and error.errno in {errno.ENETUNREACH, errno.ENETDOWN}
    ):
        return Offline(detail, reason="no_network")
    return Offline(detail, reason="timeout" if isinstance(error, TimeoutError) else "unreachable")
