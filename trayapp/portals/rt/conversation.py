"""A conversation, however long: nothing of it is lost, and it keeps nobody from hearing of other tickets."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from trayapp.core.model import Message
from trayapp.portals.rt.docs import Doc, Malformed, ident
from trayapp.portals.rt.rest import Rest
from trayapp.portals.rt.said import Part, message, parts_by_transaction, parts_of, transactions
from trayapp.portals.rt.tickets import Seen, requestors

MOST_READ = 300
"""Messages whose words are read, the newest; those of older ones are offered as files."""
ROOM = 512 * 1024
"""Bytes of words that are read of one ticket at once: there are many tickets."""
_log = logging.getLogger(__name__)
_FEW = 5
"""So many messages are asked for one by one."""


def conversation(rest: Rest, found: Seen, after: int, me: str) -> Sequence[Message]:
    """What was said on a ticket after the message of that number, oldest first."""
    others = frozenset(requestors(found.doc))
    # words among support staff have another type, and are refused to who may not see them besides
    said = transactions(rest, found.id, "Correspond", after)
    parts = _fitting(said, _parts(rest, found.id, said))
    told = (_message(rest, doc, parts[ident(doc)], me, others) for doc in said)
    return [each for each in told if each is not None]


def _message(rest: Rest, doc: Doc, parts: Sequence[Part], me: str, others: frozenset[str]) -> Message | None:
    try:
        return message(rest, doc, parts, me, others)
    except Malformed as error:  # it keeps nobody from reading the others
        _log.warning("message %s is passed over: %s", ident(doc), error)
        return None


def _parts(rest: Rest, ticket: str, said: Sequence[Doc]) -> Mapping[str, Sequence[Part]]:
    known = parts_by_transaction(rest, ticket) if len(said) > _FEW else {}
    return {each: known.get(each) or parts_of(rest, each) for each in map(ident, said)}


def _fitting(said: Sequence[Doc], parts: Mapping[str, Sequence[Part]]) -> Mapping[str, Sequence[Part]]:
    """The same, where texts for which there is no room are files."""
    return dict(_each_fitting([ident(doc) for doc in reversed(said)], parts))


def _each_fitting(
    newest_first: Sequence[str], parts: Mapping[str, Sequence[Part]]
) -> Iterator[tuple[str, Sequence[Part]]]:
    room = ROOM
    for count, each in enumerate(newest_first):
        size = sum(part.size for part in parts[each] if part.is_text)
        fits = count < MOST_READ and size <= room
        room -= size if fits else 0
        yield each, parts[each] if fits else [replace(part, read=False) for part in parts[each]]
