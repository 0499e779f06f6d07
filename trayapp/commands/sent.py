"""`trayapp show ID --sent`: what left this computer as a ticket and its answers, beside what the portal holds."""

from __future__ import annotations

from trayapp.commands.context import Context
from trayapp.commands.documents import Document, plain, problem_document
from trayapp.commands.exits import Exit
from trayapp.commands.picking import ticket_key
from trayapp.commands.tickets import stale
from trayapp.core.errors import NotFound
from trayapp.core.ids import OpId
from trayapp.core.model import Draft
from trayapp.core.operation import Payload, Problem
from trayapp.core.policy import Policy
from trayapp.core.receipt import FileReceipt, Receipt
from trayapp.core.sent import Sent, read_sent
from trayapp.ui.texts import sent as texts
from trayapp.ui.texts.files import size


def show_sent(context: Context, text: str, problem: Problem | None) -> int:
    """Say it. Raises `NotFound` for a ticket that nobody here knows."""
    app = context.app
    key = ticket_key(app, text)
    told = bool(app.desk.capabilities.views)
    sent = read_sent(app.store.outbox, app.store.tickets, key, app.clock(), told=told)
    if sent.ticket is None and not sent.receipts and app.store.outbox.get(OpId(key)) is None:
        raise NotFound(what="ticket", id=text)
    if problem is not None:
        stale(context, problem)
    policy = app.store.notes.policy()
    context.out.say(texts.title(sent.ref.number if sent.ref else ""))
    if missing := texts.not_from_here(sent):
        context.out.say(missing)
    for receipt in sent.receipts:
        _say(context, sent, receipt, policy)
    context.out.show(_document(sent, problem))
    return Exit.DONE


def _say(context: Context, sent: Sent, receipt: Receipt, policy: Policy | None) -> None:
    operation, say = receipt.operation, context.out.say
    portal = policy.portal_name if policy else ""
    probe = context.app.store.notes.probe()
    received = texts.received(receipt, portal, probe.me if probe else None, context.app.clock())
    say(f"\n{texts.kind(operation)}. {received}")
    for name, value in texts.words_sent(operation, policy, sent):
        say(f"  {name}: {value}".replace("\n", "\n    "))
    if differs := texts.words_held(receipt.words, portal):
        say(f"  {differs}")
    for file in receipt.files:
        say(f"  {_file(file, operation.payload, policy)}")
    if isinstance(operation.payload, Draft):
        _say_facts(context, operation.payload)


def _say_facts(context: Context, draft: Draft) -> None:
    context.out.say(f"  {texts.FACTS}:" if draft.facts else f"  {texts.NO_FACTS}")
    for name, value in texts.facts_sent(draft.facts):
        context.out.say(f"    {name}: {value}")


def _file(receipt: FileReceipt, payload: Payload, policy: Policy | None) -> str:
    file = receipt.file
    note = texts.answers_of(payload, policy, file.name) if isinstance(payload, Draft) else ""
    about = ", ".join(filter(None, (file.name, size(file.size), note)))
    portal = policy.portal_name if policy else ""
    return f"[{about}] {texts.held(receipt.held, portal, file.sha256)}"


def _document(sent: Sent, problem: Problem | None) -> Document:
    return {
        "id": sent.ref.id if sent.ref else None,
        "number": sent.ref.number if sent.ref else None,
        "whole": sent.whole,
        "sent": [_receipt(receipt) for receipt in sent.receipts],
        "problem": problem_document(problem),
    }


def _receipt(receipt: Receipt) -> Document:
    operation = receipt.operation
    written = plain(operation.payload)
    assert isinstance(written, dict)  # noqa: S101 - a dataclass becomes an object
    return {
        "op_id": operation.op_id,
        "kind": str(operation.kind),
        "received_at": operation.done_at.isoformat() if operation.done_at else None,
        "author": operation.author,
        "message": operation.message,
        "words": str(receipt.words),
        **{name: value for name, value in written.items() if name not in {"files", "policy"}},
        "files": [_file_document(file) for file in receipt.files],
    }


def _file_document(receipt: FileReceipt) -> Document:
    described = plain(receipt.file)
    assert isinstance(described, dict)  # noqa: S101 - a dataclass becomes an object
    return {
        **described,
        "held": str(receipt.held),
        "remote": plain(receipt.remote) if receipt.remote else None,
    }
