"""Which kinds of portal there are. An explicit dict: names in strings break frozen builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trayapp.core.errors import Misconfigured
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.address import checked


@dataclass(frozen=True, slots=True)
class PortalSetup:
    """What an adapter is made of."""

    address: str
    """Checked: https, or this computer."""
    token: Callable[[], str | None]
    """The token as it is now; `None`: nobody is signed in."""
    files: FileSource


def open_portal(kind: str, address: str, token: Callable[[], str | None], files: FileSource) -> Portal:
    """An adapter; nothing is asked of the portal yet.

    Raises `Misconfigured` with `reason` kind (unknown), address or insecure.
    """
    build = KINDS.get(kind)
    if build is None:
        raise Misconfigured(
            f"no such kind of portal: {kind}", reason="kind", kind=kind, known=", ".join(sorted(KINDS))
        )
    return build(PortalSetup(checked(address), token, files))


def _native(setup: PortalSetup) -> Portal:
    # late: httpx is heavy, and the tray icon must not wait for it
    from trayapp.portals.native import NativePortal

    return NativePortal(setup.address, setup.token, setup.files)


KINDS: Mapping[str, Callable[[PortalSetup], Portal]] = {"native": _native}
"""Kinds by the name that settings use."""
