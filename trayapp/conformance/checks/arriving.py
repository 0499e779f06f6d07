"""Whether what an employee writes arrives as it was written."""

from __future__ import annotations

import io
import random

from trayapp.conformance.claims import need, refused, same
from trayapp.conformance.verdict import Broken, NotTried
from trayapp.conformance.visit import Visit
from trayapp.core.errors import NeedsUser, Rejected, TooLarge
from trayapp.core.model import Fact, Once, Relation, Ticket
from trayapp.core.text import one_line

WORDS = "Grüße! 打印机 🖨 <b>&amp;</b> \"quoted\" 'x' \\n"
LONG = "\n".join(f"{number}. {WORDS}" for number in range(1, 401))
"""Some 19 000 letters in lines."""
_LARGE = 1_000_003
_LARGEST_TRIED = 64 * 1024 * 1024
_UNCLEAN = "bell \x07 escape \x1b[31m turned \u202e back"


def taken(visit: Visit) -> None:
    """It is acknowledged with a name of its own."""
    one, other = visit.common(), visit.ticket("Another")
    need(one.id != other.id, f"two tickets are both called {one.id!r}", "id")


def words(visit: Visit) -> None:
    """Subject and description, letter for letter, as one's own ticket."""
    visit.needs_lists()
    draft, op = visit.draft(WORDS, LONG), visit.op()
    ticket = visit.read(visit.submit(draft, op))
    same("the subject", draft.subject, ticket.subject, "subject")
    same("the description", draft.description, ticket.description, "description")
    need(
        ticket.relation is Relation.OWN,
        f"one's own ticket counts as somebody's “{ticket.relation}”",
        "relation",
    )
    known = {op} if visit.can.submit_once is Once.NATIVE else {op, None}
    need(ticket.op_id in known, f"sent under the key {op}, it names {ticket.op_id!r}", "op_id")


def facts(visit: Visit) -> None:
    """Facts are kept as such, or stand in the text."""
    visit.needs_lists()
    sent = (Fact("os.name", WORDS), Fact("battery", "no such device", failed=True))
    ticket = visit.read(visit.submit(visit.draft("With facts", facts=sent)))
    lost = [fact.key for fact in sent if fact not in ticket.facts and fact.value not in ticket.description]
    need(not lost, f"these facts are neither kept nor in the text: {', '.join(lost)}", "facts")


def no_file(visit: Visit) -> None:
    """An empty file comes back empty, or is refused with a reason."""
    try:
        _there_and_back(visit, b"")
    except (Rejected, TooLarge) as refusal:
        need(_why(refusal), "an empty file is refused without a reason")


def one_byte(visit: Visit) -> None:
    """The smallest file."""
    _there_and_back(visit, b"\x00")


def many_bytes(visit: Visit) -> None:
    """A megabyte that cannot be compressed, or as much as the portal takes."""
    visit.needs_files()
    size = min(_LARGE, visit.can.max_file or _LARGE)
    _there_and_back(visit, random.Random(size).randbytes(size))  # noqa: S311 - any bytes will do


def _there_and_back(visit: Visit, content: bytes, name: str = "höchst seltsam 打印.bin") -> None:
    visit.needs_files()
    ref = visit.submit(visit.draft("With a file", files=(visit.file(content, name),)))
    files = [file for file in visit.read(ref).files if file.name == name]
    need(len(files) == 1, f"{len(files)} files of the ticket have the name {name!r}", "files")
    back = io.BytesIO()
    visit.portal.fetch(ref, files[0].id, back)
    need(files[0].size == len(content), f"{len(content)} bytes are told as {files[0].size}", "size")
    came = back.getvalue()
    need(came == content, f"{len(content)} bytes were sent, {len(came)} came back, and they differ")


def too_large(visit: Visit) -> None:
    """A file beyond the limit is called too large, before or after sending."""
    visit.needs_files()
    limit = visit.can.max_file
    if limit is None:
        raise NotTried("the portal names no limit")
    if limit > _LARGEST_TRIED:
        raise NotTried(f"its limit of {limit} bytes is more than a check should send")
    draft = visit.draft("Too large", files=(visit.file(bytes(limit + 1), "disk.img"),))
    refusal = refused("a file beyond the limit", lambda: visit.submit(draft), TooLarge)
    name = refusal.params.get("name", "disk.img")
    need(name == "disk.img", f"the file that is too large is called {name!r}")


def cleaned(visit: Visit) -> None:
    """Signs that move a terminal's cursor or turn a line do not come back, or are refused."""
    visit.needs_lists()
    try:
        ticket = visit.read(visit.submit(visit.draft(_UNCLEAN, _UNCLEAN)))
    except NeedsUser as refusal:
        need(_why(refusal), "odd characters are refused without a reason")
        return
    _is_clean(ticket)


def _is_clean(ticket: Ticket) -> None:
    said = [ticket.subject, ticket.requester, ticket.status_label]
    odd = next((text for text in said if text != one_line(text, len(text) + 1)), "")
    need(not odd, f"a line holds what is no letter: {odd!r}", "subject")
    control = [sign for sign in ticket.description if sign < " " and sign not in "\t\n\r"]
    if control:
        raise Broken(f"the description holds {control[0]!r}", "description")


def _why(refusal: NeedsUser) -> str:
    fields = " ".join(getattr(refusal, "fields", {}).values())
    return fields or refusal.params.get("why", "") or refusal.detail
