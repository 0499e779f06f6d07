"""A policy made of what Redmine tells."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import msgspec

from trayapp.core.policy import Bucket, Category, Nature, Policy, Priority, Product, Status
from trayapp.portals.redmine.answers import Issue, Project, StatusNamed
from trayapp.portals.redmine.catalog import Catalog

TRACKER, CATEGORY = "tracker-", "category-"
"""What codes of categories begin with: a project has categories of its own, and may have other trackers."""
_MEANT = {
    "feedback": Bucket.WAITING_FOR_YOU,
    "resolved": Bucket.RESOLVED,
    "on hold": Bucket.WAITING,
}
"""Names that a fresh Redmine in English gives its statuses, which says of each only whether it is the end."""


def policy_of(catalog: Catalog, name: str) -> Policy:
    """`name`: of the helpdesk. The administrator's words are not over it yet."""
    default = next((each for each in catalog.priorities if each.is_default), None)
    made = Policy(
        version="",
        profile="",
        portal_name=name,
        statuses=tuple(_status(each, catalog) for each in catalog.statuses),
        # most urgent first; Redmine counts upwards
        priorities=tuple(Priority(str(each.id), each.name, "") for each in reversed(catalog.priorities)),
        default_priority=str(default.id) if default else None,
        natures=_natures(catalog),
        products=tuple(_product(each, catalog) for each in catalog.projects),
    )
    content = msgspec.json.encode(made, order="deterministic")
    return replace(made, version=hashlib.sha256(content).hexdigest()[:16])


def bucket_of(status: StatusNamed, catalog: Catalog) -> Bucket:
    """What a status means to the employee."""
    return Bucket.CLOSED if catalog.closes(status) else _MEANT.get(status.name.lower(), Bucket.OPEN)


def is_going_on(status: StatusNamed, catalog: Catalog) -> bool:
    """Whether support works on it, or will."""
    return bucket_of(status, catalog) in {Bucket.OPEN, Bucket.WAITING}


def way_on(issue: Issue, catalog: Catalog) -> StatusNamed | None:
    """The status in which an issue that is resolved, or waits for the employee, goes on; `None`: none is allowed."""
    return next((each for each in issue.allowed_statuses if is_going_on(each, catalog)), None)


def _status(status: StatusNamed, catalog: Catalog) -> Status:
    return Status(str(status.id), status.name, "", bucket_of(status, catalog))


def _natures(catalog: Catalog) -> tuple[Nature, ...]:
    used = {each.id for project in catalog.projects for each in project.trackers}
    some = [each for each in catalog.trackers if each.id in used]
    if not catalog.alike or len(some) < 2:
        return ()
    return tuple(Nature(str(each.id), each.name, each.description or "") for each in some)


def _product(project: Project, catalog: Catalog) -> Product:
    trackers = () if catalog.alike else project.trackers
    categories = [Category(f"{TRACKER}{each.id}", each.name) for each in trackers]
    if catalog.alike:
        categories = [Category(f"{CATEGORY}{each.id}", each.name) for each in project.issue_categories]
    return Product(str(project.id), project.name, tuple(categories))
