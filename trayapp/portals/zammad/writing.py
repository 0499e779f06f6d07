"""What a draft, a reply and a change are called there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.core.policy import Policy
from trayapp.portals.told import Told, findable, text_of
from trayapp.portals.zammad.answers import Group
from trayapp.portals.zammad.body import Small
from trayapp.portals.zammad.rules import Rules
from trayapp.portals.zammad.saying import FIELD, unstored
from trayapp.portals.zammad.tickets import file_name

TITLE = 200
"""Letters of a title (`object_manager_attributes.rb`)."""


def ticket_of(draft: Draft, rules: Rules, policy: Policy, me: int) -> dict[str, Any]:
    """The ticket without its article. Raises `Rejected`, `Forbidden` (nothing may be created at all).

    `customer_id` counts for somebody who is an agent, too; of others the server takes none but their own.
    """
    group = _group(draft, rules, policy)
    ticket: dict[str, Any] = {"title": title(draft), "group_id": group.id, "customer_id": me}
    if draft.priority and rules.urgency_asked:
        ticket["priority_id"] = rules.urgency(draft.priority).id
    ticket.update(_own(draft, rules))
    return ticket


def title(draft: Draft) -> str:
    """As the server keeps it: of bounded length, and on one line."""
    words = " ".join(draft.subject.split())
    return words if len(words) <= TITLE else f"{words[: TITLE - 1]}…"


def words_of(op: OpId, draft: Draft, rules: Rules) -> str:
    """The description, and what has no place but below it."""
    stored = {FIELD + code for code in _own(draft, rules)}
    stored |= {"priority"} if rules.urgency_asked else set()
    stored |= {"product"} if rules.group(draft.product) else set()
    said = unstored(draft, frozenset(stored))
    if draft.subject != title(draft):
        said = {"subject": draft.subject, **said}
    return findable(text_of(Told(_storable(draft.description), op, draft.facts, said)), "description")


def reply_of(op: OpId, text: str) -> str:
    """A reply, and below it what makes it known."""
    return findable(text_of(Told(_storable(text), op)), "text")


def _storable(text: str) -> str:
    """No database of that kind stores a zero."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def facts_file(op: OpId, draft: Draft) -> list[Small]:
    """The facts for programs; none where there are none."""
    if not draft.facts:
        return []
    content = msgspec.json.format(msgspec.json.encode({"op": op, "facts": draft.facts}), indent=1)
    return [Small(file_name(op), "application/json", content)]


def article_of(text: str) -> dict[str, Any]:
    """Something a customer says. Of what a customer sends, the server takes no other kind and nothing internal.

    `web` is what its own pages send, and counts as communication; `note` would not (`api/ticket/articles.rst`).
    """
    return {
        "body": text,
        "content_type": "text/plain",
        "type": "web",
        "sender": "Customer",
        "internal": False,
    }


def _own(draft: Draft, rules: Rules) -> Mapping[str, str]:
    codes = {field.code for field in rules.fields}
    return {code: value for code, value in draft.fields.items() if code in codes}


def _group(draft: Draft, rules: Rules, policy: Policy) -> Group:
    if not rules.groups:
        raise Forbidden("there is no group to write to", action="create")
    group = rules.group(draft.product)
    if group is None and policy.product(draft.product):
        group = rules.group(None)  # a product of the administrator's own: the text names it
    if group is None:
        raise Rejected("no such group", {"product": "unknown"}, reason="invalid")
    return group
