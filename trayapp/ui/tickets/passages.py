"""A ticket's conversation as a list of passages, whoever spoke and wherever it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from trayapp.core.model import (
    Close,
    Draft,
    KeepOpen,
    Message,
    Relation,
    RemoteFile,
    SetPriority,
    Side,
    StoredFile,
    Update,
)
from trayapp.core.operation import Operation, OpState
from trayapp.core.policy import Policy
from trayapp.ui.texts import outbox as outbox_texts
from trayapp.ui.texts import tickets as texts
from trayapp.ui.tickets.shown import Shown


class Voice(Enum):
    """Who speaks, for the look of a passage."""

    MINE = auto()
    STAFF = auto()
    OTHER = auto()
    """A colleague or a collaborator."""
    SYSTEM = auto()
    PENDING = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the conversation. Its text is plain."""

    key: str
    who: str
    at: datetime
    text: str
    voice: Voice
    files: tuple[RemoteFile | StoredFile, ...] = ()
    note: str = ""
    """How it stands, for what has not arrived yet."""


def passages(shown: Shown, now: datetime) -> tuple[Passage, ...]:
    """What was asked first, then what was said, then what waits to be sent."""
    said = [_message(message) for message in shown.messages]
    waiting = [_pending(op, shown.policy, now) for op in shown.pending]
    return (*_first(shown, now), *said, *(passage for passage in waiting if passage))


def _first(shown: Shown, now: datetime) -> list[Passage]:
    if shown.create and isinstance(shown.create.payload, Draft):
        return [_unsent(shown.create, shown.create.payload, now)]
    ticket = shown.ticket
    if ticket is None or any(message.text == ticket.description for message in shown.messages[:1]):
        return []  # some portals repeat the description as the first message
    mine = ticket.relation == Relation.OWN
    text = ticket.description or texts.EMPTY_DESCRIPTION
    who = texts.YOU if mine else ticket.requester
    return [
        Passage(
            "description", who, ticket.created_at, text, Voice.MINE if mine else Voice.OTHER, ticket.files
        )
    ]


def _message(message: Message) -> Passage:
    voice = Voice.MINE if message.mine else _VOICES[message.side]
    who = texts.YOU if message.mine else message.author or (texts.SYSTEM if voice is Voice.SYSTEM else "")
    text = message.text if message.text.strip() else texts.ONLY_FILES
    return Passage(message.id, who, message.at, text, voice, message.files)


_VOICES = {Side.EMPLOYEE: Voice.OTHER, Side.STAFF: Voice.STAFF, Side.SYSTEM: Voice.SYSTEM}


def _unsent(op: Operation, draft: Draft, now: datetime) -> Passage:
    text = draft.description or texts.EMPTY_DESCRIPTION
    return Passage(op.op_id, texts.YOU, op.created_at, text, _voice(op), draft.files, _note(op, now))


def _voice(op: Operation) -> Voice:
    """What was sent is said, also before the portal shows it."""
    return Voice.MINE if op.finished else Voice.PENDING


def _pending(op: Operation, policy: Policy | None, now: datetime) -> Passage | None:
    """A wish on its way; one about people or an estimate shows where these stand."""
    match op.payload:
        case Update(text=text, files=files):
            words = text if text.strip() else texts.ONLY_FILES
            return Passage(op.op_id, texts.YOU, op.created_at, words, _voice(op), files, _note(op, now))
        case SetPriority(priority=code):
            known = policy.priority(code) if policy else None
            words = texts.pending_priority(known.label if known else code)
        case KeepOpen():
            words = texts.PENDING_KEEP_OPEN
        case Close():
            words = texts.PENDING_CLOSE
        case _:
            return None
    return Passage(op.op_id, texts.YOU, op.created_at, words, Voice.PENDING, (), _note(op, now))


def _note(op: Operation, now: datetime) -> str:
    # Without the seconds to the next try: they run in the outbox, here they would stand still.
    state = outbox_texts.state(replace(op, next_at=None), now)
    plain = op.state in (OpState.DONE, OpState.SENDING, OpState.NEEDS_USER)
    return state if plain else f"{texts.WAITING_TO_BE_SENT} · {state}"
