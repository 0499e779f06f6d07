"""Issues and their journals read one by one: a single time out of all reason hides that one thing, not the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar

import msgspec

from trayapp.core.errors import ServerFault
from trayapp.portals.clean import cleaned
from trayapp.portals.decoders import decoder_of
from trayapp.portals.http import Answer
from trayapp.portals.passed_over import readable
from trayapp.portals.redmine.answers import Issue, IssueList, Journal
from trayapp.portals.redmine.talk import Talk
from trayapp.portals.wire import decode

T = TypeVar("T")
_AHEAD, _FAR_AHEAD = timedelta(days=1), timedelta(days=366)
"""How late a time may be by the server's clock, and by this computer's where the server's is not told."""


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


def server_time(answer: Answer) -> datetime:
    """By the server's clock; by this one's where it does not say."""
    return _told_time(answer) or datetime.now(UTC)


def latest_time(answer: Answer) -> datetime:
    """After this, nothing has happened yet, whatever is said."""
    told = _told_time(answer)
    return told + _AHEAD if told else datetime.now(UTC) + _FAR_AHEAD


def _told_time(answer: Answer) -> datetime | None:
    try:
        moment = parsedate_to_datetime(answer.text_header("date"))
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
