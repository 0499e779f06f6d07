"""The five profiles say what the documents say that they were read off."""

from __future__ import annotations

import itertools
import json
from datetime import date

import jsonschema_rs
import pytest

from trayapp.core.policy import Bucket, Permission, Policy, Timer
from trayapp.embedded import policy_file
from trayapp.embedded.encoding import from_json, to_json
from trayapp.paths import resource

ALL = ("cases", "member", "msp", "registered", "requests")
MEMBER_LEVELS = ("basic", "sales", "it", "manager", "primary")
MATRIX = [
    ("ROLE-1", "articles", "xxxxx"),
    ("ROLE-2", "create", "xxxxx"),
    ("ROLE-3", "register", "...xx"),
    ("ROLE-4", "company", "...xx"),
    ("ROLE-5", "newsletters", "xx.xx"),
    ("ROLE-6", "update_notices", "xxxxx"),
    ("ROLE-7", "sessions", "xxxxx"),
    ("ROLE-8", "order_development", "..xxx"),
    ("ROLE-9", "company_info", ".xxxx"),
    ("ROLE-9", "company_info_limited", "x...."),
    ("ROLE-10", "order_licences", "..xxx"),
    ("ROLE-11", "updates", "....x"),
    ("ROLE-11", "request_updates", "..xx."),
    ("ROLE-12", "licence_keys", "....x"),
]
"""Rule, permission, and who has it, lowest level first."""


def policy(name: str) -> Policy:
    """That of a profile of ours."""
    return policy_file.load(name).policy


def test_the_five_are_there() -> None:
    """Each document has its profile, and no other comes with the program."""
    assert tuple(policy_file.names()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_each_names_itself_and_its_staff(name: str) -> None:
    """A profile carries its own name, and support staff is the level `agent`, after all others."""
    found = policy(name)
    assert found.profile == name
    assert [level.code for level in found.levels if level.may(Permission.STAFF)] == ["agent"]
    assert found.levels[-1].code == "agent"


@pytest.mark.parametrize("name", ALL)
def test_each_follows_the_schema(name: str) -> None:
    """The published schema takes every profile of ours."""
    schema = json.loads(resource("policy.schema.json").read_text(encoding="utf-8"))
    document = json.loads(resource("policies", f"{name}.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema_rs.validator_for(schema).iter_errors(document)] == []


@pytest.mark.parametrize("name", ALL)
def test_each_survives_the_wire(name: str) -> None:
    """What the app decodes is what the portal has."""
    assert from_json(to_json(policy(name)), Policy) == policy(name)


@pytest.mark.parametrize("name", ALL)
def test_each_can_refuse_in_words(name: str) -> None:
    """Every profile says why somebody is refused and where to ask for access, in words that order nobody about."""
    rules = policy(name).registration
    assert rules.refused
    assert rules.request_url == "/request-access"
    text = resource("policies", f"{name}.json").read_text(encoding="utf-8").casefold()
    assert "please" not in text
    assert "!" not in text


# the profile `registered`, document 000


@pytest.mark.rule("REG-1")
def test_owners_become_main_support_users() -> None:
    """The owner's level is Main support user."""
    found = policy("registered")
    level = found.level(found.registration.owner_level)
    assert level is not None
    assert level.label == "Main support user"


@pytest.mark.rule("REG-2")
def test_any_registered_user_requests_registration_and_only_the_main_one_removal() -> None:
    """Both levels may request users, by a ticket that support decides; Remove is the Main support user's alone."""
    found = policy("registered")
    employees = [level for level in found.levels if not level.may(Permission.STAFF)]
    assert all(level.may(Permission.REGISTER) and "user" in level.grants for level in employees)
    assert [level.code for level in employees if level.may(Permission.REMOVE)] == ["main"]
    assert found.registration.approval == "staff"
    advice = " ".join(found.registration.advice)
    assert "managers and advanced users" in advice
    assert "not limited" in advice


@pytest.mark.rule("REG-3")
def test_the_day_is_the_one_after_the_ninth_of_june() -> None:
    """After 9 June 2017 is from 10 June on; the portal is then the only channel."""
    found = policy("registered")
    assert found.registration.required_from == date(2017, 6, 10)
    assert {channel.kind for channel in found.channels} == {"portal"}


@pytest.mark.rule("TK-9")
def test_credits_are_a_feature_there_alone() -> None:
    """Service credits are shown by the profile whose document bills them, under its own word."""
    assert [name for name in ALL if "credits" in policy(name).features] == ["registered"]
    assert policy("registered").texts["credits"] == "Service credits"


# the profile `member`, document 001


@pytest.mark.parametrize(
    ("code", "row"), [pytest.param(code, row, marks=pytest.mark.rule(rule)) for rule, code, row in MATRIX]
)
def test_the_table_of_permissions_is_the_documents(code: str, row: str) -> None:
    """Each row of the table stands in the levels, cell by cell."""
    found = policy("member")
    levels = [found.level(each) for each in MEMBER_LEVELS]
    assert "".join("x" if level and code in level.permissions else "." for level in levels) == row


@pytest.mark.rule("ROLE-3")
def test_managers_grant_up_to_manager_and_primaries_all() -> None:
    """Who may set which level."""
    grants = {level.code: level.grants for level in policy("member").levels if level.grants}
    assert grants == {"manager": MEMBER_LEVELS[:4], "primary": MEMBER_LEVELS}


@pytest.mark.rule("ROLE-14")
def test_terms_of_support_are_those_of_the_document() -> None:
    """Paid without maintenance from a day in late 2018; a session's form takes the coupon."""
    found = policy("member")
    day = found.terms.paid_from
    assert day is not None
    assert date(2018, 10, 1) <= day <= date(2018, 12, 31)
    session = next(nature for nature in found.natures if nature.feature == "sessions")
    assert found.terms.coupon_field in {field.code for field in session.fields}


@pytest.mark.parametrize(
    ("nature", "permission"),
    [
        pytest.param("session", "sessions", marks=pytest.mark.rule("ROLE-7")),
        pytest.param("development", "order_development", marks=pytest.mark.rule("ROLE-8")),
        pytest.param("licences", "order_licences", marks=pytest.mark.rule("ROLE-10")),
        pytest.param("update", "request_updates", marks=pytest.mark.rule("ROLE-11")),
    ],
)
def test_each_order_needs_its_permission(nature: str, permission: str) -> None:
    """Sessions, development, licences and updates are natures of a request that a level must be granted."""
    found = policy("member").nature(nature)
    assert found is not None
    assert found.permission == permission


@pytest.mark.rule("REG-4")
def test_accounts_of_staff_are_made_at_once() -> None:
    """Nobody at support decides; more than one Primary and no shared login is the advice."""
    rules = policy("member").registration
    assert rules.approval == "none"
    advice = " ".join(rules.advice)
    assert "more than one Primary" in advice
    assert "Never share a login" in advice


@pytest.mark.rule("ROLE-13")
def test_documents_are_for_everybody_who_is_signed_in() -> None:
    """Installation and update documents need an account and no permission."""
    shelf = policy("member").shelf("documents")
    assert shelf is not None
    assert shelf.permission == ""


# the profile `cases`, document 002


@pytest.mark.rule("ST-3")
@pytest.mark.rule("ST-6")
def test_the_timers_are_those_of_the_document() -> None:
    """Resolved on the 5th day with a reminder on each of four; closed after 3 days with a reminder before."""
    timers = {status.code: status.timer for status in policy("cases").statuses if status.timer}
    assert timers == {
        "waiting_for_customer": Timer(5, "resolved", (1, 2, 3, 4)),
        "resolved": Timer(3, "closed", (2,)),
    }


@pytest.mark.rule("ST-5")
def test_an_update_leads_to_pending_support_from_wherever_support_has_read() -> None:
    """Every status that support had in hand; New stays new, and Closed makes a new case."""
    found = {status.code: (status.on_update, status.new_ticket) for status in policy("cases").statuses}
    assert found == {
        "new": (None, False),
        "assigned": ("pending_support", False),
        "waiting_for_customer": ("pending_support", False),
        "waiting_for": ("pending_support", False),
        "pending_support": (None, False),
        "resolved": ("pending_support", False),
        "closed": (None, True),
    }


@pytest.mark.parametrize("name", ["cases", "msp"])
@pytest.mark.rule("ST-1")
@pytest.mark.rule("ST-2")
@pytest.mark.rule("ST-4")
@pytest.mark.rule("ST-7")
def test_the_seven_statuses_are_there(name: str) -> None:
    """All states of the life cycle, each with a meaning and a bucket."""
    buckets = {status.code: status.bucket for status in policy(name).statuses if status.meaning}
    assert buckets == {
        "new": Bucket.OPEN,
        "assigned": Bucket.OPEN,
        "waiting_for_customer": Bucket.WAITING_FOR_YOU,
        "waiting_for": Bucket.WAITING,
        "pending_support": Bucket.OPEN,
        "resolved": Bucket.RESOLVED,
        "closed": Bucket.CLOSED,
    }


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("cases", ["My Open Cases", "My Company's Open Cases", "Closed Cases", "My Collaborator Cases"]),
        ("requests", ["Open", "Completed", "All"]),
    ],
)
@pytest.mark.rule("TK-3")
def test_views_have_the_names_of_the_document(name: str, labels: list[str]) -> None:
    """In the order of the document, the first one is what is shown at first."""
    assert [view.label for view in policy(name).views] == labels


@pytest.mark.rule("TK-1")
def test_every_product_has_categories_and_some_need_details() -> None:
    """Product, main category, and details of which some are mandatory and some are files."""
    found = policy("cases")
    assert all(product.categories for product in found.products)
    fields = [field for product in found.products for each in product.categories for field in each.fields]
    assert any(field.required for field in fields)
    assert any(field.kind == "file" for field in fields)


@pytest.mark.rule("INFO-4")
def test_help_resources_are_a_knowledge_base_and_an_faq() -> None:
    """Both are for everybody who is signed in."""
    assert {shelf.label: shelf.permission for shelf in policy("cases").shelves} == {
        "Knowledge Base": "",
        "FAQ": "",
    }


@pytest.mark.parametrize(("name", "kind"), [("cases", "request"), ("requests", "account")])
@pytest.mark.rule("REG-5")
@pytest.mark.rule("REG-6")
def test_who_has_no_account_finds_the_form_of_the_document(name: str, kind: str) -> None:
    """A request that support follows up, or an account by e-mail at once."""
    assert policy(name).registration.self_service == kind


# the profile `requests`, document 003


@pytest.mark.rule("TK-2")
def test_natures_have_forms_of_their_own() -> None:
    """No two natures ask the same, and every kind of field occurs."""
    found = policy("requests")
    assert found.nature_question == "What is the nature of your request?"
    asked = [frozenset(field.code for field in nature.fields) for nature in found.natures]
    assert len(set(asked)) == len(asked) >= 4
    kinds = {field.kind for nature in found.natures for field in nature.fields}
    assert kinds == {"text", "long_text", "choice", "date", "yes_no", "file"}
    assert any(field.shown_if and field.required for nature in found.natures for field in nature.fields)


@pytest.mark.rule("TK-3")
def test_a_request_is_active_or_completed() -> None:
    """Two statuses, mapped to open and closed."""
    found = policy("requests")
    assert {status.label: status.bucket for status in found.statuses} == {
        "Active": Bucket.OPEN,
        "Completed": Bucket.CLOSED,
    }


@pytest.mark.rule("TK-6")
@pytest.mark.rule("TK-8")
def test_clients_decide_on_estimates_and_add_subscribers() -> None:
    """Both are offered, and every client may."""
    found = policy("requests")
    level = found.level("user")
    assert level is not None
    assert {"estimates", "subscribers"} <= found.features & level.permissions


# the profile `msp`, document 004


@pytest.mark.rule("PR-1")
@pytest.mark.rule("PR-2")
@pytest.mark.rule("PR-3")
@pytest.mark.rule("PR-4")
@pytest.mark.rule("PR-5")
def test_targets_are_those_of_the_document() -> None:
    """High 2 and Standard 4 to 8 business hours, Low 24 to 48 hours, Scheduled 3 to 5 days, none for Critical."""
    targets = {each.code: each.target for each in policy("msp").priorities}
    told = {code: (each.least, each.most, each.business) if each else None for code, each in targets.items()}
    assert told == {
        "critical": None,
        "high": (None, 2, True),
        "standard": (4, 8, True),
        "low": (24, 48, False),
        "scheduled": (72, 120, False),
    }


@pytest.mark.rule("PR-6")
def test_business_hours_are_those_of_the_document() -> None:
    """Monday to Friday, 8:30 to 17:00, where the support team works, and not on Christmas."""
    found = policy("msp")
    assert (found.hours.days, found.hours.opens, found.hours.closes) == ((0, 1, 2, 3, 4), "08:30", "17:00")
    assert found.time_zone == "America/New_York"
    assert date(2026, 12, 25) in found.hours.holidays


@pytest.mark.rule("PR-7")
def test_the_desktop_is_locked_to_standard() -> None:
    """Every ticket from the desktop is Standard, and every level may change it in the portal."""
    found = policy("msp")
    assert found.locked_priority == "standard"
    assert all(level.may(Permission.PRIORITY) for level in found.levels)


@pytest.mark.rule("PR-8")
def test_the_guide_always_ends_at_a_priority_and_reaches_each() -> None:
    """Any way to answer all questions leads somewhere, and to each priority leads some way."""
    found = policy("msp")
    questions = found.guide.questions
    ways = itertools.product(*[[(each.code, answer.code) for answer in each.answers] for each in questions])
    reached = {found.guide.suggest(dict(way)) for way in ways}
    assert reached == {priority.code for priority in found.priorities}


@pytest.mark.rule("CH-1")
def test_every_channel_of_the_document_is_named() -> None:
    """The nine ways to reach support."""
    assert {channel.kind for channel in policy("msp").channels} == {
        "phone", "remote", "portal", "email", "meeting", "invoices", "chat", "app", "waiting_list"
    }  # fmt: skip


@pytest.mark.rule("CH-2")
def test_the_phone_number_and_the_advice_are_there() -> None:
    """The number to call when the internet is down, and advice against private mails and texts."""
    found = policy("msp")
    phone = found.channel("phone")
    assert phone is not None
    assert phone.value == "508-205-1116"
    assert ["e-mail" in found.advice[0], "text" in found.advice[1]] == [True, True]
