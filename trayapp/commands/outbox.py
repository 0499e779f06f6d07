"""`trayapp outbox`: what is on its way and why it is not there yet; retry, discard and export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands import report
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document
from trayapp.commands.exits import Exit
from trayapp.commands.picking import operation_of
from trayapp.commands.running import tell_tray
from trayapp.commands.submit import add_wait
from trayapp.commands.usage import Usage
from trayapp.core.errors import Misconfigured
from trayapp.core.helpdesk import place
from trayapp.core.ids import reference
from trayapp.core.model import Draft
from trayapp.core.operation import Operation, behind
from trayapp.ui.texts import outbox as texts


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "action",
        nargs="?",
        choices=("retry", "discard", "arrived", "move", "export"),
        help="retry or discard one item; say that one which may have been sent has arrived; "
        "move one that was written for another helpdesk to this one; "
        "export all of them, and the draft, as texts and files into a new folder",
    )
    parser.add_argument(
        "id",
        nargs="?",
        metavar="ID|FOLDER",
        help="op id, its beginning, or the reference; the folder to export to",
    )
    parser.add_argument(
        "--anyway",
        action="store_true",
        help="with move: also what may have reached the helpdesk it was written for",
    )
    add_wait(parser, 10.0)


def run(context: Context, arguments: Namespace) -> int:
    """List, or act on one item."""
    if arguments.action is None:
        return _list(context)
    if arguments.action == "export":
        return _export(context, arguments.id)
    if arguments.id is None:
        raise Usage(f"Which one? Give its id: trayapp outbox {arguments.action} ID")
    operation = operation_of(context.app, arguments.id)
    if arguments.action == "discard":
        return _discard(context, operation)
    if arguments.action == "arrived":
        return _arrived(context, operation)
    if arguments.action == "move":
        return _move(context, operation, arguments.wait, anyway=arguments.anyway)
    return _retry(context, operation, arguments.wait)


def _export(context: Context, folder: str | None) -> int:
    from trayapp.commands import export

    if not folder:
        raise Usage("Where to? Name a new folder: trayapp outbox export FOLDER")
    return export.run(context, folder)


def _list(context: Context) -> int:
    operations = context.app.store.outbox.pending()
    later = behind(operations)
    for operation in operations:
        _say(context, operation, behind=operation.op_id in later)
    if not operations:
        context.out.say(f"{texts.EMPTY[0]}.")
    context.out.show({"outbox": [operation_document(operation) for operation in operations]})
    return Exit.DONE


def _say(context: Context, operation: Operation, *, behind: bool) -> None:
    say, now = context.out.say, context.app.clock()
    say(f"{reference(operation.op_id)}  {texts.title(operation, _subject(context, operation))}")
    say(f"          {texts.state(operation, now, behind=behind)} · {texts.written(operation, now)}")
    advice = texts.advice(operation)
    if advice:
        say(f"          {advice}")


def _retry(context: Context, operation: Operation, seconds: float) -> int:
    if not operation.finished:
        context.app.desk.retry(operation.op_id)
    return report.send(context, operation, seconds)


def _move(context: Context, operation: Operation, seconds: float, *, anyway: bool) -> int:
    """What it was written for is another helpdesk: the employee says that it goes to this one."""
    here = context.app.helpdesk()
    if here is None:
        raise Misconfigured("no portal is set up", reason="no_address")
    at_home = operation.portal in {None, here} or operation.goes_as(context.app.session.author(), here)
    if at_home and not operation.finished:
        raise Usage("It was written for this helpdesk. Try it again: trayapp outbox retry ID")
    if operation.may_be_there and not anyway and not operation.finished:
        raise Usage(
            f"It may have reached {place(operation.portal or '')} already. Ask there first; if it did not arrive: "
            "trayapp outbox move ID --anyway"
        )
    context.app.desk.move(operation.op_id, here, anyway=anyway)
    return report.send(context, operation, seconds)


def _arrived(context: Context, operation: Operation) -> int:
    if not operation.unsure:
        raise Usage("Nothing is in doubt about it: see `trayapp outbox`.")
    context.app.desk.arrived(operation.op_id)
    tell_tray(context, "sync")
    context.out.say(f"{texts.ARRIVED}: {texts.title(operation, _subject(context, operation))}")
    context.out.show({"arrived": operation_document(operation)})
    return Exit.DONE


def _discard(context: Context, operation: Operation) -> int:
    context.app.desk.discard(operation.op_id)
    tell_tray(context, "sync")
    context.out.say(f"Discarded: {texts.title(operation, _subject(context, operation))}")
    context.out.show({"discarded": operation_document(operation)})
    return Exit.DONE


def _subject(context: Context, operation: Operation) -> str:
    if isinstance(operation.payload, Draft):
        return operation.payload.subject
    ticket = context.app.store.tickets.get(operation.ticket_id)
    if ticket is None and operation.ref is not None:
        ticket = context.app.store.tickets.get(operation.ref.id)
    return ticket.subject if ticket else ""
