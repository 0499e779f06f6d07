"""One desk of the real Request Tracker, as tests use it: its people, their adapters, and what support staff does."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tests.live.rt_house import AGENT, ROOT_PASSWORD, Person, Profile
from tests.live.rt_server import RtServer
from trayapp.core.ports import FileSource, Portal
from trayapp.portals.registry import open_portal


@dataclass(frozen=True, slots=True)
class RtDesk:
    """A queue of a server that runs."""

    server: RtServer
    profile: Profile

    def person(self, who: str = "employee") -> Person:
        """Somebody by their role."""
        return self.profile.people[who]

    def portal(
        self, files: FileSource, who: str = "employee", url: str = "", *, token: bool = False
    ) -> Portal:
        """An adapter for that person, who signs in with a password or a `token`; `url`: through a proxy."""
        secret = self.server.tokens[self.person(who).name] if token else self.person(who).secret
        return open_portal("rt", url or self.server.url, lambda: secret, files)

    def agent(self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: str) -> Any:
        """Support staff asks for something; what is answered."""
        answer = httpx.request(
            method,
            f"{self.server.url}/REST/2.0/{path}",
            json=body,
            params=query,
            headers={"Authorization": f"token {self.server.tokens[AGENT.name]}"},
            trust_env=False,
            timeout=60,
        ).raise_for_status()
        return answer.json() if answer.content else None

    def root(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> None:
        """The administrator does something."""
        httpx.request(
            method,
            f"{self.server.url}/REST/2.0/{path}",
            json=body,
            auth=("root", ROOT_PASSWORD),
            trust_env=False,
            timeout=60,
        ).raise_for_status()

    def tickets(self, subject: str) -> list[int]:
        """The numbers of all tickets of that subject, whoever wrote them."""
        asked = f"Queue = '{self.profile.queue}' AND Subject = '{subject}'"
        return [
            int(item["id"]) for item in self.agent("GET", "tickets", query=asked, per_page="100")["items"]
        ]

    def replies(self, ticket: str) -> list[str]:
        """What was written on a ticket after it was made, by anybody."""
        said = self.agent("GET", f"ticket/{ticket}/history", fields="Type", per_page="100")["items"]
        return [self._text(str(each["id"])) for each in said if each["Type"] in {"Correspond", "Comment"}]

    def _text(self, transaction: str) -> str:
        parts = self.agent("GET", f"transaction/{transaction}/attachments", fields="ContentType")["items"]
        plain = [str(each["id"]) for each in parts if each["ContentType"].startswith("text/plain")]
        return "".join(
            base64.b64decode(self.agent("GET", f"attachment/{each}")["Content"]).decode() for each in plain
        )

    def answer(self, ticket: str, text: str) -> None:
        """Support staff writes to the employee."""
        self.agent("POST", f"ticket/{ticket}/correspond", {"Content": text, "ContentType": "text/plain"})

    def whisper(self, ticket: str, text: str) -> None:
        """Support staff writes to support staff."""
        self.agent("POST", f"ticket/{ticket}/comment", {"Content": text, "ContentType": "text/plain"})

    def status(self, ticket: str, status: str) -> None:
        """Support staff gives it a status."""
        self.agent("PUT", f"ticket/{ticket}", {"Status": status})
        assert self.agent("GET", f"ticket/{ticket}")["Status"] == status
