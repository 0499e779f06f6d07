"""Who is let in (`authenticates.rb`)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from tests.fakes.zammad.house import House, Person
from tests.fakes.zammad.refusals import Refused, forbidden

_TOKEN = re.compile(r"Token token=\"?([^\",;\s]+)")
_MOST_FAILED = 5


@dataclass(frozen=True)
class Guest:
    """Somebody who is in."""

    person: Person
    permissions: frozenset[str]

    def needs(self, permission: str) -> None:
        """A token may be limited to less than its person may do."""
        if permission not in self.permissions:
            raise forbidden("User authorization failed.")


def let_in(house: House, header: str | None) -> Guest:
    """Who asks without saying who they are is told 403, who says it wrongly 401."""
    if header is None:
        raise forbidden("Authentication required")
    scheme, _, rest = header.partition(" ")
    guest = _by_password(house, rest) if scheme == "Basic" else _by_token(house, header)
    if house.settings.maintenance:
        raise forbidden("Maintenance mode enabled!")
    if not guest.person.active:
        raise Refused(
            401, "Login failed. Have you double-checked your credentials and completed the email step?"
        )
    return guest


def _by_password(house: House, coded: str) -> Guest:
    if not house.settings.password_access:
        raise forbidden("API password access disabled!")
    try:
        login, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        login = password = ""
    person = house.people.get(login)
    # a locked account is told no other words
    if person is None or person.failed >= _MOST_FAILED or person.password != password:
        if person:
            person.failed += 1
        raise Refused(401, "Invalid BasicAuth credentials")
    person.failed = 0
    return Guest(person, person.permissions)


def _by_token(house: House, header: str) -> Guest:
    found = _TOKEN.match(header)
    if not house.settings.token_access:
        raise forbidden("API token access disabled!")
    if found is None or found[1] not in house.tokens:
        raise Refused(401, "Can't find User for Token")
    person, limit = house.tokens[found[1]]
    return Guest(person, person.permissions if limit is None else person.permissions & limit)
