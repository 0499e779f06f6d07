"""People ask for accounts for others, or that one is removed (REG-2, REG-4, ROLE-3)."""

from __future__ import annotations

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.model import Draft, RegisterUser, RemoveUser
from trayapp.core.policy import Permission, Policy
from trayapp.embedded import (
    accounts,
    companies,
    invitations,
    registered,
    registration_rows,
    self_service,
    tickets,
)
from trayapp.embedded.accounts import NewPerson, Person, State
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.registration_rows import Registration, Stage, Wanted
from trayapp.embedded.rules import REQUIRED

BY_STAFF = "staff"
"""`RegistrationRules.approval`: support makes accounts, and every request is a ticket (REG-2)."""
_HAS_ONE = "This person has an account already."
_IS_INVITED = (
    "This person has an account already. It is to be activated by the letter that was sent to this address."
)
_NOBODY = "Nobody of your company has an account with this address."
_YOURSELF = "Your own account is removed by support only. Send a ticket."


def add(
    portal: Portal, work: Work, person: Person, wish: RegisterUser, op_id: str | None, company: str = ""
) -> Registration:
    """Ask for an account. Depending on the policy it is made at once, or support decides and a ticket tells of it.

    An address that another company uses is answered like any other: support sorts it out (no one else's people are
    told of). `company`: for which one; support staff only. Raises `NotRegistered`, `Forbidden`, `Rejected`.
    """
    if person.staff:
        return _by_staff(portal, work, person, wish, op_id, company)
    _require(portal, person, Permission.REGISTER)
    known = accounts.by_email(work.tx, wish.email, portal.profile)
    level = _check(portal.policy, person, wish, known, company)
    wanted = Wanted.to_add(wish, person.company, level)
    if portal.policy.registration.approval == BY_STAFF:
        return _as_ticket(portal, work, person, wanted, op_id)
    if known is not None and known.company_id != person.company_id:
        registration_rows.tell_staff(portal, work, wanted, person)
        return registration_rows.record(work, wanted, Stage.ASKED, person, op_id)
    carry_out_add(portal, work, wanted, person.company_id)
    return registration_rows.record(work, wanted, Stage.DONE, person, op_id)


def remove(portal: Portal, work: Work, person: Person, wish: RemoveUser, op_id: str | None) -> Registration:
    """Ask that an account of one's own company is removed (REG-2). Raises `NotRegistered`, `Forbidden`, `Rejected`."""
    if not person.staff:
        _require(portal, person, Permission.REMOVE)
    other = accounts.by_email(work.tx, wish.email, portal.profile)
    theirs = other is not None and (person.staff or other.company_id == person.company_id)
    if other is None or not theirs or other.state is State.REMOVED:
        raise Rejected("no such person", fields={"email": _NOBODY})
    if other.id == person.id:
        raise Rejected("their own account", fields={"email": _YOURSELF})
    wanted = Wanted.to_remove(wish, other)
    if portal.policy.registration.approval == BY_STAFF and not person.staff:
        return _as_ticket(portal, work, person, wanted, op_id)
    invitations.remove(work, other.id)
    return registration_rows.record(work, wanted, Stage.DONE, person, op_id)


def carry_out_add(
    portal: Portal, work: Work, wanted: Wanted, company_id: str, *, owner: bool = False
) -> None:
    """Make the account with its activation letter, or register who has one but is not. Raises `Rejected`."""
    level = wanted.level or invitations.lowest_level(portal.policy)
    known = accounts.by_email(work.tx, wanted.email, portal.profile)
    if known is not None and known.company_id != company_id:
        raise Rejected("another company's", fields={"email": f"{known.company} uses this address."})
    if known is not None and known.state is State.ACTIVE and not known.registered:
        invitations.register(portal, work, known, level)
        return
    if known is not None and known.state is not State.REMOVED:
        raise Rejected("an account is there", fields={"email": _taken(known)})
    invitations.invite(portal, work, NewPerson(wanted.email, wanted.name, company_id, level), owner=owner)


def _by_staff(
    portal: Portal, work: Work, person: Person, wish: RegisterUser, op_id: str | None, company: str
) -> Registration:
    """Support makes the account at once. The first of a company, without a level, is its owner (REG-1)."""
    reasons = {} if wish.name.strip() else {"name": REQUIRED}
    if wish.level is not None and not portal.policy.level(wish.level):
        reasons["level"] = f"There is no level {wish.level!r}."
    if reasons:
        raise Rejected("the registration cannot be made", fields=reasons)
    company_id = companies.named(work.tx, company) if company.strip() else person.company_id
    owner = wish.level is None and not companies.has_people(work.tx, company_id)
    wanted = Wanted.to_add(wish, company.strip() or person.company, wish.level)
    carry_out_add(portal, work, wanted, company_id, owner=owner)
    return registration_rows.record(work, wanted, Stage.DONE, person, op_id)


def _as_ticket(portal: Portal, work: Work, person: Person, wanted: Wanted, op_id: str | None) -> Registration:
    """The request is a ticket that support decides (REG-2)."""
    draft = Draft(wanted.title(), wanted.text(portal.policy, person))
    ticket_id = tickets.begin(portal, work, person, draft, None)
    return registration_rows.record(work, wanted, Stage.ASKED, person, op_id, ticket_id)


def _require(portal: Portal, person: Person, permission: Permission) -> None:
    if not person.registered:
        raise registered.refusal(portal)
    if not person.may(permission):
        raise Forbidden(f"this level may not {permission} accounts", action=str(permission))


def _check(
    policy: Policy, person: Person, wish: RegisterUser, known: Person | None, company: str
) -> str | None:
    """The level to ask for. Raises `Rejected` with every reason at once."""
    reasons = {} if wish.name.strip() else {"name": REQUIRED}
    if company.strip() and company.strip() != person.company:
        reasons["company"] = "Accounts can be requested for your own company only."
    granted = [level for level in policy.levels if level.code in person.grants]
    if wish.level is not None and wish.level not in person.grants:
        labels = ", ".join(level.label for level in granted)
        reasons["level"] = f"You can request accounts of the level {labels}."
    if known is not None and known.company_id == person.company_id:
        there = known.state is State.INVITED or (known.state is State.ACTIVE and known.registered)
        reasons |= {"email": _taken(known)} if there else {}
    if reasons:
        raise Rejected("the account cannot be requested", fields=reasons)
    return wish.level or next((level.code for level in granted), None)


def _taken(known: Person) -> str:
    return _IS_INVITED if known.state is State.INVITED else _HAS_ONE


def ask_without_account(
    portal: Portal, work: Work, company: str, name: str, email: str, note: str = ""
) -> None:
    """The public form (REG-5, REG-6): says nothing about who has an account. Raises `Forbidden` where it is off."""
    self_service.ask(portal, work, self_service.wanted(company, name, email, note))
