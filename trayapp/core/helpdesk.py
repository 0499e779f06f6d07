"""The name of a helpdesk: what runs there and where, as one word of the store."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit


def helpdesk(kind: str, address: str) -> str | None:
    """The name of what is set up; `None`: nothing is. Two ways to write one address are one name."""
    parts = urlsplit(address.strip())
    if not address.strip():
        return None
    plain = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower())
    return f"{kind} {urlunsplit(plain).rstrip('/')}"


def account(known: str) -> str:
    """The id of an account, as its helpdesk's address is written in one form: it may have been kept in another."""
    scheme, mark, rest = known.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{mark}{host.lower()}{slash}{path}"


def place(name: str) -> str:
    """Where that helpdesk is, as a person would say it."""
    return name.partition(" ")[2].removeprefix("https://")
