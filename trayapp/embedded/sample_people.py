"""Makes the companies and people of a sample."""

from __future__ import annotations

from datetime import date, timedelta

from trayapp.embedded import accounts, terms
from trayapp.embedded.accounts import NewPerson, Person, State
from trayapp.embedded.encoding import to_json
from trayapp.embedded.portal import Portal, Work
from trayapp.embedded.sample_parts import Sample, SampleCompany, Someone
from trayapp.embedded.terms import Held


def settle(portal: Portal, work: Work, sample: Sample) -> list[Person]:
    """Everybody, in the order of the sample."""
    today = terms.today(portal.policy, work.now)
    companies = {company.name: _company(work, company, today) for company in sample.companies}
    return [_person(portal, work, someone, companies[someone.company]) for someone in sample.people]


def _company(work: Work, new: SampleCompany, today: date) -> str:
    company_id = accounts.add_company(work.tx, new.name, new.domain)
    address = to_json(new.address).decode()
    work.tx.execute("UPDATE companies SET address = ? WHERE id = ?", (address, company_id))
    held = Held(_day(today, new.maintenance_days), _day(today, new.free_sessions_days), new.coupon)
    terms.grant(work.tx, company_id, held)
    return company_id


def _day(today: date, days: int | None) -> date | None:
    return today + timedelta(days=days) if days is not None else None


def _person(portal: Portal, work: Work, new: Someone, company_id: str) -> Person:
    state = State.ACTIVE if new.activated else State.INVITED
    wanted = NewPerson(new.email, new.name, company_id, new.level, new.registered, state)
    person = accounts.add(work.tx, wanted, portal.profile, work.now)
    own = to_json(new.address).decode() if new.address else "{}"
    work.tx.execute(
        "UPDATE accounts SET phone = ?, use_company_address = ?, address = ? WHERE id = ?",
        (new.phone, int(new.address is None), own, person.id),
    )
    return person
