"""States, priorities, groups and fields, as they are for this customer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from trayapp.core.errors import Misconfigured, Rejected
from trayapp.core.policy import Bucket
from trayapp.portals.zammad.answers import Group, State, Urgency, fit
from trayapp.portals.zammad.link import Link

T = TypeVar("T")

_TYPES = {
    1: "new",
    2: "open",
    3: "pending reminder",
    4: "pending action",
    5: "closed",
    6: "merged",
    7: "removed",
}
"""Types of states as every server counts them (`db/seeds/ticket_state_types.rb`), where it does not name them."""
_BUCKETS = {
    "pending reminder": Bucket.WAITING,
    "pending action": Bucket.RESOLVED,
    "closed": Bucket.CLOSED,
    "merged": Bucket.CLOSED,
    "removed": Bucket.CLOSED,
}
_STANDARD = frozenset(
    {
        "title",
        "number",
        "customer_id",
        "organization_id",
        "group_id",
        "owner_id",
        "state_id",
        "priority_id",
        "pending_time",
        "tags",
        "body",
        "type_id",
        "internal",
        "subject",
        "to",
        "cc",
        "note",
    }
)
"""What a ticket or its first article has everywhere; other fields were added by this company."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that this company added to tickets."""

    code: str
    required: bool
    choices: tuple[str, ...]
    """Empty: any text."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What tickets of this customer may say."""

    states: Mapping[int, State]
    urgencies: Mapping[int, Urgency]
    groups: Mapping[int, Group]
    """Those a new ticket may go to, the server's first first."""
    known_groups: Mapping[int, Group]
    """Those and others that were told of."""
    fields: tuple[OwnField, ...] = ()
    urgency_asked: bool = False
    """A customer may choose the priority."""

    def bucket(self, state_id: int) -> Bucket:
        """What a state means to the employee."""
        state = self.states.get(state_id)
        return _BUCKETS.get(type_of(state), Bucket.OPEN) if state else Bucket.OPEN

    def is_merged(self, state_id: int) -> bool:
        """What was said on such a ticket now stands on another."""
        state = self.states.get(state_id)
        return state is None or type_of(state) in {"merged", "removed"}

    def state_name(self, state_id: int) -> str:
        """Its code in the policy."""
        state = self.states.get(state_id)
        return state.name if state else f"state {state_id}"

    def follow_up(self) -> State | None:
        """What a customer's words lead to."""
        return _first(state for state in self.states.values() if state.default_follow_up) or self._typed(
            "open"
        )

    def closed(self) -> State | None:
        """Where a customer closes to."""
        return self._typed("closed")

    def _typed(self, kind: str) -> State | None:
        fitting = [state for state in self.states.values() if type_of(state) == kind and state.active]
        return _first(state for state in fitting if state.name == kind) or _first(fitting)

    def takes_more(self, group_id: int) -> bool:
        """Whether a closed ticket of that group may be opened again. Unknown: the server will say."""
        group = self.known_groups.get(group_id)
        return group is None or group.follow_up_possible != "new_ticket"

    def group(self, name: str | None) -> Group | None:
        """The group of that name, or the one that takes what is not meant for any."""
        if name is None:
            return _first(self.groups.values())
        return _first(group for group in self.groups.values() if group.name == name)

    def urgency(self, name: str) -> Urgency:
        """The priority of that name. Raises `Rejected`."""
        found = _first(item for item in self.urgencies.values() if item.name == name)
        if found is None:
            raise Rejected("no such priority", {"priority": "unknown"}, reason="invalid")
        return found


def ask(link: Link) -> Rules:
    """Three questions. Raises `Misconfigured` (version) for a server before 5.0, which has no core workflows.

    The list of groups is for administrators alone (`groups_controller_policy.rb`); `ticket_create` tells customers
    what they may choose from, as its own form is told.
    """
    states = (fit(told, State) for told in link.all("ticket_states", {"expand": "true"}))
    urgencies = (fit(told, Urgency) for told in link.all("ticket_priorities"))
    form = link.one("ticket_create")
    flow = _inside(form, "form_meta", "core_workflow")
    if not flow:
        raise Misconfigured("no core workflow: older than 5.0", reason="version")
    allowed = _inside(flow, "restrict_values")
    told = [
        fit(group, Group) for group in _inside(form, "assets", "Group").values() if isinstance(group, Mapping)
    ]
    known = {group.id: group for group in sorted(told, key=lambda group: group.id)}
    return Rules(
        {state.id: state for state in states},
        {urgency.id: urgency for urgency in urgencies},
        _open_groups(known, _listed(allowed.get("group_id"))),
        known,
        tuple(_own_fields(flow, allowed)),
        _inside(flow, "visibility").get("priority_id") == "show",
    )


def type_of(state: State) -> str:
    """What kind of state it is."""
    return state.state_type or _TYPES.get(state.state_type_id, "open")


def _open_groups(known: Mapping[int, Group], allowed: tuple[str, ...]) -> dict[int, Group]:
    return {
        number: group
        for number, group in known.items()
        if group.active is not False and (not allowed or str(number) in allowed)
    }


def _own_fields(flow: Mapping[str, Any], allowed: Mapping[str, Any]) -> Iterable[OwnField]:
    required = _inside(flow, "mandatory")
    for code, shown in _inside(flow, "visibility").items():
        if shown == "show" and code not in _STANDARD:
            yield OwnField(code, required.get(code) is True, _listed(allowed.get(code)))


def _inside(told: Mapping[str, Any], *path: str) -> Mapping[str, Any]:
    for name in path:
        inner = told.get(name)
        told = inner if isinstance(inner, Mapping) else {}
    return told


def _listed(values: object) -> tuple[str, ...]:
    return (
        tuple(str(value) for value in values if value not in (None, "")) if isinstance(values, list) else ()
    )


def _first(items: Iterable[T]) -> T | None:
    return next(iter(items), None)
