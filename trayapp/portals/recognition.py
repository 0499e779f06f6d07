"""What runs at an address that somebody typed: asked from outside, without a name or a password."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import httpx

from trayapp.core.errors import Misconfigured, Transient
from trayapp.core.ports.connecting import Recognised
from trayapp.portals.address import checked
from trayapp.portals.look import Look
from trayapp.portals.other_products import other_product
from trayapp.portals.registry import KINDS, Kind, kind_of

_MAIL = {25: "smtp", 587: "smtp", 465: "smtps"}
"""Ports that mail servers alone listen on."""
_DEEPEST = 3
"""Folders of a page's address above which a helpdesk is looked for."""


def recognise(
    address: str, kind: str | None = None, transport: httpx.BaseTransport | None = None
) -> Recognised:
    """What runs there; `kind`: this is to be expected, and taken at the word where it does not show itself.

    Raises as `core.ports.Connector` does.
    """
    url = _as_url(address)
    kinds = {kind: kind_of(kind)} if kind else KINDS
    if _is_mail(url):
        return _mail(url, kinds, kind)
    tops = list(_tops(checked(url)))
    missed: Misconfigured | None = None
    for top in tops:
        with closing(Look(top, transport)) as look:
            found = _by_kinds(look, kinds)
            if found:
                return found
            missed = missed or _unknown(look)
    if kind:
        return Recognised(kind, kind_of(kind).checked(url), "", tried=kind_of(kind).tried)
    raise missed or Misconfigured("nothing there", reason="not_a_portal")


def _by_kinds(look: Look, kinds: Mapping[str, Kind]) -> Recognised | None:
    look.get("")  # whether there is anybody at all: what is raised here is told
    for kind in kinds.values():
        with suppress(Transient):
            found = kind.recognise(look) if kind.recognise else None
            if found:
                return replace(found, tried=kind.tried)
    return None


def _unknown(look: Look) -> Misconfigured:
    """What it is, when it is none of ours."""
    product = other_product(look)
    if product or look.json("") is not None:
        return Misconfigured("another product", reason="other_product", product=product)
    if look.elsewhere:
        return Misconfigured("it leads to another server", reason="elsewhere", to=look.elsewhere)
    if look.page():
        return Misconfigured("a web page", reason="web_page", title=look.title())
    return Misconfigured("no web page and no API", reason="not_a_portal")


def _as_url(address: str) -> str:
    """As people write it: without a scheme, or copied from a page with all that follows `?` or `#`.

    Raises `Misconfigured` (address, mailbox).
    """
    text = address.strip()
    if not text or any(letter.isspace() or not letter.isprintable() for letter in text):
        raise Misconfigured("no address", reason="address", address=text)
    if "://" in text:
        return text if _is_mail(text) else re.split(r"[?#]", text, maxsplit=1)[0]
    if "@" in text and "/" not in text:
        raise Misconfigured("a mailbox, not a server", reason="mailbox", address=text)
    try:
        port = urlsplit(f"//{text}").port
    except ValueError as error:
        raise Misconfigured(str(error), reason="address") from error
    return _as_url(f"{_MAIL.get(port or 0, 'https')}://{text}")


def _is_mail(url: str) -> bool:
    return url.partition("://")[0].lower() in _MAIL.values()


def _mail(url: str, kinds: Mapping[str, Kind], wanted: str | None) -> Recognised:
    with closing(Look(url)) as look:
        for kind in kinds.values():
            found = kind.recognise(look) if kind.recognise else None
            if found:
                return found
    if wanted:
        raise Misconfigured("this kind is spoken to in the web", reason="address")
    raise Misconfigured("no mail server", reason="not_a_portal")


def _tops(address: str) -> Iterator[str]:
    """The address, then what lies above it: people copy it from a page further in."""
    parts = urlsplit(address)
    path = PurePosixPath(parts.path or "/")
    for folder in [path, *path.parents][: _DEEPEST + 1]:
        yield parts._replace(path="" if str(folder) == "/" else str(folder)).geturl()
