"""Issues and their journals read one by one: a single time out of all reason hides that one thing, not the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import msgspec

from trayapp.core.errors import ServerFault
from trayapp.portals.clean import cleaned
from trayapp.portals.decoders import decoder_of
from trayapp.portals.passed_over import readable
from trayapp.portals.redmine.answers import Issue, IssueList, Journal
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.server_clock import latest_time
from trayapp.portals.wire import decode

T = TypeVar("T")


class Unreadable(ServerFault):
    """An issue that does not fit, and will not by itself."""


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """Part of a list."""

    issues: tuple[T, ...]
    """Those that can be read."""
    total: int
    """How many there are in all."""
    passed: int
    """How many this part has, with those that cannot be read."""


def no_more(_issue: Any, _latest: datetime) -> None:
    """Nothing else is asked of an issue."""


def listed(
    talk: Talk, kind: type[T], query: Mapping[str, str], fits: Callable[[T, datetime], None] = no_more
) -> Listed[T]:
    """Part of a list of issues. `fits` gets the latest time there can be, and raises `ValueError` for an odd one."""
    answer = talk.ask("issues.json", query)
    told = decode(answer, IssueList)
    latest = latest_time(answer)

    def read(raw: msgspec.Raw) -> T:
        issue: T = cleaned(decoder_of(kind).decode(raw))
        fits(issue, latest)
        return issue

    return Listed(tuple(readable(told.issues, read, "an issue")), told.total_count, len(told.issues))


def issue_in(raw: msgspec.Raw) -> Issue:
    """An issue, without those entries of its journal that cannot be read. Raises `Unreadable`."""
    try:
        try:
            issue: Issue = cleaned(decoder_of(Issue).decode(raw))
        except (msgspec.ValidationError, ValueError):
            told = msgspec.json.decode(raw, type=dict[str, Any])
            return cleaned(msgspec.convert({**told, "journals": _journal(told.get("journals"))}, Issue))
        else:
            return issue
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise Unreadable(f"the answer does not fit: {error}") from error


def _journal(told: object) -> list[Any]:
    return list(readable(told, _entry, "an entry of a journal")) if isinstance(told, list) else []


def _entry(told: Any) -> Any:
    cleaned(msgspec.convert(told, Journal))
    return told
