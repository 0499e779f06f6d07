"""Letters, links and accounts in the tests of what happens to people."""

from __future__ import annotations

import re
from dataclasses import replace

import httpx

from tests.embedded.conftest import World
from trayapp.embedded import accounts, activation
from trayapp.embedded.links import Purpose
from trayapp.embedded.passwords import CHEAP, Passwords

PASSWORD = "correct horse battery staple"


def letters(world: World, email: str, kind: str | None = None) -> list[str]:
    """Subject and body of each letter to that address, oldest first; of that kind, or all."""
    with world.portal.db.read() as tx:
        found = tx.execute(
            "SELECT subject, body FROM mails WHERE recipient = ? AND (? IS NULL OR kind = ?) ORDER BY seq",
            (email, kind, kind),
        ).fetchall()
    return [f"{row['subject']}\n{row['body']}" for row in found]


def link_in(letter: str) -> str:
    """The value of the link that stands in a letter."""
    found = re.search(r"\?link=(\S+)", letter)
    assert found, letter
    return found[1]


def activate(world: World, name: str, email: str) -> None:
    """Follow the link of the activation letter to that address; from then on `name` may be used as a client."""
    value = link_in(letters(world, email, "activation")[-1])
    quick = replace(world.portal, passwords=Passwords(CHEAP))
    person = activation.choose_password(quick, value, Purpose.ACTIVATE, PASSWORD)
    world.people[name] = person
    give_token(world, name, person.id)


def give_token(world: World, name: str, account_id: str) -> None:
    """A token of that account, whatever its state."""
    with world.portal.work() as work:
        world.tokens[name] = accounts.issue_token(work.tx, account_id, work.now)


def ask(world: World, who: str, **body: object) -> httpx.Response:
    """That person asks for an account, or for a removal."""
    return world.client(who).post("/registrations", json=body, headers=world.key())


def add(world: World, who: str, email: str = "kim@bakery.example", **more: object) -> httpx.Response:
    """That person asks for an account for Kim."""
    return ask(world, who, **{"action": "add", "name": "Kim Lee", "email": email} | more)
