"""Projects, trackers, statuses and priorities: what this person may choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.core.errors import Misconfigured
from trayapp.portals.redmine.answers import (
    Named,
    Priority,
    PriorityList,
    Project,
    ProjectList,
    StatusList,
    StatusNamed,
    Tracker,
    TrackerList,
)
from trayapp.portals.redmine.person import ADD, Person
from trayapp.portals.redmine.talk import Talk

PAGE = 100
MOST_PAGES = 5
"""500 projects; more than a list in a window holds."""
_ACTIVE = 1
_ISSUES = "issue_tracking"
_INCLUDED = "trackers,issue_categories,issue_custom_fields,enabled_modules"


@dataclass(frozen=True, slots=True)
class Catalog:
    """All of it."""

    projects: tuple[Project, ...]
    """Those in which they may write a ticket."""
    trackers: tuple[Tracker, ...]
    statuses: tuple[StatusNamed, ...]
    priorities: tuple[Priority, ...]

    @property
    def alike(self) -> bool:
        """Whether every project has the same trackers: then they are natures, and otherwise categories."""
        return len({frozenset(each.id for each in project.trackers) for project in self.projects}) <= 1

    def project(self, code: str | None) -> Project | None:
        """The project of that code; without one, the first."""
        some = (each for each in self.projects if code is None or str(each.id) == code)
        return next(some, None)

    def keeps_words(self, tracker: Named) -> bool:
        """Whether its issues have a description, as far as its administrator told it."""
        known = next((each for each in self.trackers if each.id == tracker.id), None)
        fields = known.enabled_standard_fields if known else None
        return fields is None or "description" in fields

    def closes(self, status: StatusNamed) -> bool:
        """Whether it is the end of a ticket."""
        if status.is_closed is not None:
            return status.is_closed
        return any(each.id == status.id and each.is_closed for each in self.statuses)


def named(items: Sequence[Named], code: str) -> Named | None:
    """The one of that number."""
    return next((each for each in items if str(each.id) == code), None)


def catalog(talk: Talk, who: Person) -> Catalog:
    """Asks. Raises `Misconfigured` with `reason` version for a server older than 5.0."""
    trackers = talk.get("trackers.json", TrackerList).trackers
    if trackers and all(each.enabled_standard_fields is None for each in trackers):
        raise Misconfigured("it is older than 5.0", reason="version", product="Redmine", found="< 5.0")
    statuses = talk.get("issue_statuses.json", StatusList).issue_statuses
    priorities = talk.get("enumerations/issue_priorities.json", PriorityList).issue_priorities
    return Catalog(
        _usable(_projects(talk), who), trackers, statuses, tuple(p for p in priorities if p.active)
    )


def _projects(talk: Talk) -> Sequence[Project]:
    found: list[Project] = []
    for page in range(MOST_PAGES):
        query = {"include": _INCLUDED, "limit": str(PAGE), "offset": str(page * PAGE)}
        answer = talk.get("projects.json", ProjectList, query)
        found.extend(answer.projects)
        if not answer.projects or len(found) >= answer.total_count:
            break
    return found


def _usable(projects: Sequence[Project], who: Person) -> tuple[Project, ...]:
    """Those that say they let this person in; where none says so, those that may."""
    some = [each for each in projects if each.status == _ACTIVE and each.trackers and _has_issues(each)]
    sure = tuple(each for each in some if who.surely_may(ADD, each.id))
    return sure or tuple(each for each in some if who.may(ADD, each.id))


def _has_issues(project: Project) -> bool:
    return not project.enabled_modules or any(each.name == _ISSUES for each in project.enabled_modules)
