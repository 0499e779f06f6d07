"""What a helpdesk is called in the store and in the key store, however its address was written."""

from __future__ import annotations

from trayapp.core.errors import Misconfigured
from trayapp.core.helpdesk import helpdesk


def named(kind: str, address: str) -> str | None:
    """The name of what is set up so, by `core.helpdesk.helpdesk`; `None`: nothing is."""
    return helpdesk(kind, plain(kind, address))


def plain(kind: str, address: str) -> str:
    """The address in the one form that its kind has for it; as it is where it is none of such."""
    from trayapp.portals.registry import kind_of

    try:
        return kind_of(kind).checked(address)
    except Misconfigured:
        return address


def forms(address: str) -> frozenset[str]:
    """Everything that may be meant by what somebody typed, each in its one form."""
    from trayapp.portals.registry import KINDS

    text = address.strip().rstrip("/")
    typed = (text, f"https://{text}")
    return frozenset({one.lower() for one in typed} | {plain(kind, one) for kind in KINDS for one in typed})
