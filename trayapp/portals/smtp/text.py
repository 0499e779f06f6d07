"""What a mail says: the employee's words, what the form asked, and the facts, for people and once more for programs."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass

from trayapp.core.ids import OpId, reference
from trayapp.core.model import Draft, Fact
from trayapp.core.policy import Policy
from trayapp.core.text import whole

MARK = "-- About this computer --"
"""Above the facts: what follows was not typed."""
UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Words:
    """The text of one mail, in parts."""

    said: str
    """As the employee wrote it."""
    asked: tuple[tuple[str, str], ...] = ()
    """What the form asked, and the answers."""
    facts: tuple[Fact, ...] = ()
    quote: str = ""
    """The code that the employee can read out on the telephone (CH-2)."""

    def plain(self) -> str:
        """For every mail program."""
        return "\n".join(self._lines())

    def html(self, pictures: tuple[tuple[str, str], ...]) -> str:
        """The same where tables can be shown, then pictures: their content ids, and their names."""
        said = html.escape(whole(self.said))
        shown = "".join(_picture(*picture) for picture in pictures)
        facts = f"<p>{html.escape(MARK)}</p>{_table(_rows(self.facts))}" if self.facts else ""
        quoted = _table((("Reference", self.quote),)) if self.quote else ""
        return (
            '<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>'
            f'<div style="white-space: pre-wrap">{said}</div>{_table(self.asked)}{quoted}{shown}{facts}</body></html>'
        )

    def _lines(self) -> Iterator[str]:
        yield whole(self.said)
        if self.asked or self.quote:
            yield ""
        for label, answer in (*self.asked, *((("Reference", self.quote),) if self.quote else ())):
            yield f"{_one(label)}: {whole(answer)}"
        if self.facts:
            yield from ("", MARK)
            yield from (f"{_one(key)}: {_one(value)}" for key, value in _rows(self.facts))


def words_of(op: OpId, draft: Draft, policy: Policy | None) -> Words:
    """A new ticket's, in the policy's own names where there is one."""
    return Words(draft.description or draft.subject, tuple(_asked(draft, policy)), draft.facts, reference(op))


def document(op: OpId, draft: Draft) -> bytes:
    """A new ticket for programs: what a helpdesk that reads it can put into fields of its own."""
    facts = [{"key": fact.key, "value": fact.value, "failed": fact.failed} for fact in draft.facts]
    known = {
        "op_id": op,
        "reference": reference(op),
        "written_at": draft.written_at.isoformat() if draft.written_at else None,
        "subject": draft.subject,
        "nature": draft.nature,
        "product": draft.product,
        "category": draft.category,
        "priority": draft.priority,
        "fields": dict(draft.fields),
        "facts": facts,
    }
    return json.dumps(known, indent=1).encode()  # escaped: halves of characters do no harm


def _asked(draft: Draft, policy: Policy | None) -> Iterator[tuple[str, str]]:
    labels = policy or Policy("", "", "")
    nature, product = labels.nature(draft.nature), labels.product(draft.product)
    category, priority = labels.category(draft.product, draft.category), labels.priority(draft.priority)
    for name, code, found in (
        ("Request", draft.nature, nature),
        ("Product", draft.product, product),
        ("Category", draft.category, category),
        ("Urgency", draft.priority, priority),
    ):
        if code:
            yield name, found.label if found else code
    fields = {field.code: field for field in labels.fields(draft.nature, draft.product, draft.category)}
    for code, answer in draft.fields.items():
        if field := fields.get(code):
            chosen = {choice.code: choice.label for choice in field.choices}
            yield field.label, chosen.get(answer, answer)
        else:
            yield code, answer


def _rows(facts: tuple[Fact, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((fact.key, f"{UNKNOWN} ({fact.value})" if fact.failed else fact.value) for fact in facts)


def _table(rows: tuple[tuple[str, str], ...]) -> str:
    cells = "".join(
        f"<tr><th align='left' valign='top'>{html.escape(_one(label))}</th>"
        f"<td>{html.escape(whole(value))}</td></tr>"
        for label, value in rows
    )
    return f"<table cellpadding='3'>{cells}</table>" if rows else ""


def _picture(content_id: str, name: str) -> str:
    return f'<p><img src="cid:{html.escape(content_id)}" alt="{html.escape(whole(name))}" style="max-width: 100%"></p>'


def _one(text: str) -> str:
    """In one line."""
    return " ".join(whole(text).split())
