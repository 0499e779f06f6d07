"""Whether what is sent twice is there once, and found by its key and no other."""

from __future__ import annotations

from trayapp.conformance.checks.arriving import WORDS
from trayapp.conformance.claims import need, same
from trayapp.conformance.verdict import NotOffered
from trayapp.conformance.visit import Visit
from trayapp.core.errors import Rejected
from trayapp.core.model import Once, Side, Update


def ticket_once(visit: Visit) -> None:
    """The same key again is the same ticket: sent again where the portal knows keys, looked up first elsewhere."""
    _known(visit.can.submit_once)
    visit.pull()
    draft, op = visit.draft("Only one"), visit.op()
    first = visit.submit(draft, op)
    found = visit.eventually(lambda: visit.portal.find(op, draft))
    if visit.can.submit_once is Once.NATIVE:
        again = visit.submit(draft, op)
        need(again == first, f"sent twice under one key, it is ticket {first.number} and {again.number}")
    need(found is not None, f"ticket {first.number} is not found by its key")
    need(found == first, f"the key of ticket {first.number} finds ticket {found.number if found else ''}")
    there = visit.mine(visit.pull(), draft.subject)
    need(len(there) == 1, f"sent twice under one key, {len(there)} tickets are there", "Only one")


def ticket_unknown(visit: Visit) -> None:
    """A key that the portal never saw finds nothing."""
    _known(visit.can.submit_once)
    ref = visit.common()
    found = visit.portal.find(visit.op(), visit.draft("Never sent"))
    need(found is None, f"a key that was never sent finds ticket {found.number if found else ''}")
    if visit.can.update_once is not Once.NONE:
        need(
            visit.portal.find_update(visit.op(), ref) is None,
            "a key that was never sent finds a message",
            ref.id,
        )


def ticket_other_words(visit: Visit) -> None:
    """The same key with other words changes nothing and makes nothing."""
    if visit.can.submit_once is not Once.NATIVE:
        raise NotOffered("this portal knows no keys")
    visit.pull()
    op, first, second = visit.op(), visit.draft("First words"), visit.draft("Second words")
    ref = visit.submit(first, op)
    try:
        again = visit.submit(second, op)
    except Rejected:
        visit.doubtful.pop(op, None)
    else:
        need(again == ref, f"the key of ticket {ref.number} made ticket {again.number}, too")
    same("the subject", first.subject, visit.read(ref).subject, "subject")
    need(not visit.mine(visit.pull(), second.subject), "the same key with other words made another ticket")


def message_once(visit: Visit) -> None:
    """A reply is there once, letter for letter, as one's own, with its file."""
    visit.needs_updates()
    ref, op = visit.common(), visit.op()
    before = {message.id for message in visit.portal.thread(ref, None)}
    files = (visit.file(b"log", "app.log"),) if visit.can.attachments else ()
    update = Update(f"{WORDS}\n\n{WORDS}", files)
    first = visit.write(ref, update, op)
    if visit.can.update_once is Once.NATIVE:
        again = visit.write(ref, update, op)
        need(again == first, "sent twice under one key, it is two messages")
    now = [message for message in visit.portal.thread(ref, None) if message.id not in before]
    said = [message for message in now if message.side is Side.EMPLOYEE]
    need(len(said) == 1, f"written once, {len(said)} messages are in the conversation", "messages")
    same("the reply", update.text, said[0].text, "text")
    need(said[0].mine, "one's own words count as somebody else's", "mine")
    need(said[0].id == first.id, f"the message is {said[0].id!r}, and was called {first.id!r}", first.id)
    names = [file.name for file in said[0].files]
    need(names == [file.name for file in files], f"of its file app.log came back {names}", "files")


def message_found(visit: Visit) -> None:
    """A reply is found by its key."""
    visit.needs_updates()
    _known(visit.can.update_once)
    ref, op = visit.common(), visit.op()
    sent = visit.write(ref, "To be found", op)
    found = visit.eventually(lambda: visit.portal.find_update(op, ref))
    need(found is not None, "a reply is not found by its key")
    need(found == sent, f"the key of message {sent.id!r} finds {found.id if found else ''!r}")


def remembered(visit: Visit) -> None:
    """What it has taken it knows, and nothing else."""
    if not visit.can.remembers:
        raise NotOffered("this portal does not tell what it has ever taken")
    op, other = visit.op(), visit.op()
    visit.submit(visit.draft("To be remembered"), op)
    taken = visit.portal.taken([op, other])
    need(op in taken, "a ticket that was acknowledged is not among what it has taken", "taken")
    need(other not in taken, "what was never sent is among what it has taken", "taken")


def _known(once: Once) -> None:
    if once is Once.NONE:
        raise NotOffered("this portal does not recognise what it was sent before")
