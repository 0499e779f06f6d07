"""A new ticket as somebody wrote it, checked against everything that may stand against it."""

from __future__ import annotations

from dataclasses import replace

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import Action, Draft
from trayapp.core.policy import Permission
from trayapp.embedded import incidents, permissions, rules, terms, ticket_view
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal, Work

_NOT_CLOSED = "Only a closed ticket that you see can be referenced."
_NO_INCIDENTS = "This portal announces no incidents."


def checked(portal: Portal, work: Work, person: Person, draft: Draft) -> Draft:
    """The draft without answers to fields that are hidden, and with the id of the ticket that it references.

    Raises `Forbidden` for what the level does not allow, `Rejected` with every reason at once.
    """
    policy = portal.policy
    if not person.may(Permission.CREATE):
        raise Forbidden("this level may not create tickets", action="create")
    nature = policy.nature(draft.nature)
    if nature and nature.permission and nature.permission not in person.permissions:
        raise Forbidden("this level may not ask for this", action=nature.permission)
    draft = rules.without_hidden(draft, policy)
    reasons = rules.reasons(draft, policy)
    reasons |= terms.reasons(portal, work, person, draft)
    reasons |= _joining(portal, work, draft)
    referenced = _referenced(portal, work, person, draft)
    if draft.references is not None and referenced is None:
        reasons["references"] = _NOT_CLOSED
    if reasons:
        raise Rejected("the ticket does not follow the policy", fields=reasons)
    return replace(draft, references=referenced)


def _referenced(portal: Portal, work: Work, person: Person, draft: Draft) -> str | None:
    """The id of the closed ticket that is named by id or number (ST-7); `None`: there is none for this person."""
    if draft.references is None:
        return None
    try:
        row, why = ticket_view.row_seen(work.tx, person, draft.references)
    except NotFound:
        return None
    may = permissions.actions(person, why, row["status"], portal.policy)
    return str(row["id"]) if Action.REFERENCE in may else None


def _joining(portal: Portal, work: Work, draft: Draft) -> dict[str, str]:
    """Why the draft cannot join that incident."""
    if draft.joins is None:
        return {}
    if "incidents" not in portal.policy.features:
        return {"joins": _NO_INCIDENTS}
    try:
        incidents.check(work.tx, draft.joins, work.now)
    except Rejected as refused:
        return dict(refused.fields)
    return {}
