"""`trayapp search`: through tickets, articles and announcements (INFO-3)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.context import Context
from trayapp.commands.documents import plain, problem_document, row_document
from trayapp.commands.exits import Exit
from trayapp.commands.options import how_many
from trayapp.commands.reading import add_offline, look
from trayapp.core.ports import Found
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.texts import tickets as ticket_texts

_MOST = 50


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("words", nargs="+", metavar="WORDS", help="all of them, or beginnings of words")
    parser.add_argument(
        "--limit", type=how_many, default=_MOST, metavar="N", help=f"of each (default {_MOST})"
    )
    add_offline(parser)


def run(context: Context, arguments: Namespace) -> int:
    """Show what was found, tickets first."""
    problem = look(context, offline=arguments.offline)
    words = " ".join(arguments.words)
    found = context.app.store.knowledge.search(words, context.app.clock(), arguments.limit)
    _say(context, found)
    context.out.show(
        {
            "words": words,
            "tickets": [row_document(row) for row in found.tickets],
            "articles": plain(found.articles),
            "announcements": plain(found.announcements),
            "problem": problem_document(problem),
        }
    )
    return Exit.DONE


def _say(context: Context, found: Found) -> None:
    parts = (
        (
            texts.TICKETS,
            [_ticket(row.number, row.status_label or row.bucket, row.subject) for row in found.tickets],
        ),
        (texts.ARTICLES, [f"{one.id}  {one.title}" for one in found.articles]),
        (texts.ANNOUNCEMENTS, [f"{one.id}  {one.title}" for one in found.announcements]),
    )
    for heading, lines in parts:
        if lines:
            context.out.say(heading)
        for line in lines:
            context.out.say(f"  {line}")
    if not any(lines for _, lines in parts):
        context.out.say(f"{texts.NOTHING_FOUND[0]}.")


def _ticket(number: str, status: str, subject: str) -> str:
    return f"#{number}  {ticket_texts.bucket(status)}  {subject}"
