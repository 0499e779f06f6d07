"""Which kinds of portal there are. An explicit dict: names in strings break frozen builds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trayapp.core.errors import Misconfigured
from trayapp.core.ports import Authority, Clock, FileSource, Portal
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.address import checked
from trayapp.portals.overlay import Overlay, nothing_over
from trayapp.portals.smtp.address import checked as checked_mail

if TYPE_CHECKING:
    from trayapp.core.ports.connecting import Recognised
    from trayapp.portals.look import Look


def _never(_refused: str) -> None:
    """A personal token that is refused stays refused."""


@dataclass(frozen=True, slots=True)
class PortalSetup:
    """What an adapter is made of."""

    address: str
    """Checked: https, or this computer."""
    token: Callable[[], str | None]
    """The token as it is now; `None`: nobody is signed in."""
    files: FileSource
    renew: Callable[[str], str | None] = _never
    """A fresh token for one that was refused."""
    overlay: Overlay = nothing_over
    """The administrator's own words on what the server does not tell; of no use to kinds that are not `overlaid`."""
    witness: Witness = no_witness
    """Sees every exchange: adapters hand it to their `Http`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of portal."""

    portal: Callable[[PortalSetup], Portal]
    authority: Callable[[str, Clock], Authority] | None = None
    """Who gives out tokens; `None`: they are made on the portal and pasted here."""
    checked: Callable[[str], str] = checked
    """The address as the adapter takes it. Raises `Misconfigured`."""
    recognise: Callable[[Look], Recognised | None] | None = None
    """Whether such a portal is what is looked at, from outside. Raises `TrayAppError`."""
    overlaid: bool = True
    """policy.toml is laid over what it tells; otherwise it sends whole rules, and enforces them itself."""
    tried: bool = True
    """Tried against a live server, not only against one that behaves as its source and documentation say."""


def open_portal(
    kind: str,
    address: str,
    token: Callable[[], str | None],
    files: FileSource,
    renew: Callable[[str], str | None] = _never,
    overlay: Overlay = nothing_over,
    witness: Witness = no_witness,
) -> Portal:
    """An adapter; nothing is asked of the portal yet.

    Raises `Misconfigured` with `reason` kind (unknown), address or insecure.
    """
    found = kind_of(kind)
    return found.portal(PortalSetup(found.checked(address), token, files, renew, overlay, witness))


def open_authority(kind: str, address: str, clock: Clock) -> Authority | None:
    """Who gives out tokens for that portal; nothing is asked yet. Raises `Misconfigured` as `open_portal` does."""
    found = kind_of(kind)
    return found.authority(found.checked(address), clock) if found.authority else None


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises `Misconfigured` (kind)."""
    found = KINDS.get(name)
    if found is None:
        raise Misconfigured(
            f"no such kind of portal: {name}", reason="kind", kind=name, known=", ".join(sorted(KINDS))
        )
    return found


def _native(setup: PortalSetup) -> Portal:
    # late: httpx is heavy, and the tray icon must not wait for it
    from trayapp.portals.native import NativePortal

    return NativePortal(setup.address, setup.token, setup.files, renew=setup.renew, witness=setup.witness)


def _native_authority(address: str, clock: Clock) -> Authority:
    from trayapp.portals.oauth import OAuthAuthority

    return OAuthAuthority(address, clock)


def _native_recognise(look: Look) -> Recognised | None:
    from trayapp.portals.native_recognise import recognise

    return recognise(look)


def _smtp(setup: PortalSetup) -> Portal:
    from trayapp.portals.smtp.portal import SmtpPortal

    return SmtpPortal(setup.address, setup.token, setup.files, setup.overlay, witness=setup.witness)


def _smtp_authority(_address: str, _clock: Clock) -> Authority:
    from trayapp.portals.smtp.authority import MailAuthority

    return MailAuthority()


def _smtp_recognise(look: Look) -> Recognised | None:
    from trayapp.portals.smtp.recognise import recognise

    return recognise(look)


def _redmine(setup: PortalSetup) -> Portal:
    from trayapp.portals.redmine.portal import RedminePortal

    return RedminePortal(setup.address, setup.token, setup.files, setup.overlay, witness=setup.witness)


def _redmine_authority(address: str, _clock: Clock) -> Authority:
    from trayapp.portals.only_password import OnlyPassword
    from trayapp.portals.redmine.auth import exchanged

    return OnlyPassword(lambda user, password: exchanged(address, user, password), token=True)


def _redmine_recognise(look: Look) -> Recognised | None:
    from trayapp.portals.redmine.recognise import recognise

    return recognise(look)


def _zammad(setup: PortalSetup) -> Portal:
    from trayapp.portals.zammad.portal import ZammadPortal

    return ZammadPortal(setup)


def _zammad_authority(address: str, clock: Clock) -> Authority:
    from trayapp.portals.zammad.sign_in import authority

    return authority(address, clock)


def _zammad_recognise(look: Look) -> Recognised | None:
    from trayapp.portals.zammad.recognise import recognise

    return recognise(look)


def _rt(setup: PortalSetup) -> Portal:
    from trayapp.portals.rt.portal import RtPortal

    return RtPortal(setup.address, setup.token, setup.files, setup.overlay, witness=setup.witness)


def _rt_authority(address: str, _clock: Clock) -> Authority:
    from trayapp.portals.rt.authority import authority

    return authority(address)


def _rt_recognise(look: Look) -> Recognised | None:
    from trayapp.portals.rt.recognise import recognise

    return recognise(look)


KINDS: Mapping[str, Kind] = {
    "native": Kind(_native, _native_authority, recognise=_native_recognise, overlaid=False),
    "rt": Kind(_rt, _rt_authority, recognise=_rt_recognise),
    "redmine": Kind(_redmine, _redmine_authority, recognise=_redmine_recognise),
    "smtp": Kind(_smtp, _smtp_authority, checked_mail, _smtp_recognise),
    "zammad": Kind(_zammad, _zammad_authority, recognise=_zammad_recognise, tried=False),
}
"""Kinds by the name that settings use."""
