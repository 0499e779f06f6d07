"""A ticket and a reply as Redmine takes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, Update
from trayapp.portals.redmine.answers import Project
from trayapp.portals.redmine.catalog import Catalog, named
from trayapp.portals.redmine.issue import DESCRIPTION, PRIORITY, SUBJECT
from trayapp.portals.redmine.rules import CATEGORY, TRACKER
from trayapp.portals.told import Told, findable, text_of

LONGEST_SUBJECT = 255
CUSTOM = "cf-"
"""What the code of a policy's field begins with that is a custom field of Redmine; its number follows."""


def issue_body(op: OpId, draft: Draft, catalog: Catalog) -> Mapping[str, Any]:
    """What is posted, without files. Raises `Rejected` by field for what cannot be chosen (any more), and
    `Forbidden` (create) where there is no project at all.
    """
    if not catalog.projects:
        raise Forbidden("no project in which this person may write", action="create")
    project = catalog.project(draft.product)
    if project is None:
        raise _unknown("product")
    body: dict[str, Any] = {
        "project_id": project.id,
        "subject": _subject(draft),
        "description": findable(text_of(told_of(op, draft, catalog)), "description"),
    }
    _put_kind(body, draft, project, catalog)
    if draft.priority is not None:
        if all(str(each.id) != draft.priority for each in catalog.priorities):
            raise _unknown("priority")
        body["priority_id"] = int(draft.priority)
    fields = _custom(draft, project)
    return {**body, "custom_fields": fields} if fields else body


def told_of(op: OpId, draft: Draft, catalog: Catalog) -> Told:
    """What a ticket says: everything that Redmine has no place for, or takes and drops without a word."""
    fields = dict(draft.fields)
    if _subject(draft) != draft.subject:
        fields[SUBJECT] = draft.subject
    asked = next((each.name for each in catalog.priorities if str(each.id) == draft.priority), None)
    if asked is not None:
        fields[PRIORITY] = asked
    return Told(draft.description, op, draft.facts, fields)


def facts_file(op: OpId, draft: Draft) -> bytes | None:
    """The facts for other programs; `None`: there are none."""
    if not draft.facts:
        return None
    facts = [{"key": fact.key, "value": fact.value, "failed": fact.failed} for fact in draft.facts]
    return msgspec.json.format(msgspec.json.encode({"operation": op, "facts": facts}), indent=1)


def description_note(told: Told) -> str:
    """The description of an issue that has no place for it, as a note. Raises `Rejected` for one that is too long."""
    return findable(text_of(replace(told, fields={DESCRIPTION: "this note", **told.fields})), "description")


def notes(op: OpId, update: Update) -> str:
    """A reply with its key. Raises `Rejected` for one that is too long."""
    return findable(text_of(Told(update.text, op)), "text")


def _subject(draft: Draft) -> str:
    subject = draft.subject
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _put_kind(body: dict[str, Any], draft: Draft, project: Project, catalog: Catalog) -> None:
    tracker = draft.nature if catalog.alike else None
    code = draft.category
    if code is not None and not catalog.alike:
        tracker = code.removeprefix(TRACKER)
    elif code is not None:
        category = named(project.issue_categories, code.removeprefix(CATEGORY))
        if category is None:
            raise _unknown("category")
        body["category_id"] = category.id
    if tracker is None:
        _put_worded(body, project, catalog)
        return
    found = named(project.trackers, tracker)
    if found is None:
        raise _unknown("nature" if catalog.alike else "category")
    body["tracker_id"] = found.id


def _put_worded(body: dict[str, Any], project: Project, catalog: Catalog) -> None:
    """Nobody chose a tracker: the first, as Redmine has it, or if that keeps no description, the first that does."""
    worded = next((each for each in project.trackers if catalog.keeps_words(each)), None)
    if worded is not None and worded != project.trackers[0]:
        body["tracker_id"] = worded.id


def _custom(draft: Draft, project: Project) -> list[dict[str, Any]]:
    """Fields that Redmine keeps; they are in the text, too, for it drops what this person may not set."""
    known = {f"{CUSTOM}{each.id}": each.id for each in project.issue_custom_fields}
    return [{"id": known[code], "value": value} for code, value in draft.fields.items() if code in known]


def _unknown(field: str) -> Rejected:
    return Rejected(f"no such {field}", {field: "unknown"}, reason=field)
