"""`trayapp estimate`: approve or decline what support proposes (TK-6)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.answer import WAIT, act, add_id
from trayapp.commands.context import Context
from trayapp.commands.fresh import LIMIT, freshen
from trayapp.commands.picking import known_ticket
from trayapp.commands.submit import add_wait
from trayapp.commands.usage import Usage
from trayapp.core.errors import NotFound
from trayapp.core.model import EstimateState, Ticket


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_id(parser)
    parser.add_argument("decision", choices=("approve", "decline"))
    parser.add_argument("--estimate", metavar="E", help="which one, where several are proposed")
    add_wait(parser, WAIT)


def run(context: Context, arguments: Namespace) -> int:
    """Queue the decision. The one estimate that is proposed is meant, unless another is named."""
    desk, approve = context.app.desk, arguments.decision == "approve"
    estimate = arguments.estimate or _proposed(_ticket(context, arguments.id))
    return act(context, arguments, lambda ticket: desk.decide(ticket, estimate, approve=approve))


def _ticket(context: Context, text: str) -> Ticket:
    """As the portal has it now, where it can be reached: nobody decides on what was withdrawn."""
    freshen(context.app, LIMIT)
    ticket = known_ticket(context.app, text)
    if ticket is None:
        raise NotFound(what="ticket", id=text)
    return ticket


def _proposed(ticket: Ticket) -> str:
    found = [estimate for estimate in ticket.estimates if estimate.state == EstimateState.PROPOSED]
    if not found:
        raise Usage(f"No estimate waits for a decision on #{ticket.ref.number}.")
    if len(found) > 1:
        named = ", ".join(f"{estimate.id} ({estimate.title})" for estimate in found)
        raise Usage(f"Several estimates wait on #{ticket.ref.number}. Name one with --estimate: {named}")
    return found[0].id
