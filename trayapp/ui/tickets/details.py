"""The facts of a ticket, in a fold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, Fact, RemoteFile, Ticket, TicketRef
from trayapp.core.policy import Field, Policy
from trayapp.ui.context import UiContext
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import facts as fact_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import GAP, Text
from trayapp.ui.tickets.file_chip import FileChip
from trayapp.ui.tickets.shown import Shown
from trayapp.ui.widgets import label, paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """A name and its value."""

    name: str
    value: str
    file: RemoteFile | None = None
    """The file that the value names."""


def details(shown: Shown, now: datetime) -> list[Line]:
    """Names and values, in the order they are shown; empty values are left out."""
    if shown.ticket:
        lines = _of_ticket(shown.ticket, shown.policy, now)
    elif shown.create and isinstance(shown.create.payload, Draft):
        lines = _of_draft(shown.create.payload, shown.create.op_id, shown.policy)
    else:
        lines = []
    return [line for line in lines if line.value]


def _of_ticket(ticket: Ticket, policy: Policy | None, now: datetime) -> list[Line]:
    return [
        Line(texts.REQUESTER, ticket.requester),
        Line(texts.CREATED, when.on(ticket.created_at, now)),
        Line(texts.CHANGED, when.on(ticket.updated_at, now)),
        Line(texts.NATURE, _nature(policy, ticket.nature)),
        Line(texts.PRODUCT, _about(policy, ticket.product, ticket.category)),
        *_answers(_asked(policy, ticket), ticket.fields, ticket.files),
        Line(texts.REFERENCE, _quoted(ticket.op_id)),
        *_facts(ticket.facts),
    ]


def _of_draft(draft: Draft, op_id: OpId, policy: Policy | None) -> list[Line]:
    return [
        Line(texts.NATURE, _nature(policy, draft.nature)),
        Line(texts.PRODUCT, _about(policy, draft.product, draft.category)),
        *_answers(_asked(policy, draft), draft.fields, ()),
        Line(texts.REFERENCE, reference(op_id)),
        *_facts(draft.facts),
    ]


def _quoted(op_id: str | None) -> str:
    """Empty for an id that is none of ours: a portal may put anything there."""
    try:
        return reference(OpId(op_id)) if op_id else ""
    except ValueError:
        return ""


def _nature(policy: Policy | None, code: str | None) -> str:
    known = policy.nature(code) if policy else None
    return known.label if known else code or ""


def _about(policy: Policy | None, product: str | None, category: str | None) -> str:
    known = policy.product(product) if policy else None
    below = policy.category(product, category) if policy else None
    parts = (known.label if known else product, below.label if below else category)
    return " › ".join(part for part in parts if part)


def _asked(policy: Policy | None, of: Ticket | Draft) -> dict[str, Field]:
    fields = policy.fields(of.nature, of.product, of.category) if policy else ()
    return {field.code: field for field in fields}


def _answers(
    asked: Mapping[str, Field], answers: Mapping[str, str], files: tuple[RemoteFile, ...]
) -> list[Line]:
    """In the order of the form; what the policy no longer asks for comes last, by its code."""
    order = {code: at for at, code in enumerate(asked)}
    lines = []
    for code in sorted(answers, key=lambda code: order.get(code, len(order))):
        field, answer = asked.get(code), answers[code]
        named = next((file for file in files if file.name == answer), None)
        held = named if field is not None and field.kind == "file" else None
        lines.append(Line(field.label if field else code, _answer(field, answer), held))
    return lines


def _answer(field: Field | None, answer: str) -> str:
    if field is None:
        return answer
    match field.kind:
        case "yes_no":
            return {"yes": texts.YES, "no": texts.NO}.get(answer, answer)
        case "date":
            return when.day_of(answer)
        case _:
            return next((choice.label for choice in field.choices if choice.code == answer), answer)


def _facts(facts: tuple[Fact, ...]) -> list[Line]:
    ordered = sorted(facts, key=lambda fact: fact_texts.rank(fact.key))
    return [
        Line(fact_texts.label(fact.key), fact_texts.shown(fact.value, failed=fact.failed)) for fact in ordered
    ]


class DetailsTable(QWidget):
    """Names at the left, values at the right; values can be selected and copied, files opened."""

    def __init__(self, context: UiContext, ref: TicketRef | None, lines: Sequence[Line]) -> None:
        super().__init__()
        form = QFormLayout(self)
        form.setContentsMargins(GAP, 0, 0, GAP)
        form.setHorizontalSpacing(2 * GAP)
        form.setVerticalSpacing(GAP // 2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for line in lines:
            name = label(line.name, Text.SMALL, Tone.MUTED)
            form.addRow(name, FileChip(context, ref, line.file) if line.file else _value(line.value))


def _value(text: str) -> QLabel:
    shown = paragraph(text, Text.SMALL)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return shown
