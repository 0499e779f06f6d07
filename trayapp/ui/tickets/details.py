"""The facts of a ticket, in a fold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, Fact, Ticket
from trayapp.core.policy import Policy
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import facts as fact_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, Text
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.widgets import label, paragraph

Line = tuple[str, str]


def details(shown: Shown, now: datetime) -> list[Line]:
    """Names and values, in the order they are shown; empty values are left out."""
    if shown.ticket:
        lines = _of_ticket(shown.ticket, shown.policy, now)
    elif shown.create and isinstance(shown.create.payload, Draft):
        lines = _of_draft(shown.create.payload, shown.create.op_id, shown.policy)
    else:
        lines = []
    return [(name, value) for name, value in lines if value]


def _of_ticket(ticket: Ticket, policy: Policy | None, now: datetime) -> list[Line]:
    quoted = reference(OpId(ticket.op_id)) if ticket.op_id else ""
    return [
        (texts.REQUESTER, ticket.requester),
        (texts.CREATED, when.on(ticket.created_at, now)),
        (texts.CHANGED, when.on(ticket.updated_at, now)),
        (texts.PRODUCT, _about(policy, ticket.product, ticket.category)),
        *_fields(policy, ticket.product, ticket.category, ticket.fields),
        (texts.REFERENCE, quoted),
        *_facts(ticket.facts),
    ]


def _of_draft(draft: Draft, op_id: OpId, policy: Policy | None) -> list[Line]:
    return [
        (texts.PRODUCT, _about(policy, draft.product, draft.category)),
        *_fields(policy, draft.product, draft.category, draft.fields),
        (texts.REFERENCE, reference(op_id)),
        *_facts(draft.facts),
    ]


def _about(policy: Policy | None, product: str | None, category: str | None) -> str:
    known = policy.product(product) if policy else None
    below = policy.category(product, category) if policy else None
    parts = (known.label if known else product, below.label if below else category)
    return " › ".join(part for part in parts if part)


def _fields(
    policy: Policy | None, product: str | None, category: str | None, answers: Mapping[str, str]
) -> list[Line]:
    below = policy.category(product, category) if policy else None
    known = {field.code: field for field in below.fields} if below else {}
    lines: list[Line] = []
    for code, answer in answers.items():
        field = known.get(code)
        chosen = (
            next((item.label for item in field.choices if item.code == answer), answer) if field else answer
        )
        lines.append((field.label if field else code, chosen))
    return lines


def _facts(facts: tuple[Fact, ...]) -> list[Line]:
    ordered = sorted(facts, key=lambda fact: fact_texts.rank(fact.key))
    return [
        (fact_texts.label(fact.key), fact_texts.shown(fact.value, failed=fact.failed)) for fact in ordered
    ]


class DetailsTable(QWidget):
    """Names at the left, values at the right; values can be selected and copied."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(GAP, 0, 0, GAP)
        form.setHorizontalSpacing(2 * GAP)
        form.setVerticalSpacing(GAP // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in lines:
            shown = paragraph(value, Text.SMALL)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(name, Text.SMALL, Tone.MUTED), shown)
