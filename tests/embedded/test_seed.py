"""What a new portal is filled with: the sample of its profile, or one made up from the policy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from trayapp.core.policy import Permission, Policy
from trayapp.embedded import policy_file, samples, seed, timers
from trayapp.embedded.policy_lint import lint
from trayapp.embedded.policy_shape import Shape
from trayapp.embedded.portal import Portal, open_portal
from trayapp.embedded.profile import Profile
from trayapp.embedded.sample_parts import Sample
from trayapp.embedded.seed import Seed, User
from trayapp.paths import resource

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
ALL = ("cases", "member", "msp", "registered", "requests")
Filled = Callable[[Profile, Seed], tuple[Portal, list[User]]]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    """A portal with that profile, filled; its clock stands."""
    portals: list[Portal] = []

    def fill(profile: Profile, wanted: Seed) -> tuple[Portal, list[User]]:
        folder = tmp_path / str(len(portals))
        portals.append(open_portal(profile, folder, lambda: NOW))
        return portals[-1], seed.plant(portals[-1], folder, wanted)

    yield fill
    for portal in portals:
        portal.close()


def rows(portal: Portal, question: str) -> list[tuple[object, ...]]:
    """What the database answers."""
    with portal.db.read() as tx:
        return [tuple(row) for row in tx.execute(question)]


def own(portal_name: str) -> Profile:
    """A profile that nobody has a sample for."""
    text = resource("policies", f"{portal_name}.json").read_text(encoding="utf-8")
    linted = lint(text.replace('"portal_name": "', '"portal_name": "My own '))
    assert linted.profile is not None
    return linted.profile


@pytest.mark.parametrize("name", ALL)
def test_the_sample_of_each_profile_keeps_its_rules(name: str, filled: Filled) -> None:
    """Every story passes the portal's own use cases, and every person who can sign in gets a token."""
    portal, users = filled(policy_file.load(name), Seed("demo"))
    sample = samples.sample_of(portal.profile)
    assert rows(portal, "SELECT count(*) FROM tickets") == [(len(sample.stories),)]
    assert [user.email for user in users] == [each.email for each in sample.people if each.activated]
    assert {user.level for user in users} == {level.code for level in portal.policy.levels}


@pytest.mark.parametrize("name", ALL)
def test_a_sample_file_has_no_key_that_means_nothing(name: str) -> None:
    """A misspelt key would be a part of the sample that silently is not there."""
    shape = Shape()
    shape.mended(json.loads(resource("samples", f"{name}.json").read_text(encoding="utf-8")), Sample, "$")
    assert [str(fault) for fault in shape.faults] == []


@pytest.mark.parametrize("name", ALL)
def test_nobody_gets_a_letter_about_the_sample(name: str, filled: Filled) -> None:
    """What happened before the portal was there is written to nobody."""
    portal, _ = filled(policy_file.load(name), Seed("demo"))
    assert rows(portal, "SELECT count(*) FROM mails") == [(0,)]


@pytest.mark.parametrize("name", ALL)
def test_no_ticket_of_a_sample_has_run_out(name: str, filled: Filled) -> None:
    """The first look at the timers may remind, but no status changes at once."""
    portal, _ = filled(policy_file.load(name), Seed("demo"))
    before = rows(portal, "SELECT number, status FROM tickets ORDER BY number")
    timers.catch_up(portal)
    assert rows(portal, "SELECT number, status FROM tickets ORDER BY number") == before


@pytest.mark.parametrize("name", ALL)
def test_there_is_something_on_each_shelf_and_an_announcement(name: str, filled: Filled) -> None:
    """Everything that a profile offers has something to show."""
    portal, _ = filled(policy_file.load(name), Seed("demo"))
    assert {shelf for (shelf,) in rows(portal, "SELECT DISTINCT shelf FROM articles")} == {
        shelf.code for shelf in portal.policy.shelves
    }
    assert rows(portal, "SELECT count(*) > 0 FROM announcements") == [(1,)]
    assert rows(portal, "SELECT max(incident) FROM announcements") == [
        (int("incidents" in portal.policy.features),)
    ]


@pytest.mark.parametrize("name", ALL)
def test_each_status_is_there_to_be_seen(name: str, filled: Filled) -> None:
    """Every status of the profile has a ticket."""
    portal, _ = filled(policy_file.load(name), Seed("demo"))
    seen = {status for (status,) in rows(portal, "SELECT DISTINCT status FROM tickets")}
    assert {status.code for status in portal.policy.statuses} - seen <= UNSEEN.get(name, set())


UNSEEN = {"registered": {"in_progress", "on_hold"}}
"""Statuses that a ticket leaves again in the sample."""


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("requests", "SELECT count(DISTINCT state) = 3 FROM estimates"),
        ("requests", "SELECT count(*) > 0 FROM participants WHERE role = 'subscriber'"),
        ("requests", "SELECT count(*) > 0 FROM accounts WHERE use_company_address = 0"),
        ("registered", "SELECT count(*) > 0 FROM credits"),
        ("registered", "SELECT count(*) > 0 FROM accounts WHERE NOT registered"),
        ("cases", "SELECT count(*) > 0 FROM participants WHERE role = 'collaborator'"),
        ("cases", "SELECT count(*) > 0 FROM tickets WHERE references_id IS NOT NULL"),
        ("member", "SELECT count(*) > 0 FROM accounts WHERE state = 'invited'"),
        ("member", "SELECT count(*) > 0 FROM companies WHERE coupon <> ''"),
        ("msp", "SELECT count(*) > 0 FROM tickets WHERE incident_id IS NOT NULL"),
        ("msp", "SELECT count(*) > 0 FROM notices WHERE kind = 'answer'"),
    ],
)
def test_what_is_particular_to_a_profile_is_in_its_sample(name: str, question: str, filled: Filled) -> None:
    """Estimates in each state, credits, people of every kind, and tickets that hang together."""
    portal, _ = filled(policy_file.load(name), Seed("demo"))
    assert rows(portal, question) == [(1,)]


@pytest.mark.parametrize("name", ALL)
def test_a_profile_of_ones_own_gets_a_sample_made_from_its_policy(name: str, filled: Filled) -> None:
    """Somebody of each level, a ticket in each status that support can reach, something on each shelf."""
    portal, users = filled(own(name), Seed("demo"))
    policy = portal.policy
    assert {user.level for user in users} == {level.code for level in policy.levels}
    seen = {status for (status,) in rows(portal, "SELECT DISTINCT status FROM tickets")}
    assert seen == _reachable(policy, portal.profile.flow.start)
    assert rows(portal, "SELECT count(*) FROM articles") == [(len(policy.shelves),)]


def _reachable(policy: Policy, start: str) -> set[str]:
    ahead, found = [start], {start}
    while ahead:
        status = policy.status(ahead.pop())
        assert status is not None
        ways = status.next or tuple(each.code for each in policy.statuses)
        ahead += set(ways) - found
        found |= set(ways)
    return found


@pytest.mark.parametrize("name", ALL)
def test_an_empty_portal_has_somebody_of_support(name: str, filled: Filled) -> None:
    """Without a sample there is one administrator, of the level that the policy calls staff."""
    portal, users = filled(policy_file.load(name), Seed())
    (admin,) = users
    level = portal.policy.level(admin.level)
    assert level is not None
    assert level.may(Permission.STAFF)
    assert rows(portal, "SELECT count(*) FROM tickets") == [(0,)]


def test_restarted_it_tells_the_same_users(tmp_path: Path) -> None:
    """The tokens of seeded users stay; nothing is filled in twice."""
    told = []
    for _ in range(2):
        portal = open_portal(policy_file.load("cases"), tmp_path, lambda: NOW)
        told.append(seed.plant(portal, tmp_path, Seed("demo")))
        portal.close()
    assert told[0] == told[1]


def test_what_happened_is_told_relative_to_now(filled: Filled) -> None:
    """Everything lies in the past, and the newest within a day."""
    portal, _ = filled(policy_file.load("msp"), Seed("demo"))
    ((newest, latest),) = rows(portal, "SELECT max(created_at), max(updated_at) FROM tickets")
    assert NOW - timedelta(days=1) < datetime.fromisoformat(str(newest)) < NOW
    assert datetime.fromisoformat(str(latest)) <= NOW


def test_a_day_in_an_answer_is_relative_to_when_it_was_written(filled: Filled) -> None:
    """`{+14}` in a story that began 170 hours ago is two weeks after that day."""
    portal, _ = filled(policy_file.load("msp"), Seed("demo"))
    ((answers,),) = rows(portal, "SELECT fields FROM tickets WHERE subject LIKE 'New laptop%'")
    written = (NOW - timedelta(hours=170)).date()
    assert json.loads(str(answers))["needed_by"] == f"{written + timedelta(days=14)}"


@pytest.mark.parametrize("text", ["demos", "bulk", "bulk:x", "demo:3"])
def test_an_unknown_seed_is_refused(text: str) -> None:
    """The message says what there is."""
    with pytest.raises(ValueError, match="there is demo"):
        seed.parse(text)
