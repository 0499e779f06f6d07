"""Access and refresh tokens: how long they last, how they follow one another, what ends them (RFC 6749, 7009, 9700)."""

from __future__ import annotations

import httpx
import pytest

from tests.embedded.app_sign_in import pair, refused, renew, works
from tests.embedded.browser import SITE, Browser
from tests.embedded.conftest import World
from trayapp.embedded import sweeping


def test_an_access_token_lasts_an_hour_and_a_refresh_token_brings_the_next(
    site: World, browser: Browser
) -> None:
    """The app stays signed in without anybody at the browser; the old access token ends."""
    first = pair(site, browser)
    site.clock.forward(minutes=59, seconds=59)
    assert works(site, first["access_token"])
    site.clock.forward(seconds=1)
    assert not works(site, first["access_token"])
    second = renew(site, first["refresh_token"]).json()
    assert works(site, second["access_token"])
    assert {first["access_token"], first["refresh_token"]}.isdisjoint(second.values())


def test_renewing_ends_the_access_token_before(site: World, browser: Browser) -> None:
    """Of one sign-in, one access token is good at a time."""
    first = pair(site, browser)
    renew(site, first["refresh_token"])
    assert not works(site, first["access_token"])


def test_a_refresh_token_lasts_sixty_days(site: World, browser: Browser) -> None:
    """Whoever starts the app within 60 days stays signed in; after that, one signs in again."""
    first = pair(site, browser)
    site.clock.forward(days=59)
    second = renew(site, first["refresh_token"]).json()
    site.clock.forward(days=60)
    refused(renew(site, second["refresh_token"]), "invalid_grant")


def test_a_refresh_token_that_comes_again_ends_the_whole_family(site: World, browser: Browser) -> None:
    """Somebody has a copy; the thief and the owner both have to sign in again."""
    first = pair(site, browser)
    second = renew(site, first["refresh_token"]).json()
    site.clock.forward(minutes=1)
    refused(renew(site, first["refresh_token"]), "invalid_grant")
    assert not works(site, second["access_token"])
    refused(renew(site, second["refresh_token"]), "invalid_grant")


def test_an_answer_that_was_lost_does_not_sign_anybody_out(site: World, browser: Browser) -> None:
    """The same token may come again within 30 s while nobody has used its successor, which then ends."""
    first = pair(site, browser)
    lost = renew(site, first["refresh_token"]).json()
    site.clock.forward(seconds=20)
    second = renew(site, first["refresh_token"]).json()
    assert works(site, second["access_token"])
    assert not works(site, lost["access_token"])
    site.clock.forward(seconds=20)
    assert renew(site, second["refresh_token"]).status_code == 200


def test_a_successor_that_was_used_makes_the_old_token_a_copy(site: World, browser: Browser) -> None:
    """Also within 30 s: then the answer was not lost."""
    first = pair(site, browser)
    site.clock.forward(seconds=5)
    second = renew(site, first["refresh_token"]).json()
    site.clock.forward(seconds=5)
    third = renew(site, second["refresh_token"]).json()
    site.clock.forward(seconds=5)
    refused(renew(site, first["refresh_token"]), "invalid_grant")
    assert not works(site, third["access_token"])


def test_a_refresh_token_is_bound_to_its_client_and_to_an_active_account(
    site: World, browser: Browser
) -> None:
    """Another client or a removed person gets nothing."""
    first = pair(site, browser)
    with site.portal.work() as work:
        work.tx.execute("UPDATE tokens SET client = 'other' WHERE kind = 'refresh'")
    refused(renew(site, first["refresh_token"]), "invalid_grant")
    with site.portal.work() as work:
        work.tx.execute("UPDATE tokens SET client = 'trayapp'")
        work.tx.execute("UPDATE accounts SET state = 'removed' WHERE email = 'dana@bakery.example'")
    refused(renew(site, first["refresh_token"]), "invalid_grant")
    assert not works(site, first["access_token"])


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_signing_out_ends_both_tokens(site: World, browser: Browser, which: str) -> None:
    """Whichever of the two the app gives back (RFC 7009, 2.1); it cannot be renewed afterwards."""
    told = pair(site, browser)
    assert revoke(site, told[which]).status_code == 200
    assert not works(site, told["access_token"])
    refused(renew(site, told["refresh_token"]), "invalid_grant")


def test_signing_out_one_app_leaves_the_others(site: World, browser: Browser) -> None:
    """Another computer of the same person stays signed in."""
    one, other = pair(site, browser), pair(site, browser)
    revoke(site, one["refresh_token"])
    assert works(site, other["access_token"])


def test_revoking_what_is_no_token_is_no_error(site: World) -> None:
    """It is as good as revoked (RFC 7009, 2.2); a personal token is not an app's to end."""
    assert revoke(site, "unknown").status_code == 200
    assert revoke(site, site.tokens["dana"]).status_code == 200
    assert works(site, site.tokens["dana"])


def test_a_revocation_without_a_token_is_refused(site: World) -> None:
    """So is one of an unknown client."""
    refused(revoke(site, ""), "invalid_request")
    refused(revoke(site, "x", client_id="other"), "invalid_client", 401)


def test_only_hashes_of_tokens_and_codes_are_kept(site: World, browser: Browser) -> None:
    """Whoever reads the database can sign in as nobody."""
    told = pair(site, browser)
    with site.portal.db.read() as tx:
        everything = "\n".join(tx.iterdump())
    cookies = list(browser.client.cookies.jar)
    assert len(everything) > 1000
    assert [value for value in (told["access_token"], told["refresh_token"]) if value in everything] == []
    assert [cookie.name for cookie in cookies if str(cookie.value) in everything] == []


def test_a_start_forgets_what_has_expired(site: World, browser: Browser) -> None:
    """Expired tokens, codes and cookies go; personal tokens and what is still good stay."""
    pair(site, browser)
    site.clock.forward(days=1)
    sweeping.sweep(site.portal)
    with site.portal.db.read() as tx:
        kinds = [row["kind"] for row in tx.execute("SELECT kind FROM tokens ORDER BY kind")]
        left = [tx.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("codes", "browsers")]
    assert kinds == ["personal"] * 5 + ["refresh"]
    assert left == [0, 0]


def revoke(site: World, token: str, **changed: str) -> httpx.Response:
    """Give a token back."""
    with httpx.Client(transport=site.transport, base_url=SITE) as client:
        return client.post("/oauth/revoke", data={"client_id": "trayapp", "token": token, **changed})
