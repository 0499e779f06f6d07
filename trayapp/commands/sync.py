"""`trayapp sync`: one pass of the engine, and a summary."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Sequence

from trayapp.commands.advice import words_for
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, problem_document
from trayapp.commands.exits import Exit, code_of, code_of_operation
from trayapp.commands.submit import seconds
from trayapp.commands.waiting import Pass, sync
from trayapp.core.operation import Operation, OpState
from trayapp.ui.texts.files import counted

_LIMIT = 300.0
"""Seconds; a slow line with many pictures is given its time."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--limit", type=seconds, default=_LIMIT, metavar="SECONDS", help="at most so long")


def run(context: Context, arguments: Namespace) -> int:
    """Sync once; the exit code tells whether anything still waits."""
    done = sync(context.app, arguments.limit)
    pending = context.app.store.outbox.pending()
    _say(context, done, pending)
    context.out.show(
        {
            "sent": done.sent,
            "failed": done.failed,
            "pulled": done.pulled,
            "pending": [operation_document(operation) for operation in pending],
            "problem": problem_document(done.problem),
            "locked": done.locked,
            "late": done.late,
        }
    )
    return _code(done, pending)


def _code(done: Pass, pending: Sequence[Operation]) -> Exit:
    if done.problem is not None:
        return code_of(done.problem)
    if done.locked or done.late:
        return Exit.WAITING
    codes = [code_of_operation(operation) for operation in pending]
    for worst in (Exit.SIGN_IN, Exit.REFUSED, Exit.WAITING):
        if worst in codes:
            return worst
    return Exit.DONE


def _say(context: Context, done: Pass, pending: Sequence[Operation]) -> None:
    say = context.out.say
    if done.problem is not None:
        words = words_for(done.problem)
        say(f"{words.title}. {words.hint}".rstrip())
    elif done.locked:
        say("The tray program is syncing.")
    elif done.late:
        say("Time was up before everything was synced. What is left goes out next time.")
    sent, changed = counted(done.sent, "item", "items"), counted(done.pulled, "ticket", "tickets")
    say(f"Sent {sent}; {changed} came in.")
    states = Counter(operation.state for operation in pending)
    if states:
        stuck = states[OpState.NEEDS_USER]
        needs = f", {stuck} of them waiting for you" if stuck else ""
        say(f"In the outbox: {counted(len(pending), 'item', 'items')}{needs}.")
