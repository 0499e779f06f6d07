"""An exchange as it may be shown: the part that matters, and neither a secret nor an address of a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.ports.witness import Exchange
from trayapp.redaction import HIDDEN, redact

MOST = 400
"""Letters shown of each body."""
_BEFORE = 120
"""Letters shown before the word that is looked for."""
_FEW = 3
_FORM = re.compile(
    r"(?i)((?:^|[?&;\s\"'])(?:pass|passwd|pwd|api_key|key|csrf\w*|\w*session\w*|\w*cookie)=)[^&\s\"']+"
)
_JSON = re.compile(
    r'(?i)("(?:pass|passwd|pwd|api_key|csrf\w*|\w*session\w*|\w*cookie\w*|authenticity_token)"\s*:\s*")[^"]+'
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One request and its answer."""

    method: str
    path: str
    status: int | None
    """`None`: there was no answer."""
    media_type: str
    sent: str
    received: str


def shown(exchange: Exchange, look: str = "") -> Shown:
    """The exchange, near the word that is looked for."""
    return Shown(
        exchange.method,
        redacted(exchange.path),
        exchange.status,
        redacted(exchange.media_type),
        _sent(exchange, look),
        _excerpt(exchange.received, exchange.size, look),
    )


def telling(exchanges: Sequence[Exchange], look: str) -> Sequence[Exchange]:
    """The last few, of those in which the word stands where it stands in any."""
    word = look.encode()
    with_it = [one for one in exchanges if word and (word in one.received or word in (one.sent or b""))]
    return (with_it or list(exchanges))[-_FEW:]


def redacted(text: str) -> str:
    """Without tokens, cookies, passwords and e-mail addresses."""
    return redact(_JSON.sub(rf"\1{HIDDEN}", _FORM.sub(rf"\1{HIDDEN}", text)))


def _sent(exchange: Exchange, look: str) -> str:
    if exchange.sent is None:
        return "(a file)"
    return _excerpt(exchange.sent, len(exchange.sent), look)


def _excerpt(body: bytes, size: int, look: str) -> str:
    """Hidden first and cut then, so that no half of a secret is left."""
    text = body.decode("utf-8", "ignore")
    if size and (b"\0" in body or len(text) < len(body) // 2):
        return f"({size} bytes)"
    clean = " ".join(redacted(text).split())
    found = re.search(re.escape(look), clean, re.IGNORECASE)
    start = max(found.start() - _BEFORE, 0) if found else 0
    part = clean[start : start + MOST]
    return f"{'…' if start else ''}{part}{'…' if start + MOST < len(clean) or size > len(body) else ''}"
