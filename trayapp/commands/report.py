"""Tells how an operation stands: the end of every command that sends something."""

from __future__ import annotations

from trayapp.commands.advice import words_for
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, problem_document
from trayapp.commands.exits import Exit, code_of_operation
from trayapp.commands.running import tell_tray
from trayapp.commands.waiting import Pass, deliver
from trayapp.core.ids import reference
from trayapp.core.operation import ABOUT_PEOPLE, Operation, OpKind, OpState
from trayapp.ui.texts import when
from trayapp.ui.texts.outbox import went_on

_DONE = {
    OpKind.CREATE: "Sent as #{number}.",
    OpKind.UPDATE: "Sent to #{number}.",
    OpKind.CLOSE: "#{number} is closed.",
    OpKind.KEEP_OPEN: "#{number} is kept open.",
    OpKind.PRIORITY: "The urgency of #{number} is changed.",
    OpKind.SUBSCRIBER: "The people on #{number} are changed.",
    OpKind.COLLABORATOR: "The people on #{number} are changed.",
    OpKind.ESTIMATE: "Your decision on the estimate of #{number} is sent.",
    OpKind.REGISTRATION: "The account is asked for.",
    OpKind.REMOVAL: "The removal of the account is asked for.",
    OpKind.PROFILE: "Your profile is changed.",
}
_UNNUMBERED = frozenset({OpKind.CREATE, OpKind.UPDATE})
"""Kinds that also go to helpdesks which tell no number."""
_WENT_ON = "The ticket was closed meanwhile. Your words are the new ticket #{number}, which refers to it."


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
    operation, passes = deliver(context.app, operation.op_id, seconds)
    tell_tray(context, "sync")
    code = code_of_operation(operation, passes.problem)
    _say(context, operation, passes)
    context.out.show(
        {
            **operation_document(operation),
            "delivered": operation.finished,
            "problem": problem_document(operation.problem or passes.problem),
        }
    )
    return code


def done(operation: Operation) -> str:
    """What a delivered operation has brought about, in a sentence."""
    number = operation.ref.number if operation.ref else ""
    if went_on(operation):
        return _WENT_ON.format(number=number)
    if not number and operation.kind in _UNNUMBERED:
        return "Sent."
    said = _DONE[operation.kind].format(number=number or operation.ticket_id)
    return f"{said} It is ticket #{number}." if operation.kind in ABOUT_PEOPLE and number else said


def _say(context: Context, operation: Operation, passes: Pass) -> None:
    say = context.out.say
    problem = operation.problem or passes.problem
    if operation.finished:
        say(done(operation))
    elif problem is not None:
        words = words_for(problem)
        stands = "Needs you" if operation.state is OpState.NEEDS_USER else "Waiting"
        say(f"{stands}: {words.title}. {'' if problem.fields else words.hint}".rstrip())
        for field, reason in problem.fields.items():
            say(f"  {field or 'in general'}: {reason}")
        if operation.next_at:
            say(f"Next try {when.until(operation.next_at, context.app.clock())}.")
    elif passes.locked:
        say("Waiting: the tray program is sending it.")
    else:
        say("Waiting: it was not delivered in time. It goes out by itself when the tray program runs.")
