"""Tells how an operation stands: the end of every command that sends something."""

from __future__ import annotations

from trayapp.commands.advice import words_for
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, problem_document
from trayapp.commands.exits import Exit, code_of_operation
from trayapp.commands.running import tell_tray
from trayapp.commands.waiting import Pass, deliver
from trayapp.core.ids import reference
from trayapp.core.operation import Operation, OpKind, OpState
from trayapp.ui.texts import when

_DONE = {
    OpKind.CREATE: "Sent as #{number}.",
    OpKind.UPDATE: "Sent to #{number}.",
    OpKind.CLOSE: "#{number} is closed.",
    OpKind.PRIORITY: "The urgency of #{number} is changed.",
}


def saved(context: Context, operation: Operation) -> None:
    """Said at once, when the row is on disk."""
    context.out.say(f"Saved. Reference {reference(operation.op_id)} (op id {operation.op_id})")


def send(context: Context, operation: Operation, seconds: float) -> int:
    """Tell what was saved, try to deliver it for so long, and tell how it stands then."""
    saved(context, operation)
    if seconds <= 0:
        tell_tray(context, "sync")
        context.out.show({**operation_document(operation), "delivered": False})
        return Exit.DONE
    operation, done = deliver(context.app, operation.op_id, seconds)
    tell_tray(context, "sync")
    code = code_of_operation(operation, done.problem)
    _say(context, operation, done)
    context.out.show(
        {
            **operation_document(operation),
            "delivered": operation.finished,
            "problem": problem_document(operation.problem or done.problem),
        }
    )
    return code


def _say(context: Context, operation: Operation, done: Pass) -> None:
    say = context.out.say
    problem = operation.problem or done.problem
    if operation.finished:
        number = operation.ref.number if operation.ref else ""
        say(_DONE[operation.kind].format(number=number or operation.ticket_id))
    elif problem is not None:
        words = words_for(problem)
        stands = "Needs you" if operation.state is OpState.NEEDS_USER else "Waiting"
        say(f"{stands}: {words.title}. {'' if problem.fields else words.hint}".rstrip())
        for field, reason in problem.fields.items():
            say(f"  {field or 'in general'}: {reason}")
        if operation.next_at:
            say(f"Next try {when.until(operation.next_at, context.app.clock())}.")
    elif done.locked:
        say("Waiting: the tray program is sending it.")
    else:
        say("Waiting: it was not delivered in time. It goes out by itself when the tray program runs.")
