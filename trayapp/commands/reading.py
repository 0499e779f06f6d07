"""`trayapp articles` and `article`: what there is to read (INFO-4)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.context import Context
from trayapp.commands.documents import plain, problem_document
from trayapp.commands.exits import Exit
from trayapp.commands.fresh import freshen
from trayapp.commands.tickets import stale
from trayapp.commands.usage import Usage
from trayapp.core.errors import NotFound
from trayapp.core.model import Article
from trayapp.core.operation import Problem
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.texts import when


def add_offline(parser: ArgumentParser) -> None:
    """Declare `--offline`."""
    parser.add_argument("--offline", action="store_true", help="do not ask the portal first")


def add_articles(parser: ArgumentParser) -> None:
    """Declare the arguments of `articles`."""
    parser.add_argument("--shelf", metavar="S", help="one shelf alone, a code of the portal")
    add_offline(parser)


def add_article(parser: ArgumentParser) -> None:
    """Declare the arguments of `article`."""
    parser.add_argument("id", metavar="ID", help="as `trayapp articles` shows it")
    add_offline(parser)


def articles(context: Context, arguments: Namespace) -> int:
    """The list, shelf by shelf. Raises `Usage` for a shelf that the portal does not have."""
    problem = look(context, offline=arguments.offline)
    found = context.app.store.knowledge.articles(arguments.shelf)
    policy = context.app.store.notes.policy()
    order = [shelf.code for shelf in policy.shelves] if policy else []
    if policy and arguments.shelf not in (None, *order):
        raise Usage(f"There is no shelf {arguments.shelf}. There are: {', '.join(order)}.")
    labels = {shelf.code: shelf.label for shelf in policy.shelves} if policy else {}
    others = sorted({one.shelf for one in found} - set(order))
    for shelf in (code for code in (*order, *others) if any(one.shelf == code for one in found)):
        context.out.say(labels.get(shelf, shelf))
        for one in found:
            if one.shelf == shelf:
                context.out.say(f"  {one.id}  {one.title}")
    if not found:
        context.out.say(texts.NO_ARTICLES)
    context.out.show({"articles": plain(found), "problem": problem_document(problem)})
    return Exit.DONE


def article(context: Context, arguments: Namespace) -> int:
    """One of them, as text."""
    problem = look(context, offline=arguments.offline)
    found = context.app.store.knowledge.article(arguments.id)
    if found is None:
        raise NotFound(what="article", id=arguments.id)
    _say(context, found)
    context.out.show({"article": plain(found), "problem": problem_document(problem)})
    return Exit.DONE


def look(context: Context, *, offline: bool) -> Problem | None:
    """Ask the portal first, and say how old what is shown is when it cannot be asked."""
    problem = None if offline else freshen(context.app)
    if problem is not None:
        stale(context, problem)
    return problem


def _say(context: Context, one: Article) -> None:
    policy = context.app.store.notes.policy()
    shelf = policy.shelf(one.shelf) if policy else None
    context.out.say(one.title)
    context.out.say(
        texts.about(shelf.label if shelf else one.shelf, when.on(one.updated_at, context.app.clock()))
    )
    context.out.say(f"\n{one.body}")
    if one.url:
        context.out.say(f"\n{one.url}")
