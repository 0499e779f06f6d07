"""Checks of statuses and their timers: every way leads somewhere, and none ends where one only waits."""

from __future__ import annotations

from trayapp.core.policy.document import Policy
from trayapp.core.policy.life_cycle import Bucket, Status, Timer
from trayapp.core.policy.mistake import Mistake, Mistakes, twice, unknown


def life_cycle(policy: Policy) -> Mistakes:
    """Every mistake in the statuses (ST-1 to ST-7)."""
    codes = [status.code for status in policy.statuses]
    yield from twice("$.statuses", codes)
    for index, status in enumerate(policy.statuses):
        path = f"$.statuses[{index}]"
        for number, code in enumerate(status.next):
            yield from unknown(f"{path}.next[{number}]", code, codes, "status")
        yield from unknown(f"{path}.on_update", status.on_update, codes, "status")
        if status.timer:
            yield from _timer(f"{path}.timer", status, status.timer, codes)
        yield from _ways_out(path, status)
    if Bucket.CLOSED not in {status.bucket for status in policy.statuses}:
        yield Mistake("$.statuses", "no status is closed", "One needs the bucket 'closed'.", fatal=False)


def _timer(path: str, status: Status, timer: Timer, codes: list[str]) -> Mistakes:
    yield from unknown(f"{path}.to", timer.to, codes, "status")
    if timer.to == status.code:
        yield Mistake(f"{path}.to", "a timer cannot lead to its own status", "Name another status.")
    if not 0 < timer.days < float("inf"):
        yield Mistake(f"{path}.days", f"{timer.days:g} is not a time to wait", "Days are more than 0.")
    for index, day in enumerate(timer.reminders):
        if not 0 < day < timer.days:
            hint = f"It must lie between 0 and {timer.days:g}, when the timer ends."
            yield Mistake(f"{path}.reminders[{index}]", f"no reminder can come on day {day:g}", hint)
    if list(timer.reminders) != sorted(set(timer.reminders)):
        what = "reminders stand in the order in which they come, each once"
        yield Mistake(f"{path}.reminders", what, f"{sorted(set(timer.reminders))}")
    if status.bucket is Bucket.CLOSED:
        yield Mistake(path, "a closed ticket does not move by itself", "Take the timer away.", fatal=False)


def _ways_out(path: str, status: Status) -> Mistakes:
    if status.on_update and status.new_ticket:
        what = "an update makes a new ticket, so it cannot lead to another status, too"
        yield Mistake(f"{path}.on_update", what, "Take on_update or new_ticket away.")
    if status.new_ticket and status.bucket is not Bucket.CLOSED:
        what = "an update makes a new ticket only of one that is closed"
        yield Mistake(f"{path}.new_ticket", what, "Give the status the bucket 'closed'.", fatal=False)
    if status.bucket is Bucket.WAITING_FOR_YOU and not status.on_update:
        what = "the ticket would wait for the employee even after the answer"
        yield Mistake(path, what, "Say by on_update where the answer leads.", fatal=False)
    stuck = bool(status.next) and set(status.next) <= {status.code}
    if stuck and not (status.timer or status.on_update or status.bucket is Bucket.CLOSED):
        yield Mistake(path, "a ticket can never leave this status", "Name others in next.", fatal=False)
