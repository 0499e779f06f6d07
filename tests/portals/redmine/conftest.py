"""A Redmine of a few answers by path, and an adapter to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.memory_store import MemorySpool, MemorySteps
from trayapp.portals.redmine.portal import RedminePortal

ADDRESS = "https://help.example/redmine"
KEY = "0123456789abcdef"
Answered = httpx.Response | Callable[[httpx.Request], httpx.Response]

_PROJECT = {
    "id": 1,
    "name": "IT Support",
    "trackers": [{"id": 1, "name": "Bug"}, {"id": 3, "name": "Support"}],
    "issue_categories": [{"id": 7, "name": "Printing"}],
    "issue_custom_fields": [{"id": 9, "name": "Room"}],
    "enabled_modules": [{"id": 1, "name": "issue_tracking"}],
}


def issue(number: int = 4, **more: Any) -> dict[str, Any]:
    """An issue as it is told in a list."""
    return {
        "id": number,
        "project": {"id": 1, "name": "IT Support"},
        "tracker": {"id": 3, "name": "Support"},
        "status": {"id": 1, "name": "New", "is_closed": False},
        "priority": {"id": 2, "name": "Normal"},
        "author": {"id": 5, "name": "Alice Example"},
        "subject": "Printer prints blank",
        "description": "It does",
        "created_on": "2026-11-22T15:00:00Z",
        "updated_on": "2026-11-22T15:00:00Z",
        **more,
    }


def project(**more: Any) -> dict[str, Any]:
    """A project."""
    return {**_PROJECT, **more}


class Server:
    """Answers by method and path; what is not planned is not there. Keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[httpx.Request] = []
        self.spool, self.steps = MemorySpool(), MemorySteps()
        self.answers: dict[str, Answered] = {}
        self.may("view_issues", "add_issues", "add_issue_notes", "edit_own_issues")
        self.tells("GET projects.json", projects=[project()], total_count=1)
        self.tells("GET trackers.json", trackers=[_tracker(1, "Bug"), _tracker(3, "Support")])
        self.tells(
            "GET issue_statuses.json",
            issue_statuses=[{"id": 1, "name": "New"}, {"id": 5, "name": "Closed", "is_closed": True}],
        )
        self.tells(
            "GET enumerations/issue_priorities.json",
            issue_priorities=[{"id": 2, "name": "Normal", "is_default": True}, {"id": 3, "name": "High"}],
        )
        self.tells("GET issues.json", issues=[], total_count=0)

    def may(self, *permissions: str) -> None:
        """What the person's one role lets them do."""
        membership = {"id": 1, "project": {"id": 1, "name": "IT"}, "roles": [{"id": 3, "name": "Employee"}]}
        user = {"id": 5, "login": "alice", "firstname": "Alice", "mail": "alice@corp.example"}
        self.tells("GET users/current.json", user={**user, "memberships": [membership]})
        self.tells("GET roles/3.json", role={"id": 3, "permissions": list(permissions)})

    def tells(self, what: str, status: int = 200, **document: Any) -> None:
        """Plan an answer in JSON."""
        self.answers[what] = httpx.Response(status, json=document)

    def lists(self, *issues: dict[str, Any]) -> None:
        """Plan the list of issues: always all of them, page by page, whatever was asked to be filtered."""

        def answer(request: httpx.Request) -> httpx.Response:
            start, size = (int(request.url.params.get(name, "0")) for name in ("offset", "limit"))
            page = issues[start : start + size]
            return httpx.Response(200, json={"issues": page, "total_count": len(issues)})

        self.answers["GET issues.json"] = answer

    def portal(self, key: str | None = KEY) -> RedminePortal:
        """An adapter."""
        transport = httpx.MockTransport(self._answer)
        return RedminePortal(ADDRESS, lambda: key, self.spool, transport=transport)

    def requests(self, what: str) -> list[httpx.Request]:
        """Those of a method and path."""
        return [each for each in self.asked if _named(each) == what]

    def _answer(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.asked.append(request)
        empty = httpx.Response(404, headers={"content-type": "application/json"})
        planned = self.answers.get(_named(request), empty)
        made = planned if isinstance(planned, httpx.Response) else planned(request)
        return unread(made)


def unread(response: httpx.Response) -> httpx.Response:
    """As it comes from a wire: not read yet."""
    stream = httpx.ByteStream(response.content)
    return httpx.Response(response.status_code, headers=response.headers, stream=stream)


@pytest.fixture
def server() -> Server:
    """One whose person may do all that an employee can be let do."""
    return Server()


def _tracker(number: int, name: str) -> dict[str, Any]:
    return {"id": number, "name": name, "enabled_standard_fields": ["description"]}


def _named(request: httpx.Request) -> str:
    return f"{request.method} {request.url.path.removeprefix('/redmine/')}"
