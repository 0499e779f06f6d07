"""Signing in with a name and a password, or with a token made on the server."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.portals.zammad.conftest import Desk
from trayapp.core.errors import SignIn
from trayapp.core.password import Password, password_of
from trayapp.core.ports import Authority
from trayapp.portals.registry import KINDS, open_authority, open_portal

DANA, WORDS = "dana@northwind.example", "s3cret-w0rds"


def authority(desk: Desk) -> Authority:
    """Who gives out tokens there."""
    found = open_authority("zammad", desk.server.url, lambda: datetime.now(UTC))
    assert found is not None
    return found


def signed_in_as(desk: Desk, secret: str) -> str:
    """Whom the server takes the owner of that secret for."""
    portal = open_portal("zammad", desk.server.url, lambda: secret, desk.bench.spool)
    try:
        return portal.probe().me.email
    finally:
        portal.close()


def test_a_password_is_kept_where_customers_may_have_no_token(desk: Desk) -> None:
    """As it is by default: nothing better can be kept, and the password works."""
    grant = authority(desk).password(DANA, WORDS)

    assert password_of(grant.access) == Password(DANA, WORDS)
    assert signed_in_as(desk, grant.access) == DANA


def test_a_password_is_exchanged_for_a_token_where_that_is_granted(desk: Desk) -> None:
    """The token may do no more than a customer may, and the password is not in it."""
    desk.house.people[DANA].permissions |= {"user_preferences.access_token", "ticket.agent"}

    grant = authority(desk).password(DANA, WORDS)

    assert password_of(grant.access) is None
    assert desk.house.tokens[grant.access][1] == frozenset({"ticket.customer"})
    assert signed_in_as(desk, grant.access) == DANA


def test_a_wrong_password_is_refused(desk: Desk) -> None:
    """Nothing is kept."""
    with pytest.raises(SignIn) as refused:
        authority(desk).password(DANA, "wrong")

    assert refused.value.params["reason"] == "refused"


def test_a_locked_account_is_refused_as_one_that_is_wrong(desk: Desk) -> None:
    """The server says no more, so the app does not either; and it does not try again by itself."""
    desk.house.people[DANA].failed = 5
    desk.server.asked.clear()

    with pytest.raises(SignIn):
        authority(desk).password(DANA, WORDS)

    assert len(desk.server.asked) == 1


def test_an_account_that_was_switched_off_is_asked_to_sign_in(desk: Desk) -> None:
    """Half way: the token is there, its person is not let in any more."""
    desk.portal.probe()
    desk.house.people[DANA].active = False

    with pytest.raises(SignIn):
        desk.portal.changes(None)


def test_a_server_that_takes_no_passwords_says_so(desk: Desk) -> None:
    """Its words are kept; a token is the other way in."""
    desk.house.settings.password_access = False

    with pytest.raises(SignIn) as refused:
        authority(desk).password(DANA, WORDS)

    assert "disabled" in refused.value.params["why"]
    assert authority(desk).methods() == {"password", "token"}


def test_people_are_told_apart_by_server_and_number(desk: Desk) -> None:
    """Another server has a person of the same number."""
    assert desk.portal.probe().me.id == f"zammad:{desk.server.url}/{desk.house.people[DANA].id}"


def test_who_signs_in_next_is_not_taken_for_the_one_before(desk: Desk) -> None:
    """With another token, another person's tickets are asked for."""
    secret = [f"token-of-{DANA}"]
    desk.submit()
    portal = open_portal("zammad", desk.server.url, lambda: secret[0], desk.bench.spool)
    first = portal.changes(None)
    secret[0] = "token-of-tom@harbordental.example"

    second = portal.changes(None)

    portal.close()
    assert [len(getattr(told, "tickets", ())) for told in (first, second)] == [1, 0]


def test_the_kind_says_that_it_was_not_tried_live() -> None:
    """The one adapter that was written without a live server says so; the others were tried."""
    assert [name for name, kind in KINDS.items() if not kind.tried] == ["zammad"]
