"""How such a server writes things as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.fakes.zammad.house import PRIORITIES, STATES, TYPES, Article, House, Person, Ticket

Json = dict[str, Any]


def stamp(moment: datetime | None) -> str | None:
    """`2021-11-03T11:51:13.759Z`."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def person(house: House, who: Person) -> Json:
    """`users/me?expand=true`."""
    return {
        "id": who.id,
        "login": who.email,
        "email": who.email,
        "firstname": who.firstname,
        "lastname": who.lastname,
        "organization_id": who.organization_id,
        "organization_ids": [],
        "organization": house.organizations.get(who.organization_id or 0),
        "active": who.active,
        "preferences": {"locale": "de-de"},
        "note": "",
    }


def ticket(item: Ticket) -> Json:
    """A ticket without what was said."""
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "group_id": item.group_id,
        "state_id": item.state_id,
        "priority_id": item.priority_id,
        "customer_id": item.customer.id,
        "organization_id": item.organization_id,
        "owner_id": 1,
        "note": None,
        "article_count": 1,
        "pending_time": stamp(item.pending_time),
        "preferences": {},
        "created_at": stamp(item.created_at),
        "updated_at": stamp(item.updated_at),
        **item.fields,
    }


def article(item: Article) -> Json:
    """An article with its attachments; the size of each is a text."""
    return {
        "id": item.id,
        "ticket_id": item.ticket_id,
        "from": f"{item.by.name} via <help@acme.example>" if item.sender == "Agent" else item.by.name,
        "to": None,
        "subject": None,
        "body": item.body,
        "content_type": item.content_type,
        "internal": item.internal,
        "type": item.type,
        "sender": item.sender,
        "created_by_id": item.by.id,
        "created_by": item.by.email,
        "origin_by_id": None,
        "created_at": stamp(item.at),
        "updated_at": stamp(item.at),
        "preferences": {},
        "attachments": [
            {
                "id": file.id,
                "filename": file.filename,
                "size": str(len(file.data)),
                "preferences": {"Mime-Type": file.media_type},
            }
            for file in item.files
        ],
    }


def states(*, expanded: bool) -> list[Json]:
    """All of them; the name of a state's type only with `expand`."""
    rows: list[Json] = [
        {
            "id": key,
            "name": name,
            "state_type_id": kind,
            "next_state_id": after,
            "default_create": create,
            "default_follow_up": follow,
            "active": True,
        }
        for key, name, kind, after, create, follow in STATES
    ]
    if expanded:
        for row in rows:
            row["state_type"] = TYPES[row["state_type_id"]]
    return rows


def priorities() -> list[Json]:
    """All of them."""
    return [{"id": key, "name": name, "default_create": key == 2, "active": True} for key, name in PRIORITIES]


def create_form(house: House) -> Json:
    """What the form for a new ticket offers a customer (`screen_options.rb`)."""
    rules = house.settings
    groups = {
        str(group.id): {
            "id": group.id,
            "name": group.name,
            "follow_up_possible": group.follow_up_possible,
            "active": group.active,
        }
        for group in house.groups.values()
    }
    if not rules.workflows:
        return {"assets": {}, "form_meta": {"filter": {"group_id": list(house.groups)}}}
    allowed: list[Any] = [key for key in house.groups if key in (rules.create_groups or house.groups)]
    shown = {"priority_id": "show" if rules.urgency_shown else "remove", "group_id": "show", "title": "show"}
    flow = {
        "restrict_values": {
            "group_id": allowed or [""],
            "state_id": [1, 4],
            **{name: ["", *choices] for name, choices in rules.own_fields.items() if choices},
        },
        "visibility": {**shown, **dict.fromkeys(rules.own_fields, "show")},
        "mandatory": {"group_id": True, **{name: name in rules.required for name in rules.own_fields}},
    }
    return {"assets": {"Group": groups}, "form_meta": {"filter": {}, "core_workflow": flow}}
