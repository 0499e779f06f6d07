"""Things that are there: values of what exists in the portal, so that made-up requests reach more than "not found"."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import httpx

from tests.fakes.portal_process import PortalProcess
from trayapp.embedded import oauth

Words = dict[str, list[Any]]
"""By the name of a path parameter, a query parameter or a field of a body."""
_DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
_CONTENT = "a file that every request may name"
_SHA256 = hashlib.sha256(_CONTENT.encode()).hexdigest()
_FILE = {"name": "note.txt", "media_type": "text/plain", "size": len(_CONTENT), "sha256": _SHA256}


def gather(portal: PortalProcess, employee: str) -> Words:
    """Make some of each thing, and name what there is."""
    with portal.client("agent") as staff, portal.client(employee) as person:
        for client in (staff, person):
            client.put(f"/files/{_SHA256}", content=_CONTENT.encode()).raise_for_status()
        policy = person.get("/policy").raise_for_status().json()
        incidents = _several(staff, "/announcements", {"title": "Down", "body": "", "incident": True})
        body = {"subject": "Mine", "joins": incidents[0]["id"], "files": [_FILE]}
        ticket, *more = _several(person, "/tickets", body, how_many=10)
        path = f"/tickets/{ticket['ref']['id']}"
        estimates = _several(staff, f"{path}/estimates", {"title": "Part", "amount": "1 hour"})
        article = {"shelf": policy["shelves"][0]["code"], "title": "How to", "body": "So."}
        asked = {"action": "add", "name": "New", "level": "basic", "note": ""}
        registrations = _several(person, "/registrations", asked | {"email": "new#@sample.example"}, 60)
        return _codes(policy) | {
            "ticket": [ticket["ref"]["id"], ticket["ref"]["number"], *(each["ref"]["id"] for each in more)],
            "subject": ["A ticket that was made up"],
            "references": [None, *_closed(staff)],
            # some are withdrawn in the course of the run
            "joins": [None] * len(incidents) + [incident["id"] for incident in incidents],
            "announcement": [incident["id"] for incident in incidents],
            "estimate": [estimate["id"] for estimate in estimates],
            "article": [each["id"] for each in _several(staff, "/articles", article)],
            "registration": [each["id"] for each in registrations],
            "file_id": [file["id"] for file in ticket["files"]],
            "files": [[], [_FILE]],
            "fields": [{}],
            "company": [""],
            "client_id": list(oauth.CLIENTS),
            "token": ["tray_of_nobody"],
            "grant_type": ["authorization_code", "refresh_token", _DEVICE_GRANT],
            "device_code": [_device(portal) for _ in range(3)],
            "sha256": [_SHA256],
            "content": [_CONTENT],
            "email": [name for name in portal.users if "@" in name],
        }


def _codes(policy: Mapping[str, Any]) -> Words:
    named = {
        "status": "statuses",
        "priority": "priorities",
        "product": "products",
        "nature": "natures",
        "shelf": "shelves",
        "level": "levels",
    }
    found: Words = {name: [each["code"] for each in policy[many]] for name, many in named.items()}
    # mostly none of those that bring fields along, which must fit together
    rarely: Words = {name: [None] * 5 * len(found[name]) + found[name] for name in ("product", "nature")}
    return found | rarely | {"category": [None]}


def _device(portal: PortalProcess) -> str:
    """The code of a device that waits to be allowed."""
    form = {"client_id": next(iter(oauth.CLIENTS))}
    begun = httpx.post(f"{portal.url}/oauth/device_authorization", data=form, trust_env=False)
    return str(begun.raise_for_status().json()["device_code"])


def _closed(staff: httpx.Client) -> list[str]:
    found = staff.get("/tickets", params={"view": "closed"}).raise_for_status().json()["tickets"]
    return [ticket["ref"]["id"] for ticket in found]


def _several(
    client: httpx.Client, path: str, body: Mapping[str, Any], how_many: int = 20
) -> list[dict[str, Any]]:
    """So many of it, each with a key of its own, and its number in the place of `#`."""
    return [_made(client, path, _numbered(body, number), f"{path} {number}") for number in range(how_many)]


def _numbered(body: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {
        name: value.replace("#", str(number)) if isinstance(value, str) else value
        for name, value in body.items()
    }


def _made(client: httpx.Client, path: str, body: Mapping[str, Any], key: str) -> dict[str, Any]:
    answer = client.post(path, json=body, headers={"Idempotency-Key": key})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made
