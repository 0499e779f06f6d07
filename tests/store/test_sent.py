"""What was sent, kept to be looked at: words, facts, and what the files were, without their bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.store.makers import NOW, add_create, add_update, deliver, done, op_id
from trayapp.core.model import Close, Draft, Fact, StoredFile, TicketRef, Update
from trayapp.core.operation import OpKind
from trayapp.store.opened import Store

Attach = Callable[[bytes], StoredFile]


@pytest.mark.rule("APP-3")
def test_files_are_remembered_and_their_bytes_are_not(store: Store, attach: Attach) -> None:
    """Name, size and hash of every file stay with the words and facts after the spool has let the bytes go."""
    shot, new = attach(b"shot"), op_id()
    draft = Draft("Printer", "Burns", facts=(Fact("os.name", "Debian"),), files=(shot,))
    store.outbox.add(new, new, OpKind.CREATE, draft, NOW)
    deliver(store.outbox, "4711")
    (sent,) = store.outbox.sent("t-4711")

    assert (sent.payload, sent.ref, sent.done_at) == (draft, TicketRef("t-4711", "4711"), NOW)
    assert not store.spool.has(shot.sha256)


def test_answers_follow_their_ticket(store: Store, attach: Attach) -> None:
    """The ticket first, then its answers in order, also one that was written before the ticket had an id."""
    created = add_create(store.outbox)
    add_update(store.outbox, created.op_id, "One more thing", (attach(b"log"),))
    deliver(store.outbox, "4711")
    deliver(store.outbox, "4711")
    add_update(store.outbox, "t-4711", "And another")
    deliver(store.outbox, "4711")
    words = [op.payload.text for op in store.outbox.sent("t-4711") if isinstance(op.payload, Update)]

    assert words == ["One more thing", "And another"]
    assert store.outbox.sent("t-4711")[0].op_id == created.op_id


def test_the_message_that_an_answer_became(store: Store) -> None:
    """Its id on the portal is kept, so that its files can be found there again."""
    written = add_update(store.outbox, "t-4711")
    store.outbox.claim(NOW)
    store.outbox.settle(written.op_id, replace(done(), message="m_1"), NOW)

    assert [op.message for op in store.outbox.sent("t-4711")] == ["m_1"]


def test_what_was_acknowledged_is_what_is_kept(store: Store) -> None:
    """Where the policy changed meanwhile, the words that were really sent stand, not those once written."""
    created = add_create(store.outbox, "Printer")
    fitted = Draft("Printer", "product: Fax")
    store.outbox.claim(NOW)
    store.outbox.settle(created.op_id, replace(done(), payload=fitted), NOW)

    assert [op.payload for op in store.outbox.sent("t-4711")] == [fitted]


def test_only_words_that_arrived_count(store: Store) -> None:
    """What still waits is not sent; a wish to close is no words; another ticket's words are not this one's."""
    add_update(store.outbox, "t-4711", "Not sent yet")
    store.outbox.add(op_id(), "t-8", OpKind.CLOSE, Close(), NOW)
    claimed = store.outbox.claim(NOW)
    assert claimed
    deliver(store.outbox, "8")

    assert (store.outbox.sent("t-4711"), store.outbox.sent("t-8")) == ([], [])


def test_an_answer_to_a_closed_ticket_belongs_to_the_new_one(store: Store) -> None:
    """Words that went on in a new ticket are found there (ST-7)."""
    written = add_update(store.outbox, "t-1", "Still broken")
    store.outbox.claim(NOW)
    store.outbox.settle(written.op_id, done("2"), NOW + timedelta(minutes=1))
    moved = store.outbox.sent("t-2")

    assert [(op.ticket_id, op.done_at) for op in moved] == [("t-1", NOW + timedelta(minutes=1))]
    assert store.outbox.sent("t-1") == []


def test_it_survives_a_restart(opened: Callable[[], Store]) -> None:
    """What was sent is read back by a program that starts anew."""
    first = opened()
    add_create(first.outbox, "Printer on fire")
    deliver(first.outbox, "4711")
    first.close()
    second = opened()
    subjects = [op.payload.subject for op in second.outbox.sent("t-4711") if isinstance(op.payload, Draft)]
    second.close()

    assert subjects == ["Printer on fire"]
