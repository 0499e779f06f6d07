"""Asking for access without signing in (REG-5, REG-6). Nobody learns which addresses have an account."""

from __future__ import annotations

from trayapp.core.errors import Forbidden
from trayapp.embedded import accounts, companies, invitations, registration_rows
from trayapp.embedded.accounts import NewPerson, State
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.registration_rows import Deed, Stage, Wanted

OFF, REQUEST, ACCOUNT = "off", "request", "account"
"""`RegistrationRules.self_service`."""


def ask(portal: Portal, work: Work, wanted: Wanted) -> None:
    """Ask for an account. What becomes of it is told by e-mail alone, to that address and to support.

    With `account`, somebody whose address is like those of one company gets the activation letter at once (REG-6);
    otherwise, and with `request`, support decides (REG-5). Raises `Forbidden` where it is switched off.
    """
    mode = portal.policy.registration.self_service
    if mode not in {REQUEST, ACCOUNT}:
        raise Forbidden("accounts are not asked for without signing in", action="registration")
    known = accounts.by_email(work.tx, wanted.email, portal.profile)
    if known is not None and known.registered and known.state is not State.REMOVED:
        invitations.remind(portal, work, known)
        return
    company_id = companies.by_domain(work.tx, wanted.email) if mode == ACCOUNT and known is None else None
    if company_id is None:
        registration_rows.record(work, wanted, Stage.ASKED, None)
        registration_rows.tell_staff(portal, work, wanted, None)
        return
    level = invitations.lowest_level(portal.policy)
    invitations.invite(portal, work, NewPerson(wanted.email, wanted.name, company_id, level))
    registration_rows.record(work, wanted, Stage.DONE, None)


def wanted(company: str, name: str, email: str, note: str) -> Wanted:
    """What the form holds."""
    return Wanted(Deed.ADD, company.strip(), " ".join(name.split()), email.strip(), None, note)
