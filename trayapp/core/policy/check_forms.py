"""Checks of what a new ticket asks: natures, products, categories and their fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from trayapp.core.policy.document import Policy
from trayapp.core.policy.features import FEATURES
from trayapp.core.policy.forms import Field, Nature
from trayapp.core.policy.mistake import Mistake, Mistakes, twice, unknown
from trayapp.core.policy.people import Permission

KINDS = ("text", "long_text", "choice", "date", "yes_no", "file")
"""Kinds of fields that this version knows."""
TICKET_FIELDS = frozenset(
    {
        "subject",
        "description",
        "nature",
        "product",
        "category",
        "fields",
        "priority",
        "facts",
        "files",
        "references",
        "joins",
    }
)
"""Names that a policy's own field may not take: reasons of a refusal are given by field."""


def forms(policy: Policy) -> Mistakes:
    """Every mistake in natures and products (TK-1, TK-2)."""
    yield from twice("$.natures", (nature.code for nature in policy.natures))
    for index, nature in enumerate(policy.natures):
        yield from _nature(f"$.natures[{index}]", nature, policy)
    around = [field for nature in policy.natures if nature.about for field in nature.fields]
    yield from twice("$.products", (product.code for product in policy.products))
    for number, product in enumerate(policy.products):
        path = f"$.products[{number}].categories"
        yield from twice(path, (category.code for category in product.categories))
        for index, category in enumerate(product.categories):
            yield from _fields(f"{path}[{index}].fields", category.fields, around)


def _nature(path: str, nature: Nature, policy: Policy) -> Mistakes:
    if nature.permission:
        yield from unknown(
            f"{path}.permission", nature.permission, list(Permission), "permission", fatal=False
        )
    if nature.feature in FEATURES and nature.feature not in policy.features:
        hint = f"Name {nature.feature!r} in features, or take it away here."
        yield Mistake(f"{path}.feature", f"{nature.feature!r} is not offered here", hint, fatal=False)
    elif nature.feature:
        yield from unknown(f"{path}.feature", nature.feature, FEATURES, "feature", fatal=False)
    yield from _fields(f"{path}.fields", nature.fields, ())


def _fields(path: str, fields: Sequence[Field], around: Sequence[Field]) -> Mistakes:
    """`around`: fields of another part of the same form, which these may depend on."""
    yield from twice(path, (field.code for field in fields))
    known = {field.code: field for field in (*around, *fields)}
    for index, field in enumerate(fields):
        yield from _field(f"{path}[{index}]", field)
        for code, answers in field.shown_if.items():
            yield from _shown_if(f"{path}[{index}].shown_if.{code}", code, answers, known)
        if _never_shown(field, known):
            what = "the field is shown only after it was answered itself"
            yield Mistake(f"{path}[{index}].shown_if", what, "Let it depend on another field.")


def _field(path: str, field: Field) -> Mistakes:
    if field.code in TICKET_FIELDS:
        what = f"{field.code!r} is the name of a part of every ticket"
        yield Mistake(f"{path}.code", what, "Choose another code.")
    yield from unknown(f"{path}.kind", field.kind, KINDS, "kind of field", fatal=False)
    if field.kind == "choice" and not field.choices:
        yield Mistake(f"{path}.choices", "a choice needs choices", "Name what may be picked.")
    if field.choices and field.kind in KINDS and field.kind != "choice":
        yield Mistake(f"{path}.choices", f"a field of the kind {field.kind!r} has no choices", fatal=False)
    yield from twice(f"{path}.choices", (choice.code for choice in field.choices))


def _shown_if(path: str, code: str, answers: Collection[str], known: Mapping[str, Field]) -> Mistakes:
    if code not in known:
        yield from unknown(path, code, known, "field of this form")
        return
    if not answers:
        yield Mistake(path, "no answer would ever show the field", "Name the answers that do.")
    possible = _answers(known[code])
    for index, answer in enumerate(answers):
        if possible:
            yield from unknown(f"{path}[{index}]", answer, possible, f"possible answer to {code!r}")


def _answers(field: Field) -> tuple[str, ...]:
    """All that may be answered, the empty answer too; nothing: anything may."""
    if field.kind == "yes_no":
        return ("yes", "no", "")
    return (*(choice.code for choice in field.choices), "") if field.kind == "choice" else ()


def _never_shown(field: Field, known: Mapping[str, Field]) -> bool:
    """Whether the fields it depends on lead back to it, each of them."""
    behind: set[str] = set()
    ahead = list(field.shown_if)
    while ahead:
        code = ahead.pop()
        if code == field.code:
            return True
        if code in known and code not in behind:
            behind.add(code)
            ahead.extend(known[code].shown_if)
    return False
