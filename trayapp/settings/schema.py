"""Every setting there is: its key, its kind, its default and what it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from trayapp.core.errors import NotFound
from trayapp.core.keys import parse as parse_keys
from trayapp.core.session import Value

PORTAL_KINDS = ("native", "rt", "redmine", "smtp", "zammad")
"""Kinds of portal this version can talk to; the adapters' registry has the same keys."""
_MAIL = frozenset({"smtp", "smtps"})
_SCHEMES = _MAIL | {"http", "https"}
_FROM = re.compile(r"from=[^&=]+")
LOG_LEVELS = ("debug", "info", "warning", "error")
_YES = frozenset({"yes", "true", "on", "1"})
_NO = frozenset({"no", "false", "off", "0"})


class BadValue(ValueError):
    """A value that its setting cannot hold; the argument is a short code that `ui.texts` has a sentence for."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What one setting is."""

    key: str
    default: Value
    parse: Callable[[object], Value]
    """From JSON or from text. Raises `BadValue`."""
    kind: str
    """text, number, yes_no, choice or keys."""
    choices: tuple[str, ...] = ()
    variable: str | None = None
    """The environment variable that overrides it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All values as they stand, typed."""

    portal_url: str
    """Where the portal is; empty: not set up yet."""
    portal_kind: str
    poll_seconds: int
    """Between two questions for news, where the portal does not announce them."""
    events: bool
    """Listen to the portal's announcement of changes."""
    notifications: bool
    """Tell of answers and changes on the desktop (APP-7)."""
    screenshots: bool
    """Take pictures of the screen when the dialog opens (APP-2)."""
    hotkey: str
    """The key that opens the dialog from anywhere, such as `Ctrl+Alt+H`; empty: none."""
    autostart: bool
    """Start at log-on."""
    log_level: str


def _text(value: object) -> Value:
    if not isinstance(value, str):
        raise BadValue("not_text")
    return value.strip()


def _url(value: object) -> Value:
    if not isinstance(value, str):
        raise BadValue("not_text")
    text = value.strip().rstrip("/")
    if not text:
        return ""
    if "://" not in text:  # as people write it
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        valid = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError as error:
        raise BadValue("not_a_url") from error
    # of mail, the employee's own address: smtp://mail.example/help@example.com?from=ann@example.com
    extra = parts.query and not (parts.scheme in _MAIL and _FROM.fullmatch(parts.query))
    if not valid or "@" in parts.netloc or extra or parts.fragment or " " in text:
        raise BadValue("not_a_url")
    return text


def _number(least: int, most: int) -> Callable[[object], Value]:
    def parse(value: object) -> Value:
        if isinstance(value, str):
            try:
                value = int(value.strip())
            except ValueError as error:
                raise BadValue("not_a_number") from error
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadValue("not_a_number")
        if not least <= value <= most:
            raise BadValue("out_of_range")
        return value

    return parse


def _yes_no(value: object) -> Value:
    if isinstance(value, bool):
        return value
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in _YES or word in _NO:
        return word in _YES
    raise BadValue("not_yes_no")


def _choice(choices: tuple[str, ...]) -> Callable[[object], Value]:
    def parse(value: object) -> Value:
        word = value.strip().lower() if isinstance(value, str) else None
        if word not in choices:
            raise BadValue("not_a_choice")
        return word

    return parse


def _keys(value: object) -> Value:
    if not isinstance(value, str):
        raise BadValue("not_text")
    if not value.strip():
        return ""
    try:
        return str(parse_keys(value))
    except ValueError as error:
        raise BadValue("not_keys") from error


SCHEMA: tuple[Spec, ...] = (
    Spec("portal_url", "", _url, "text", variable="TRAYAPP_PORTAL_URL"),
    Spec("portal_kind", "native", _choice(PORTAL_KINDS), "choice", PORTAL_KINDS, "TRAYAPP_PORTAL_KIND"),
    Spec("poll_seconds", 60, _number(5, 86_400), "number"),
    Spec("events", True, _yes_no, "yes_no"),
    Spec("notifications", True, _yes_no, "yes_no"),
    Spec("screenshots", True, _yes_no, "yes_no"),
    Spec("hotkey", "", _keys, "keys"),
    Spec("autostart", False, _yes_no, "yes_no"),
    Spec("log_level", "info", _choice(LOG_LEVELS), "choice", LOG_LEVELS),
)
"""In the order they are shown."""
_BY_KEY = {spec.key: spec for spec in SCHEMA}


def spec_of(key: str) -> Spec:
    """The setting of that key. Raises `NotFound`."""
    try:
        return _BY_KEY[key]
    except KeyError:
        raise NotFound(what="setting", id=key, known=", ".join(_BY_KEY)) from None
