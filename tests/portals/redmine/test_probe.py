"""What a Redmine is found to be, and the policy that is made of it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.portals.redmine.conftest import ADDRESS, Server, project
from trayapp.core.errors import Forbidden, Misconfigured, SignIn
from trayapp.core.model import Draft
from trayapp.core.policy import Bucket
from trayapp.core.policy.checks import fatal
from trayapp.portals.redmine.portal import RedminePortal

OP = "0190c2f1-0000-7000-8000-000000000001"
_EMPTY = {"content-type": "application/json"}


def test_what_one_may_do_is_what_the_roles_say(server: Server) -> None:
    """Whoever may edit their own issues closes them; whoever may not is not offered it."""
    may = server.portal().probe()
    server.may("view_issues", "add_issues")

    may_not = server.portal().probe()

    assert (may.capabilities.close, may.capabilities.priority, may.capabilities.update) == (True, True, True)
    assert (may_not.capabilities.close, may_not.capabilities.update) == (False, False)
    assert may_not.me.permissions == {"create"}
    assert may.me.id == f"redmine:{ADDRESS}/5"


def test_an_address_hidden_from_others_is_asked_of_one_s_own_account(server: Server) -> None:
    """Whoever hides their e-mail address still sees it."""
    server.tells("GET users/current.json", user={"id": 5, "login": "alice"})
    server.tells("GET my/account.json", user={"id": 5, "login": "alice", "mail": "a@corp.example"})

    assert server.portal().probe().me.email == "a@corp.example"


@pytest.mark.parametrize(
    ("what", "answer", "reason"),
    [
        ("GET users/current.json", httpx.Response(403, headers=_EMPTY), "no_api"),
        ("GET users/current.json", httpx.Response(200, html="<p>Hi"), "not_a_portal"),
        ("GET trackers.json", httpx.Response(200, json={"trackers": [{"id": 1, "name": "Bug"}]}), "version"),
    ],
)
def test_a_server_that_will_not_do(server: Server, what: str, answer: httpx.Response, reason: str) -> None:
    """An API that is off, a page in its place and a version too old are told apart."""
    server.answers[what] = answer

    with pytest.raises(Misconfigured) as found:
        server.portal().probe()

    assert found.value.params["reason"] == reason


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(401, headers=_EMPTY),
        httpx.Response(302, headers={"location": f"{ADDRESS}/login?back_url=x"}),
    ],
)
def test_a_locked_account_wants_a_sign_in(server: Server, answer: httpx.Response) -> None:
    """A key that is good no longer, and the way to the sign-in page, mean the same."""
    server.answers["GET users/current.json"] = answer

    with pytest.raises(SignIn):
        server.portal().probe()


def test_a_policy_is_made_of_what_there_is(server: Server) -> None:
    """Projects are products, trackers natures, and everything fits together."""
    policy = server.portal().policy()

    assert [(each.code, each.label) for each in policy.products] == [("1", "IT Support")]
    assert [each.label for each in policy.products[0].categories] == ["Printing"]
    assert [each.label for each in policy.natures] == ["Bug", "Support"]
    assert [each.code for each in policy.priorities] == ["3", "2"]
    assert policy.default_priority == "2"
    assert (policy.bucket("1"), policy.bucket("5")) == (Bucket.OPEN, Bucket.CLOSED)
    assert fatal(policy) is None


def test_projects_that_differ_have_their_trackers_as_categories(server: Server) -> None:
    """Where a tracker is not of every project, it is asked after the project."""
    other = project(id=2, name="Facilities", trackers=[{"id": 3, "name": "Support"}])
    server.tells("GET users/current.json", user={"id": 5, "login": "alice", "admin": True, "mail": "a@b"})
    server.tells("GET projects.json", projects=[project(), other], total_count=2)

    policy = server.portal().policy()

    assert policy.natures == ()
    assert [[each.code for each in product.categories] for product in policy.products] == [
        ["tracker-1", "tracker-3"],
        ["tracker-3"],
    ]


@pytest.mark.parametrize(
    "more", [{"status": 5}, {"trackers": []}, {"enabled_modules": [{"id": 2, "name": "wiki"}]}, {"id": 2}]
)
def test_a_project_without_tickets_is_no_product(server: Server, more: dict[str, Any]) -> None:
    """A project that is closed, has no trackers, no issues or is not one's own is not offered beside one that is."""
    server.tells("GET projects.json", projects=[project(name="Other", **more), project()], total_count=2)

    assert [each.label for each in server.portal().policy().products] == ["IT Support"]


def test_an_account_without_rights_is_told_so(server: Server) -> None:
    """Whoever may write in no project is offered none, and refused with a reason that fits."""
    server.may("view_issues")

    assert "create" not in server.portal().probe().me.permissions
    with pytest.raises(Forbidden) as refused:
        server.portal().submit(OP, Draft("Help"), server.steps, lambda _sent, _total: None)  # type: ignore[arg-type]
    assert refused.value.params["action"] == "create"


def test_the_administrator_s_words_lie_over_it(server: Server) -> None:
    """What policy.toml says of a status takes the place of what the server does not tell."""
    over = {"statuses": [{"code": "1", "bucket": "waiting"}], "channels": [_CHANNEL]}
    transport = httpx.MockTransport(server._answer)
    portal = RedminePortal(ADDRESS, lambda: "key", server.spool, lambda: over, transport)

    policy = portal.policy()

    assert policy.bucket("1") is Bucket.WAITING
    assert [each.value for each in policy.channels] == ["+49 30 1234"]


_CHANNEL = {"kind": "phone", "label": "Call us", "value": "+49 30 1234"}
