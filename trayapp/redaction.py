"""What may stand in a log: no secret, no address of a person, nothing that an employee wrote. Standard library alone.

Two rules. Known and typical secrets are found in the finished line and hidden. And of an exception only what is sure to
hold no words of a person is told: its type, the system's own number and words for it, the frames. Its text is left out
where it may quote a value, as most do.
"""

from __future__ import annotations

import errno
import os
import re
import traceback
from base64 import b64encode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Iterator
from types import TracebackType
from urllib.parse import quote

HIDDEN = "[redacted]"
LONGEST = 8_000
"""Letters of one entry that are kept."""
_ENDS = " \n"
_SHORTEST_SECRET = 6
"""Letters; hiding less would tear up every word."""
_MOST_SECRETS = 64
_MOST_FRAMES = 30
_MOST_CAUSES = 6
_SAFE_TYPES = (AttributeError, ImportError, NameError, NotImplementedError, RecursionError)
"""Their text names what stands in our source, never a value."""
_SAFE_PARAMS = ("reason", "status", "what", "action", "mend")
_WORD = re.compile(r"[\w.:-]{1,40}")
_TOKENS = re.compile(
    r"""(?ix)
    ( authorization ['"]? \s* [:=,] \s* (?: b? ['"] )? (?: (?: bearer | basic | token | digest ) \s+ )?
    | \b bearer \s+
    | ['"]? \b (?: access_ | refresh_ | id_ | api_ | device_ )?
      (?: token | secret | password | apikey | code_verifier | device_code ) ['"]? \s* [:=] \s* ['"]?
    )
    ( [^\s'"&,;)}\]]+ )
    """
)
_NAMES = ("authorization", "bearer", "token", "secret", "password", "apikey", "code_verifier", "device_code")
_ADDRESS = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_QUERY = re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,20}:[^\s?#\"'<>]{0,2000})[?#][^\s\"'<>]*")
_USER_INFO = re.compile(r"(://)[^\s/@]{1,200}@")
_secrets: OrderedDict[str, tuple[str, ...]] = OrderedDict()


def hide(secret: str) -> None:
    """From now on this value is hidden wherever it is logged, as it is, in base64 and percent-encoded."""
    if len(secret) < _SHORTEST_SECRET:
        return
    _secrets[secret] = tuple(dict.fromkeys(_forms(secret)))
    _secrets.move_to_end(secret)
    while len(_secrets) > _MOST_SECRETS:
        _secrets.popitem(last=False)


def redact(text: str) -> str:
    """The text without secrets, e-mail addresses, the queries of web addresses and the name of the home folder."""
    for forms in list(_secrets.values()):
        for form in forms:
            text = text.replace(form, HIDDEN)
    low = text.casefold()
    if any(name in low for name in _NAMES):  # the patterns are slow where there is nothing to be found
        text = _TOKENS.sub(rf"\1{HIDDEN}", text)
    if "://" in text:
        text = _USER_INFO.sub(rf"\1{HIDDEN}@", text)
    if "?" in text or "#" in text:
        text = _QUERY.sub(rf"\1?{HIDDEN}", text)
    if "@" in text:
        text = _ADDRESS.sub(HIDDEN, text)
    home = os.path.expanduser("~")  # noqa: PTH111 - asked for at every line: it must not raise
    return text.replace(home, "~") if len(home) > 1 else text


def shortened(text: str) -> str:
    """At most `LONGEST` letters, and no secret cut in two that would not be known for one."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST]
    return f"{kept[: max(kept.rfind(sign) for sign in _ENDS) + 1]} [cut off]"


def told(error: BaseException) -> str:
    """The exception in one line, without what it may quote."""
    name = type(error).__name__
    kind, params = getattr(error, "kind", None), getattr(error, "params", None)
    if isinstance(kind, str) and params is not None:  # an error of the core
        known = [f"{key}={params[key]}" for key in _SAFE_PARAMS if _WORD.fullmatch(str(params.get(key, "")))]
        cause = f"({told(error.__cause__)})" if error.__cause__ is not None else ""
        return " ".join(filter(None, (kind, *known, cause)))
    if isinstance(error, OSError) and isinstance(number := error.errno, int):
        return f"{name}: {_system_words(error, number)}"
    if isinstance(code := getattr(error, "sqlite_errorname", None), str):
        return f"{name}: {code}"
    if isinstance(error, _SAFE_TYPES):
        return f"{name}: {str(error)[:200]}"
    return name


def traced(error: BaseException, trace: TracebackType | None) -> str:
    """The exception with its frames, and below it what caused it with its own."""
    return "\n".join(line.rstrip("\n") for line in _lines(error, trace))


def _lines(error: BaseException | None, trace: TracebackType | None) -> Iterator[str]:
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield "Traceback (most recent call last):"
        yield from traceback.format_tb(trace, -_MOST_FRAMES)
        yield told(error)
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if cause is not None:
            yield "It came of this:"
        error, trace = cause, cause.__traceback__ if cause is not None else None


def _system_words(error: OSError, number: int) -> str:
    if type(error).__module__ != "builtins":  # of TLS or of names: the number is another one's
        reason = str(getattr(error, "reason", number))
        return reason if _WORD.fullmatch(reason) else str(number)
    return f"[{errno.errorcode.get(number, number)}] {os.strerror(number)}"


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield quote(secret, safe="")
    raw = secret.encode("utf-8", "replace")
    for encoded in (b64encode(raw), urlsafe_b64encode(raw)):
        yield encoded.decode()
        yield encoded.decode().rstrip("=")
