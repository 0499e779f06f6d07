"""`trayapp show`: one ticket with its conversation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, problem_document, ticket_document
from trayapp.commands.exits import Exit
from trayapp.commands.fresh import freshen
from trayapp.commands.picking import known_ticket, operation_of
from trayapp.commands.sent import show_sent
from trayapp.commands.ticket_words import Around, lines
from trayapp.commands.tickets import stale
from trayapp.core.errors import NotFound
from trayapp.core.model import Draft, Message, RemoteFile, Ticket
from trayapp.core.operation import Operation
from trayapp.core.policy import Policy
from trayapp.ui.texts import by_mail, when
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.texts.files import size


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("id", metavar="ID", help="number of the ticket, or the reference of one on its way")
    parser.add_argument(
        "--sent", action="store_true", help="what you sent from here, as the portal acknowledged it"
    )
    parser.add_argument("--offline", action="store_true", help="do not ask the portal first")


def run(context: Context, arguments: Namespace) -> int:
    """Show it; one that is still in the outbox, as it will be sent."""
    app = context.app
    problem = None if arguments.offline else freshen(app)
    if arguments.sent:
        return show_sent(context, arguments.id, problem)
    ticket = known_ticket(app, arguments.id)
    if ticket is None:
        return _on_its_way(context, arguments.id)
    policy, messages = app.store.notes.policy(), app.store.tickets.thread(ticket.ref.id)
    if problem is not None:
        stale(context, problem)
    _say(context, ticket, policy)
    for message in messages:
        _say_message(context, message)
    app.store.tickets.mark_read(ticket.ref.id)
    synced = app.store.tickets.synced_at()
    context.out.show(
        {
            **ticket_document(ticket, policy, messages),
            "synced_at": synced.isoformat() if synced else None,
            "problem": problem_document(problem),
        }
    )
    return Exit.DONE


def _on_its_way(context: Context, text: str) -> int:
    try:
        operation = operation_of(context.app, text)
    except NotFound:
        raise NotFound(what="ticket", id=text) from None
    _say_operation(context, operation)
    context.out.show({**operation_document(operation), "delivered": operation.finished})
    return Exit.DONE


def _say_operation(context: Context, operation: Operation) -> None:
    payload = operation.payload
    subject = payload.subject if isinstance(payload, Draft) else ""
    context.out.say(outbox_texts.title(operation, subject))
    context.out.say(outbox_texts.state(operation, context.app.clock()))
    if isinstance(payload, Draft) and payload.description:
        context.out.say(f"\n{payload.description}")
    probe = context.app.store.notes.probe()
    if operation.finished and by_mail.tells_nothing(probe):
        context.out.say(by_mail.NOT_READ_BACK)


def _say(context: Context, ticket: Ticket, policy: Policy | None) -> None:
    for line in lines(ticket, Around(policy, context.app.store.tickets, context.app.clock())):
        context.out.say(line)
    _say_files(context, ticket.files)


def _say_message(context: Context, message: Message) -> None:
    who = texts.YOU if message.mine else message.author or texts.SYSTEM
    context.out.say(f"\n{who}, {when.ago(message.at, context.app.clock())}:")
    for line in message.text.splitlines():
        context.out.say(f"  {line}")
    _say_files(context, message.files)


def _say_files(context: Context, files: tuple[RemoteFile, ...]) -> None:
    for file in files:
        context.out.say(f"  [{file.name}, {size(file.size)}]")
