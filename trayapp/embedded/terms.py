"""What support costs a company: tickets, and live sessions (ROLE-14)."""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from trayapp.core.business_time import zone
from trayapp.core.model import Draft
from trayapp.core.policy import Policy
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work

SESSIONS = "sessions"
"""The feature whose natures book a live session."""
_MAINTENANCE = "Ticket support is free while your maintenance is active, until {day}."
_FROM = "From {day} on, ticket support is free with active maintenance only."
_PAID = "Your company has no active maintenance: work on this ticket may be billed."
_FREE_SESSIONS = "Live sessions are free with the coupon code {coupon} until {day}."
_FREE = "This session is free: its coupon code is good until {day}."
"""Without the code: somebody from outside may be let read the conversation (TK-7)."""
_WRONG = "This coupon code is not known. Leave it empty to book a session that may be billed."
_OVER = "This coupon code was good until {day}. Leave it empty to book a session that may be billed."


@dataclass(frozen=True, slots=True)
class Held:
    """What a company has."""

    maintenance_until: date | None = None
    """Its last day."""
    free_sessions_until: date | None = None
    """The last day of the initial support period."""
    coupon: str = ""


def of_company(tx: sqlite3.Connection, company_id: str) -> Held:
    """What that company has."""
    row = tx.execute(
        "SELECT maintenance_until, free_sessions_until, coupon FROM companies WHERE id = ?", (company_id,)
    ).fetchone()
    return Held(_day(row["maintenance_until"]), _day(row["free_sessions_until"]), row["coupon"])


def grant(tx: sqlite3.Connection, company_id: str, held: Held) -> None:
    """Let a company have that from now on."""
    days = [day.isoformat() if day else None for day in (held.maintenance_until, held.free_sessions_until)]
    tx.execute(
        "UPDATE companies SET maintenance_until = ?, free_sessions_until = ?, coupon = ? WHERE id = ?",
        (*days, held.coupon, company_id),
    )


def today(policy: Policy, now: datetime) -> date:
    """The day where support is."""
    return now.astimezone(zone(policy.time_zone)).date()


def words(portal: Portal, held: Held) -> tuple[str, ...]:
    """What support costs, for the people of that company."""
    day = today(portal.policy, portal.clock())
    return (*_about_tickets(portal.policy, held, day), *_about_sessions(portal.policy, held, day))


def reasons(portal: Portal, work: Work, person: Person, draft: Draft) -> dict[str, str]:
    """Why a session cannot be booked with that coupon code, by field."""
    field = portal.policy.terms.coupon_field
    given = draft.fields.get(field, "").strip()
    if not given or not _books_session(portal.policy, draft):
        return {}
    held = of_company(work.tx, person.company_id)
    if not held.coupon or not hmac.compare_digest(given.casefold().encode(), held.coupon.casefold().encode()):
        return {field: _WRONG}
    if not _holds(held.free_sessions_until, today(portal.policy, work.now)):
        over = held.free_sessions_until
        return {field: _OVER.format(day=_said(over)) if over else _WRONG}
    return {}


def remarks(portal: Portal, work: Work, person: Person, draft: Draft) -> list[str]:
    """What the portal says on a new ticket about its price; the draft is known to be good."""
    policy, day = portal.policy, today(portal.policy, work.now)
    held = of_company(work.tx, person.company_id)
    if person.staff:
        return []
    if _books_session(policy, draft):
        if draft.fields.get(policy.terms.coupon_field, "").strip() and held.free_sessions_until:
            return [_FREE.format(day=_said(held.free_sessions_until))]
        return [policy.terms.sessions] if policy.terms.sessions else []
    paid = policy.terms.paid_from is not None and day >= policy.terms.paid_from
    return [policy.terms.paid or _PAID] if paid and not _holds(held.maintenance_until, day) else []


def _about_tickets(policy: Policy, held: Held, day: date) -> Iterator[str]:
    terms = policy.terms
    if _holds(held.maintenance_until, day) and held.maintenance_until:
        yield _MAINTENANCE.format(day=_said(held.maintenance_until))
    elif terms.paid_from is not None:
        if day < terms.paid_from:
            yield _FROM.format(day=_said(terms.paid_from))
        else:
            yield terms.paid or _PAID


def _about_sessions(policy: Policy, held: Held, day: date) -> Iterator[str]:
    if SESSIONS not in policy.features:
        return
    until = held.free_sessions_until
    if held.coupon and until and _holds(until, day):
        yield _FREE_SESSIONS.format(coupon=held.coupon, day=_said(until))
    elif policy.terms.sessions:
        yield policy.terms.sessions


def _books_session(policy: Policy, draft: Draft) -> bool:
    nature = policy.nature(draft.nature)
    return nature is not None and nature.feature == SESSIONS


def _holds(last: date | None, day: date) -> bool:
    return last is not None and day <= last


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _said(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
