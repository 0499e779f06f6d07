"""Which addresses of a policy may be opened: pages, mail and telephone, nothing that runs a program."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from trayapp.core.policy import Channel

_WEB = frozenset({"http", "https"})
_SCHEMES = _WEB | {"mailto", "tel"}
_DIALLED = frozenset("0123456789+*#,")


def channel_link(channel: Channel) -> str | None:
    """What a click on a channel opens; `None`: nothing that is safe to open."""
    value = channel.value.strip()
    if channel.kind == "phone" and _scheme(value) not in _SCHEMES:
        return phone_link(value)
    if channel.kind == "email" and "@" in value and _scheme(value) not in _SCHEMES:
        return f"mailto:{value}" if not set(value) & set(" ?&\n\r") else None
    return value if _is_safe(value) else None


def web_link(address: str) -> str | None:
    """A page that may be opened in the browser, or `None`."""
    value = address.strip()
    return value if _scheme(value) in _WEB and _is_safe(value) else None


def portal_page(portal: str, address: str) -> str | None:
    """A page that a policy names: of the portal itself when it is a path, otherwise a web page; or `None`."""
    try:
        return web_link(urljoin(f"{portal.rstrip('/')}/", address.strip().lstrip("/"))) if address else None
    except ValueError:
        return None


def phone_link(number: str) -> str:
    """A telephone number as a link."""
    return "tel:" + "".join(sign for sign in number if sign in _DIALLED)


def _is_safe(value: str) -> bool:
    scheme = _scheme(value)
    if scheme in _WEB:
        return bool(urlsplit(value).hostname)
    return scheme in _SCHEMES


def _scheme(value: str) -> str:
    try:
        return urlsplit(value).scheme.lower()
    except ValueError:
        return ""
