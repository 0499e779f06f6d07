"""What was said on a ticket: its transactions with their texts and files."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from trayapp.core.errors import ServerFault
from trayapp.core.model import Message, RemoteFile, Side
from trayapp.portals.html_text import text_of
from trayapp.portals.http import pieces
from trayapp.portals.rt.docs import Doc, Malformed, ident, moment, number, text
from trayapp.portals.rt.rest import Rest
from trayapp.portals.rt.written import FACTS_FILE
from trayapp.portals.sane import sane

LONGEST_BODY = 1024 * 1024
"""Bytes of a text that is read; a longer one is offered as a file."""
FETCH_LIMIT = 1024 * 1024 * 1024
"""Bytes of a file that are fetched at most."""
_LISTED = [("fields", "ContentType,ContentLength,Filename")]
_OF_A_TICKET = [("fields", "ContentType,ContentLength,Filename,TransactionId")]
_ENDINGS = {"text/plain": ".txt", "text/html": ".html"}
_CONTENT = re.compile(rb'(?<!\\)"Content"\s*:\s*"')
_BREAKS = re.compile(rb"\\[nr]")
_END = b'"'


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a transaction: a text or a file."""

    id: str
    media_type: str
    name: str
    size: int
    read: bool = True
    """Where it can be: `False`, there is too much of it, or of what was said after it."""

    @property
    def is_text(self) -> bool:
        """Something to read, and not too much of it."""
        fits = self.read and self.size <= LONGEST_BODY
        return fits and not self.name and self.media_type.startswith("text/")

    @property
    def is_file(self) -> bool:
        """Something to fetch."""
        return not self.is_text and not self.media_type.startswith("multipart/") and self.name != FACTS_FILE

    def file(self) -> RemoteFile:
        """As the app knows it."""
        kind = self.media_type or "application/octet-stream"
        name = self.name or f"part-{self.id}{_ENDINGS.get(self.media_type, '')}"
        return RemoteFile(self.id, name, kind, self.size)


def parts_of(rest: Rest, transaction: str) -> Sequence[Part]:
    """The texts and files of a transaction. Their bytes are not asked for here."""
    found = [_part(doc) for doc in rest.items(f"transaction/{transaction}/attachments", _LISTED, gaps=False)]
    return sorted(found, key=lambda part: int(part.id))


def parts_by_transaction(rest: Rest, ticket: str) -> Mapping[str, Sequence[Part]]:
    """The same of all transactions of a ticket, as far as this person sees them."""
    found: dict[str, list[Part]] = {}
    for doc in rest.items(f"ticket/{ticket}/attachments", _OF_A_TICKET):
        found.setdefault(ident(doc, "TransactionId"), []).append(_part(doc))
    return {each: sorted(parts, key=lambda part: int(part.id)) for each, parts in found.items()}


def _part(doc: Doc) -> Part:
    return Part(
        ident(doc),
        text(doc, "ContentType").partition(";")[0].strip().lower(),
        text(doc, "Filename"),
        max(number(doc, "ContentLength"), 0),
    )


def words_of(rest: Rest, parts: Sequence[Part]) -> str:
    """The text of a transaction: the plain one, where there are two."""
    texts = [part for part in parts if part.is_text]
    plain = [part for part in texts if part.media_type != "text/html"]
    if plain:
        return "\n\n".join(_read(rest, part) for part in plain)
    return "\n\n".join(text_of(_read(rest, part)) for part in texts)


def files_of(parts: Sequence[Part]) -> tuple[RemoteFile, ...]:
    """The files of a transaction."""
    return tuple(part.file() for part in parts if part.is_file)


def transactions(rest: Rest, ticket: str, kind: str, after: int = 0) -> Sequence[Doc]:
    """What of one kind happened to a ticket, and to those merged into it, after that number, oldest first.

    Asked for everything, the server would give one empty page after the other where much is hidden from this person.
    """
    limits: list[dict[str, object]] = [{"field": "Type", "value": kind, "entry_aggregator": "AND"}]
    limits += [{"field": "id", "operator": ">", "value": after}] if after else []
    asked = [
        ("query", msgspec.json.encode(limits).decode()),
        ("fields", "Type,Creator,Created,ObjectId"),
        ("fields[Creator]", "id,Name,RealName"),
    ]
    found = rest.items(f"ticket/{ticket}/history", asked)
    # a server that ignored the question is not believed
    return [doc for doc in found if text(doc, "Type") == kind and int(ident(doc)) > after]


def message(rest: Rest, doc: Doc, parts: Sequence[Part], me: str, others: frozenset[str]) -> Message:
    """A reply as the app knows it. `others`: names of people who ask on this ticket, too."""
    creator = doc.get("Creator")
    who: Doc = creator if isinstance(creator, Mapping) else {}
    name = text(who, "Name") or text(who, "id")
    mine = text(who, "id") == me
    made = Message(
        id=ident(doc),
        author=text(who, "RealName") or name,
        side=_side(name, mine=mine or name in others),
        at=moment(doc, "Created"),
        text=words_of(rest, parts).strip("\n"),
        files=files_of(parts),
        mine=mine,
    )
    try:
        return sane(made)
    except ValueError as error:
        raise Malformed(f"a message that is none: {error}") from error


def fetch(rest: Rest, file_id: str, to: BinaryIO) -> None:
    """Write the bytes of a file, which the server wraps in a document, piece by piece."""
    what = {"what": "file", "id": file_id}
    if not file_id.isdecimal():
        raise ServerFault("no file has such a name")
    rest.get("rt")  # a session that ended is begun anew by a question that costs nothing
    with rest.stream(f"attachment/{file_id}", what) as response:
        rest.expect(2 * FETCH_LIMIT)
        _unwrap(pieces(response), to)


def _side(name: str, *, mine: bool) -> Side:
    if name == "RT_System":
        return Side.SYSTEM
    return Side.EMPLOYEE if mine else Side.STAFF


def _read(rest: Rest, part: Part) -> str:
    found = rest.get(f"attachment/{part.id}")
    try:
        return base64.b64decode(text(found, "Content")).decode(errors="replace").replace("\r\n", "\n")
    except ValueError as error:
        raise ServerFault("a text that is no base64") from error


def _unwrap(came: Iterator[bytes], to: BinaryIO) -> None:
    """The value of `Content`, out of base64, however large. Raises `ServerFault` when it breaks off or is none."""
    held = b""
    for piece in came:
        held += piece
        begin = _CONTENT.search(held)
        if begin:
            break
        held = held if len(held) < LONGEST_BODY else held[-64:]
    else:
        return  # an empty file has no content
    held = _decoded(held[begin.end() :], to)
    for piece in came:
        if held.endswith(_END):
            return
        held = _decoded(held + piece, to)
    if not held.endswith(_END):
        raise ServerFault("the file broke off")


def _decoded(held: bytes, to: BinaryIO) -> bytes:
    """Write what is whole of it; what is left, which is `_END` after the last of it."""
    coded, end, _ = held.partition(_END)
    escape = (
        b"\\" if not end and coded.endswith(b"\\") else b""
    )  # cut in two: its second half is still to come
    plain = _BREAKS.sub(b"", coded.removesuffix(escape)).replace(b"\\/", b"/")
    whole = len(plain) if end else len(plain) - len(plain) % 4
    try:
        to.write(base64.b64decode(plain[:whole], validate=True))
    except ValueError as error:
        raise ServerFault("a file that is no base64") from error
    return plain[whole:] + escape + end
