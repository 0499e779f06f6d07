"""Checks of levels, registration and terms: nobody is promised what nobody may do."""

from __future__ import annotations

from trayapp.core.policy.document import Policy
from trayapp.core.policy.features import FEATURES
from trayapp.core.policy.mistake import Mistake, Mistakes, nearest, twice, unknown
from trayapp.core.policy.people import Level, Permission

APPROVALS = ("none", "staff")
SELF_SERVICE = ("off", "request", "account")


def people(policy: Policy) -> Mistakes:
    """Every mistake in levels, registration, terms and features (ROLE-1 to ROLE-14, REG-1 to REG-6)."""
    codes = [level.code for level in policy.levels]
    yield from twice("$.levels", codes)
    for index, level in enumerate(policy.levels):
        yield from _level(f"$.levels[{index}]", level, codes)
    if policy.levels and all(level.may(Permission.STAFF) for level in policy.levels):
        what = "every level is support staff: nobody could be given an account to ask for help with"
        yield Mistake("$.levels", what, "One level needs to be without the permission 'staff'.", fatal=False)
    yield from _registration(policy, codes)
    yield from _terms(policy)
    yield from _features(policy)


def _level(path: str, level: Level, codes: list[str]) -> Mistakes:
    for code in sorted(level.permissions - set(Permission)):
        hint = nearest(code, list(Permission))
        yield Mistake(f"{path}.permissions", f"{code!r} is not a permission", hint, fatal=False, item=code)
    for index, code in enumerate(level.grants):
        yield from unknown(f"{path}.grants[{index}]", code, codes, "level")
    if level.grants and not level.may(Permission.REGISTER):
        what = "the level may request accounts of these levels, but no accounts at all"
        yield Mistake(f"{path}.grants", what, "Give it the permission 'register'.", fatal=False)
    if level.may(Permission.REGISTER) and not level.grants:
        what = "the level may request accounts, but of no level"
        yield Mistake(f"{path}.permissions", what, "Name the levels in grants.", fatal=False)


def _registration(policy: Policy, codes: list[str]) -> Mistakes:
    rules, path = policy.registration, "$.registration"
    yield from unknown(f"{path}.owner_level", rules.owner_level, codes, "level")
    yield from unknown(f"{path}.approval", rules.approval, APPROVALS, "way to approve", fatal=False)
    yield from unknown(
        f"{path}.self_service", rules.self_service, SELF_SERVICE, "kind of self-service", fatal=False
    )
    if rules.required_from and not rules.refused:
        what = "people who are not registered are refused, and not told why"
        yield Mistake(f"{path}.required_from", what, "Say why and what to do in refused.", fatal=False)
    if rules.request_url and not rules.request_url.startswith(("/", "https://", "http://")):
        what = f"{rules.request_url!r} is no address"
        yield Mistake(f"{path}.request_url", what, "It begins with https://, or with / for a page here.")


def _terms(policy: Policy) -> Mistakes:
    terms = policy.terms
    if terms.paid_from and not terms.paid:
        what = "support may cost something, and nobody is told"
        yield Mistake("$.terms.paid_from", what, "Say so in paid.", fatal=False)
    sessions = [nature for nature in policy.natures if nature.feature == "sessions"]
    fields = {field.code for nature in sessions for field in nature.fields}
    if terms.sessions and terms.coupon_field not in fields:
        what = f"{terms.coupon_field!r} is not a field of a nature of the feature 'sessions'"
        yield Mistake("$.terms.coupon_field", what, nearest(terms.coupon_field, fields), fatal=False)


def _features(policy: Policy) -> Mistakes:
    employees = [level for level in policy.levels if not level.may(Permission.STAFF)]
    for code in sorted(policy.features):
        if code not in FEATURES:
            hint = nearest(code, FEATURES)
            yield Mistake("$.features", f"{code!r} is not a feature", hint, fatal=False, item=code)
            continue
        needed = FEATURES[code]
        if needed and not any(level.may(each) for level in employees for each in needed):
            wanted = " or ".join(map(repr, map(str, needed)))
            hint = f"Give a level the permission {wanted}."
            yield Mistake("$.features", f"{code!r} is offered, but to nobody", hint, fatal=False, item=code)
