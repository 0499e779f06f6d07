"""`trayapp tickets`: the list, as in the window."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from trayapp.commands.advice import words_for
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, problem_document, row_document
from trayapp.commands.exits import Exit
from trayapp.commands.fresh import freshen
from trayapp.commands.options import how_many
from trayapp.core.ids import reference
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, Problem
from trayapp.core.ports import Query, TicketRow
from trayapp.core.sent import sent_tickets
from trayapp.ui.texts import by_mail, when
from trayapp.ui.texts import tickets as texts


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--view", choices=tuple(texts.VIEWS), default="open", help="which ones (default open)"
    )
    parser.add_argument("--search", default="", metavar="WORDS", help="only those with these words")
    parser.add_argument(
        "--limit", type=how_many, default=200, metavar="N", help="at most so many (default 200)"
    )
    parser.add_argument("--offline", action="store_true", help="do not ask the portal first")


def run(context: Context, arguments: Namespace) -> int:
    """Show the list; the portal is asked first, and what is shown tells its age when it cannot be."""
    problem = None if arguments.offline else freshen(context.app)
    tickets, query = context.app.store.tickets, Query(arguments.view, arguments.search)
    rows = tickets.page(query, limit=arguments.limit)
    synced = tickets.synced_at()
    app = context.app
    sent = sent_tickets(app.store.outbox, app.store.notes.probe(), arguments.search)[: arguments.limit]
    _say(context, arguments, rows, problem)
    _say_sent(context, sent)
    context.out.show(
        {
            "view": arguments.view,
            "tickets": [row_document(row) for row in rows],
            "sent": [operation_document(operation) for operation in sent],
            "total": tickets.count(query),
            "synced_at": synced.isoformat() if synced else None,
            "problem": problem_document(problem),
        }
    )
    return Exit.DONE


def stale(context: Context, problem: Problem) -> None:
    """Say how old what is shown is, and why."""
    words, app = words_for(problem), context.app
    context.out.warn(
        f"{when.as_of(app.store.tickets.synced_at(), app.clock())} · {words.title}. {words.hint}".rstrip()
    )


def _say_sent(context: Context, sent: Sequence[Operation]) -> None:
    """Where nothing is told of tickets: what was sent from here, by the reference that stands in the e-mail."""
    now = context.app.clock()
    for operation in sent:
        subject = operation.payload.subject if isinstance(operation.payload, Draft) else ""
        ago = when.ago(operation.done_at or operation.created_at, now)
        context.out.say(f" {reference(operation.op_id)}  {by_mail.SENT}  {ago}  {subject}")


def _say(context: Context, arguments: Namespace, rows: Sequence[TicketRow], problem: Problem | None) -> None:
    if problem is not None:
        stale(context, problem)
    if not rows:
        probe = context.app.store.notes.probe()
        if probe is not None and by_mail.tells_nothing(probe):
            context.out.say("{}. {}".format(*by_mail.instead_of_a_list(probe)))
        else:
            context.out.say(f"{texts.empty(arguments.view, arguments.search)[0]}.")
        return
    now = context.app.clock()
    table = [
        (
            f"#{row.number}",
            row.status_label or texts.bucket(row.bucket),
            when.ago(row.updated_at, now),
            row.subject,
        )
        for row in rows
    ]
    widths = [max(len(line[column]) for line in table) for column in range(3)]
    for row, line in zip(rows, table, strict=True):
        cells = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        context.out.say(("*" if row.unread else " ") + "  ".join([*cells, line[3]]))
