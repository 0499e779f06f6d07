"""What the server answers, as far as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import msgspec

from trayapp.core.errors import ServerFault
from trayapp.portals.clean import cleaned, line
from trayapp.portals.http import Answer, unusable
from trayapp.portals.told import Told
from trayapp.portals.wire import decode
from trayapp.portals.zammad.saying import taken_off

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Me:
    """The person who asks: `GET users/me?expand=true`."""

    id: int
    email: str | None = None
    login: str | None = None
    firstname: str | None = None
    lastname: str | None = None
    organization_id: int | None = None
    organization_ids: tuple[int, ...] = ()
    """Further ones, beside the first."""
    organization: str | None = None

    @property
    def name(self) -> str:
        """As people call them."""
        return " ".join(filter(None, (self.firstname, self.lastname))) or self.email or self.login or ""

    @property
    def organizations(self) -> frozenset[int]:
        """All they belong to."""
        return frozenset(filter(None, (self.organization_id, *self.organization_ids)))


@dataclass(frozen=True, slots=True)
class State:
    """A state of tickets."""

    id: int
    name: str
    state_type_id: int = 0
    state_type: str | None = None
    """new, open, pending reminder, pending action, closed, merged, removed; only with `expand`."""
    next_state_id: int | None = None
    default_create: bool | None = False
    default_follow_up: bool | None = False
    """What a customer's words lead to."""
    active: bool | None = True


@dataclass(frozen=True, slots=True)
class Urgency:
    """A priority, such as `2 normal`."""

    id: int
    name: str
    default_create: bool | None = False
    active: bool | None = True


@dataclass(frozen=True, slots=True)
class Group:
    """Whom tickets go to."""

    id: int
    name: str
    follow_up_possible: str | None = "yes"
    """yes, new_ticket, new_ticket_after_certain_time."""
    active: bool | None = True


@dataclass(frozen=True, slots=True)
class Row:
    """A ticket as lists and `GET tickets/ID` tell it: without a word of what was said."""

    id: int
    number: str
    title: str
    state_id: int
    group_id: int
    customer_id: int
    created_at: datetime
    updated_at: datetime
    priority_id: int | None = None
    organization_id: int | None = None
    pending_time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of an article."""

    id: int
    filename: str
    size: int | str = 0
    """In bytes; written as text."""
    preferences: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Something said on a ticket."""

    id: int
    created_at: datetime
    created_by_id: int
    body: str | None = ""
    content_type: str | None = "text/plain"
    internal: bool | None = False
    sender: str | None = None
    """Agent, Customer or System."""
    origin_by_id: int | None = None
    """On whose behalf it was written."""
    created_by: str | None = None
    writer: str | None = None
    """Their name, as in the head of a mail; `from` on the wire."""
    attachments: tuple[Attachment, ...] = ()
    written: Told | None = None
    """What this program wrote into it; the words alone are left in `body` then. Anybody may have copied it."""


@dataclass(frozen=True, slots=True)
class Made:
    """Of a new ticket, what names it, and whose it is: no time in it that could be out of all reason."""

    id: int
    number: str
    customer_id: int


def raws(answer: Answer) -> list[msgspec.Raw]:
    """A list of things, each to be read by itself. Raises as `decode` does."""
    return decode(answer, list[msgspec.Raw])


def thing(told: msgspec.Raw) -> dict[str, Any]:
    """One of them, not looked into yet. Raises `ServerFault`."""
    try:
        return msgspec.json.decode(told, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise unusable(f"the answer does not fit: {error}", write=False) from error


def row(told: Mapping[str, Any]) -> Row:
    """A ticket; a time that cannot be meant, until which it waits, is none. Raises `ServerFault`."""
    try:
        return fit(told, Row)
    except ServerFault:
        return fit({**told, "pending_time": None}, Row)


def rows(answer: Answer) -> list[dict[str, Any]]:
    """A list of things, not looked into yet. Raises as `decode` does."""
    return decode(answer, list[dict[str, Any]])


def fit(told: Mapping[str, Any], kind: type[T], *, write: bool = False) -> T:
    """One thing that was told. Raises `ServerFault` (`OutcomeUnknown` after a write) where it does not fit."""
    try:
        return cleaned(msgspec.convert(told, kind))
    except (msgspec.MsgspecError, ValueError) as error:
        raise unusable(f"the answer does not fit: {error}", write=write) from error


def article(told: Mapping[str, Any]) -> Article:
    """An article. Raises `ServerFault`."""
    body = told.get("body")
    html = "html" in str(told.get("content_type")).lower()
    # before anything is cut: what this program wrote stands at the end
    text, written = taken_off(body) if isinstance(body, str) and not html else (body, None)
    found = fit({**told, "body": text, "writer": told.get("from"), "written": None}, Article)
    return replace(found, written=written)


def own_fields(told: Mapping[str, Any], codes: frozenset[str]) -> dict[str, str]:
    """What a ticket says in the fields that this company added."""
    values = {code: told.get(code) for code in codes}
    return {code: line(_text(value)) for code, value in values.items() if value not in (None, "", [])}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
