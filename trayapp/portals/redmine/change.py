"""Status and priority of an issue, changed and read back: Redmine says yes also to what it does not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, assert_never

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import (
    Change,
    Close,
    DecideEstimate,
    KeepOpen,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    TicketRef,
)
from trayapp.portals.no_place import no_place
from trayapp.portals.read_back import read_back
from trayapp.portals.redmine.answers import Issue
from trayapp.portals.redmine.catalog import Catalog
from trayapp.portals.redmine.issues import Issues
from trayapp.portals.redmine.rules import is_going_on, way_on
from trayapp.portals.redmine.talk import check


class Changing:
    """By one person."""

    def __init__(self, issues: Issues, catalog: Catalog) -> None:
        self._issues, self._catalog = issues, catalog

    def change(self, ref: TicketRef, want: Change) -> tuple[Issue, str]:
        """The issue and its entity tag afterwards. Raises `Forbidden` with `action`, `Rejected`, `NotFound`."""
        match want:
            case Close():
                return self._close(ref)
            case KeepOpen():
                return self._keep_open(ref)
            case SetPriority(priority):
                return self._prioritise(ref, priority)
            case SetSubscriber() | SetCollaborator() | DecideEstimate():
                self._issues.now(ref.id)  # of an issue that is gone, that is what counts
                raise no_place(want)
            case _ as never:
                assert_never(never)

    def _close(self, ref: TicketRef) -> tuple[Issue, str]:
        issue, etag = self._issues.now(ref.id)
        if self._catalog.closes(issue.status):
            return issue, etag
        ends = [each for each in issue.allowed_statuses if self._catalog.closes(each)]
        if not ends:
            raise Forbidden("no status that closes is allowed", action="close")
        return self._put(
            ref, "close", {"status_id": ends[0].id}, lambda now: self._catalog.closes(now.status)
        )

    def _keep_open(self, ref: TicketRef) -> tuple[Issue, str]:
        issue, etag = self._issues.now(ref.id)
        if is_going_on(issue.status, self._catalog):
            return issue, etag
        on = way_on(issue, self._catalog)
        if on is None:
            raise Forbidden("no way on", action="keep_open")
        return self._put(
            ref, "keep_open", {"status_id": on.id}, lambda now: is_going_on(now.status, self._catalog)
        )

    def _prioritise(self, ref: TicketRef, priority: str) -> tuple[Issue, str]:
        self._issues.now(ref.id)
        if all(str(each.id) != priority for each in self._catalog.priorities):
            raise Rejected("no such priority", {"priority": "unknown"}, reason="priority")
        body = {"priority_id": int(priority)}
        return self._put(
            ref, "priority", body, lambda now: now.priority is not None and str(now.priority.id) == priority
        )

    def _put(
        self, ref: TicketRef, action: str, body: Mapping[str, Any], done: Callable[[Issue], bool]
    ) -> tuple[Issue, str]:
        try:
            check(self._issues.put(ref.id, body), write=True)
        except Forbidden as error:
            raise Forbidden(error.detail, **{**error.params, "action": action}) from error
        except NotFound as error:
            raise NotFound(error.detail, what="ticket", id=ref.number or ref.id) from error
        with read_back():
            issue, etag = self._issues.now(ref.id)
        if not done(issue):
            raise Forbidden("taken, and not done", action=action)
        return issue, etag
