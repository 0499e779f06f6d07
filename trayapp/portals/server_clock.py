"""What time it is there, and after which time nothing can have happened yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from trayapp.portals.http import Answer

_AHEAD, _FAR_AHEAD = timedelta(days=1), timedelta(days=366)
"""How late a time may be by the server's clock, and by this computer's where the server's is not told."""


def server_time(answer: Answer) -> datetime:
    """By the server's clock; by this one's where it does not say."""
    return told_time(answer) or datetime.now(UTC)


def latest_time(answer: Answer) -> datetime:
    """A later one is a mistake, of whoever says it."""
    told = told_time(answer)
    return told + _AHEAD if told else datetime.now(UTC) + _FAR_AHEAD


def told_time(answer: Answer) -> datetime | None:
    """By the server's clock, aware; `None` where it says none that can be meant."""
    try:
        moment = parsedate_to_datetime(answer.text_header("date"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment if 1970 <= moment.year < 9999 else None
    except (ValueError, OverflowError):
        return None
