"""What the employee does in a trial, what must be there before, and what it must have brought about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.house import House
from tests.faults.invariants import Broken

Holds = Callable[[], bool]
"""Whether what was asked for is so on the portal, and once."""
_SMALL = (600, 900)
_BIG = 8 << 20
"""Bytes: more than the system takes for a peer that does not read."""
_SEEN = "SELECT 1 FROM participants p JOIN accounts a ON a.id = p.account_id WHERE p.ticket_id = ? AND a.email = ?"


@dataclass(frozen=True, slots=True)
class Job:
    """Begins after all is quiet."""

    prepare: Callable[[House], Any]
    act: Callable[[House, Any], Holds]
    pull: bool = False
    """It writes nothing."""
    heavy: bool = False
    """It leaves so much behind that both sides begin anew after it."""


def _nothing(_: House) -> None:
    return None


def _yes() -> bool:
    return True


def _create(*sizes: int) -> Job:
    def act(house: House, _: None) -> Holds:
        house.do("create", f"Ticket {house.word()}", sizes)
        return _yes

    return Job(_nothing, act, heavy=sum(sizes) >= _BIG)


def _update(files: int) -> Job:
    def act(house: House, _: None) -> Holds:
        house.do("update", house.ticket, f"Answer {house.word()}", _SMALL[:files])
        return _yes

    return Job(_nothing, act)


def _chain(house: House, __: None) -> Holds:
    """A ticket, answers and its end, all written before the first of it is sent."""
    op = house.do("create", f"Chain {house.word()}", [])["op"]
    for _ in range(2):
        house.do("update", op, f"Link {house.word()}", [])
    house.do("close", op)
    return lambda: _status(house, op=op) == "closed"


def _new_ticket(house: House) -> str:
    op = house.do("create", f"Ticket {house.word()}", [])["op"]
    house.quiet()
    return str(house.there("SELECT id FROM tickets WHERE op_id = ?", op)[0][0])


def _close(house: House, ticket: str) -> Holds:
    house.do("close", ticket)
    return lambda: _status(house, ticket) == "closed"


def _going_on(house: House, ticket: str) -> Holds:
    """An answer to a closed ticket makes a new one."""
    op = house.do("update", ticket, f"It is back {house.word()}", [])["op"]
    return lambda: len(house.there("SELECT 1 FROM tickets WHERE op_id = ?", op)) == 1


def _closed_ticket(house: House) -> str:
    ticket = _new_ticket(house)
    house.post("primary", f"tickets/{ticket}/changes", {"kind": "close"})
    return ticket


def _ending_ticket(house: House) -> str:
    body = {"kind": "status", "status": "waiting_for_customer", "sub_status": ""}
    house.post("agent", f"tickets/{house.ticket}/changes", body)
    return house.ticket


def _keep_open(house: House, ticket: str) -> Holds:
    house.do("keep_open", ticket)
    return lambda: _status(house, ticket) == "pending_support"


def _priority(house: House, _: None) -> Holds:
    now = house.there("SELECT priority FROM tickets WHERE id = ?", house.ticket)[0][0]
    wanted = "high" if now == "low" else "low"
    house.do("priority", house.ticket, wanted)
    query = "SELECT priority FROM tickets WHERE id = ?"
    return lambda: house.there(query, house.ticket) == [(wanted,)]


def _participant(role: str, email: str) -> Job:
    def act(house: House, _: None) -> Holds:
        on = not house.there(_SEEN, house.ticket, email)
        house.do(role, house.ticket, email, on)
        return lambda: bool(house.there(_SEEN, house.ticket, email)) is on

    return Job(_nothing, act)


def _proposed(house: House) -> str:
    body = {"title": "A day of work", "amount": "100 EUR"}
    return str(house.post("agent", f"tickets/{house.ticket}/estimates", body)["id"])


def _estimate(house: House, estimate: str) -> Holds:
    house.do("estimate", house.ticket, estimate, True)
    query = "SELECT state FROM estimates WHERE id = ?"
    return lambda: house.there(query, estimate) == [("approved",)]


def _registration(house: House, _: None) -> Holds:
    op = house.do("registration", f"{house.word()}@sample.example")["op"]
    return lambda: _asked_once(house, op)


def _colleague(house: House) -> str:
    email = f"{house.word()}@sample.example"
    body = {"action": "add", "name": "Leaving Soon", "email": email, "level": "basic"}
    house.post("agent", "registrations", {**body, "company": "Sample Company"})
    return email


def _removal(house: House, email: str) -> Holds:
    op = house.do("removal", email)["op"]
    return lambda: _asked_once(house, op)


def _profile(house: House, _: None) -> Holds:
    phone = f"+1 555 {house.word()}"
    house.do("profile", "Primary Sample", "primary@sample.example", phone)
    query = "SELECT phone FROM accounts WHERE email = 'primary@sample.example'"
    return lambda: house.there(query) == [(phone,)]


def _fresh_computer(house: House) -> None:
    house.new_computer()
    house.promises = []


def _news(house: House) -> None:
    house.quiet()
    house.post("agent", f"tickets/{house.ticket}/messages", {"text": f"News {house.word()}", "files": []})
    house.renew()


def _only_pull(_: House, __: None) -> Holds:
    return _yes


def _status(house: House, ticket: str = "", op: str = "") -> str:
    rows = house.there("SELECT status FROM tickets WHERE id = ? OR op_id = ?", ticket, op)
    return str(rows[0][0]) if rows else ""


def _asked_once(house: House, op: str) -> bool:
    return len(house.there("SELECT 1 FROM registrations WHERE op_id = ?", op)) == 1


JOBS: Mapping[str, Job] = {
    "create_0": _create(),
    "create_1": _create(600),
    "create_2": _create(600, 900),
    "create_big": _create(_BIG),
    "update_0": _update(0),
    "update_1": _update(1),
    "chain": Job(_nothing, _chain),
    "close": Job(_new_ticket, _close),
    "going_on": Job(_closed_ticket, _going_on),
    "keep_open": Job(_ending_ticket, _keep_open),
    "priority": Job(_nothing, _priority),
    "subscriber": _participant("subscriber", "basic@sample.example"),
    "collaborator": _participant("collaborator", "basic@other.example"),
    "estimate": Job(_proposed, _estimate),
    "registration": Job(_nothing, _registration),
    "removal": Job(_colleague, _removal),
    "profile": Job(_nothing, _profile),
    "first_pull": Job(_fresh_computer, _only_pull, pull=True),
    "news": Job(_news, _only_pull, pull=True),
}
"""By the name in a trial's word."""
FETCH = "fetch"
"""The one besides, which is none of the engine's: see `trying`."""


def unfulfilled(job: str, holds: Holds) -> list[Broken]:
    """What the job should have brought about and has not, or more than once."""
    return [] if holds() else [Broken("undone", "", f"{job} was delivered and is not so on the portal")]
