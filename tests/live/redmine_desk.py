"""One project of the real Redmine, as tests use it: its people, their adapters, and what support staff does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.live.redmine_house import Project
from tests.live.redmine_server import RedmineServer
from tests.live.rt_house import AGENT, Person
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.registry import open_portal


@dataclass(frozen=True, slots=True)
class RedmineDesk:
    """A project of a server that runs."""

    server: RedmineServer
    project: Project

    def person(self, who: str = "employee") -> Person:
        """Somebody by their role."""
        return self.project.people[who]

    def portal(self, files: FileSource, who: str = "employee", url: str = "") -> Portal:
        """An adapter for that person; `url`: through a proxy."""
        key = self.server.keys[self.person(who).name]
        return open_portal("redmine", url or self.server.url, lambda: key, files)

    def agent(self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str) -> Any:
        """Support staff asks for something; what is answered."""
        answer = httpx.request(
            method,
            f"{self.server.url}/{path}",
            json=body,
            params=query,
            headers={"X-Redmine-API-Key": self.server.keys[AGENT.name]},
            trust_env=False,
            timeout=60,
        ).raise_for_status()
        return answer.json() if answer.content.strip() else None

    def issues(self, subject: str) -> list[int]:
        """The numbers of all issues of that subject, whoever wrote them."""
        found = self.agent(
            "GET",
            "issues.json",
            project_id=self.project.identifier,
            status_id="*",
            subject=f"~{subject}",
            limit="100",
        )["issues"]
        return [each["id"] for each in found if each["subject"] == subject]

    def answer(self, issue: str, text: str) -> None:
        """Support staff writes to the employee."""
        self._put(issue, notes=text)

    def whisper(self, issue: str, text: str) -> None:
        """Support staff writes to support staff."""
        self._put(issue, notes=text, private_notes=True)

    def status(self, issue: str, status: int) -> None:
        """Support staff gives it a status."""
        self._put(issue, status_id=status)
        assert self.agent("GET", f"issues/{issue}.json")["issue"]["status"]["id"] == status

    def _put(self, issue: str, **changes: Any) -> None:
        self.agent("PUT", f"issues/{issue}.json", {"issue": changes})
