"""Who asks, what runs there, and what this person may do: probed, not assumed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trayapp.core.errors import Forbidden, Misconfigured, NotFound, ServerFault, SignIn
from trayapp.core.model import Account, Capabilities, Once, Probe
from trayapp.portals.rt.docs import docs, ident, links, text
from trayapp.portals.rt.rest import Rest
from trayapp.portals.rt.rules import OWN
from trayapp.portals.sane import sane

SETTLE = 60.0
"""Seconds that the server may still work on what it was sent; longer than any of its requests takes."""
PRODUCT = "Request Tracker"
OLDEST = 5
"""The first version that speaks this by itself."""
_VERSION = re.compile(r"(\d{1,3})\.")
_LOOKED_AT = "10"


@dataclass(frozen=True, slots=True)
class Person:
    """The person signed in, as the server knows them."""

    id: str
    name: str
    email: str
    full_name: str
    zone: str


def person(rest: Rest) -> Person:
    """Who asks. Raises `SignIn` where the server knows nobody of that name."""
    who = rest.signed_in_as
    if not who or "/" in who:
        raise SignIn("a token that does not say whose it is", reason="malformed")
    try:
        doc = rest.get(f"user/{who}")
    except (Forbidden, NotFound) as error:
        raise SignIn(f"the server does not say who {who} is", reason="refused") from error
    name = text(doc, "Name")
    return Person(
        ident(doc), name, text(doc, "EmailAddress"), text(doc, "RealName") or name, text(doc, "Timezone")
    )


def version(rest: Rest) -> str:
    """Of the server. Raises `Misconfigured` for something else, or one too old."""
    found = rest.get("rt")
    told = text(found, "Version") if isinstance(found, dict) else ""
    number = _VERSION.match(told)
    if number is None:
        raise Misconfigured("the server does not tell its version", reason="not_a_portal")
    if int(number[1]) < OLDEST:
        raise Misconfigured(f"version {told}", reason="version", found=told, product=PRODUCT)
    return told


def probe(rest: Rest, address: str) -> Probe:
    """All of it."""
    told, me = version(rest), person(rest)
    granted = changes_are_granted(rest)
    capabilities = Capabilities(
        close=granted is not False,
        priority=granted is not False,
        unsure=frozenset({"close", "priority"}) if granted is None else frozenset(),
        submit_once=Once.LOOKUP,
        update_once=Once.LOOKUP,
        sign_in=frozenset({"password", "token"}),
        settle=SETTLE,
    )
    account = Account(f"rt:{address}/{me.id}", me.email or me.name, me.full_name, "", "")
    try:
        return sane(Probe(told, PRODUCT, account, rest.now(), capabilities))
    except ValueError as error:
        raise ServerFault(f"a probe that is none: {error}") from error


def changes_are_granted(rest: Rest) -> bool | None:
    """Whether this person may change their own tickets.

    `None` without any: rights of who asks are told of a ticket, and of nothing else that an employee sees.
    """
    query = [
        ("query", OWN),
        ("fields", "_hyperlinks"),
        ("orderby", "id"),
        ("order", "DESC"),
        ("per_page", _LOOKED_AT),
    ]
    newest = docs(rest.get("tickets", query), "items")
    return any(links(doc, "lifecycle") for doc in newest) if newest else None
