"""Every check, in the order they are made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trayapp.conformance.checks import arriving, changing, once, others, reading, standing
from trayapp.conformance.visit import Visit


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a portal must do."""

    id: str
    sentence: str
    """What must be so, without a full stop."""
    rule: str
    """Whose promise it is: a method of `core.ports.Portal`, or a rule of the requirements."""
    run: Callable[[Visit], None]
    """Raises `Broken`, `NotOffered`, `NotTried`, or what the portal answered where it should not."""
    tickets: int = 0
    """How many it writes at most, besides the one that all share (`Visit.common`)."""


CHECKS = (
    Check("probe", "The portal says what it is and who asks", "Portal.probe", standing.says_who),
    Check("clock", "Its clock and this computer's agree", "Portal.probe", standing.tells_time),
    Check(
        "capabilities",
        "What it says it can do does not contradict itself",
        "Capabilities",
        standing.capabilities_agree,
    ),
    Check("policy", "Its rules refer to nothing that is missing", "Portal.policy", standing.policy_agrees),
    Check(
        "sign-in", "Whoever it does not know is asked to sign in", "core.errors.SignIn", standing.wrong_token
    ),
    Check("ticket", "A ticket is taken", "Portal.submit", arriving.taken, 1),
    Check("ticket-words", "A ticket arrives letter for letter", "APP-2", arriving.words, 1),
    Check("ticket-codes", "A new ticket uses codes of the policy", "Portal.policy", standing.policy_names),
    Check("ticket-actions", "What it offers may be done with it", "Capabilities", standing.capabilities_hold),
    Check("ticket-facts", "Facts are kept, or stand in the text", "APP-3", arriving.facts, 1),
    Check("ticket-clean", "What comes back is text and nothing else", "Portal.read", arriving.cleaned, 1),
    Check("file-empty", "An empty file comes back, or is refused", "Portal.fetch", arriving.no_file, 1),
    Check("file-small", "One byte comes back as it was", "Portal.fetch", arriving.one_byte, 1),
    Check("file-large", "A megabyte comes back byte for byte", "Portal.fetch", arriving.many_bytes, 1),
    Check("file-too-large", "A file beyond the limit is called too large", "TooLarge", arriving.too_large),
    Check("once", "The same key twice is one ticket, and finds it", "Portal.submit", once.ticket_once, 1),
    Check("once-unknown", "A key never sent finds nothing", "Portal.find", once.ticket_unknown),
    Check(
        "once-words",
        "The same key with other words does nothing",
        "Portal.submit",
        once.ticket_other_words,
        1,
    ),
    Check("once-taken", "It knows what it has taken", "Portal.taken", once.remembered, 1),
    Check("reply", "A reply is there once, letter for letter", "TK-4", once.message_once),
    Check("reply-found", "A reply is found by its key", "Portal.find_update", once.message_found),
    Check("thread", "After a message come the later ones alone", "Portal.thread", reading.conversation),
    Check("changes", "What is new comes with the changes", "Portal.changes", reading.changes_tell, 2),
    Check("changes-all", "Without a cursor every ticket comes", "Portal.changes", reading.changes_from_start),
    Check("changes-none", "With nothing new nothing comes", "Portal.changes", reading.nothing_new, 1),
    Check("changes-cursor", "An unknown cursor loses nothing", "CursorGone", reading.unknown_cursor),
    Check("unchanged", "A ticket that did not change is not sent again", "Portal.read", reading.not_modified),
    Check("close", "Closing is told as it went", "TK-4", changing.closing, 1),
    Check("close-again", "Closing twice is harmless", "Portal.change", changing.closing_again, 1),
    Check("priority", "A change of priority is told as it went", "TK-10", changing.priority),
    Check(
        "priority-unknown",
        "An unknown priority is refused at its field",
        "Rejected",
        changing.unknown_priority,
    ),
    Check(
        "product-unknown", "An unknown product is refused at its field", "Rejected", changing.unknown_product
    ),
    Check("missing", "A ticket that is not there is not found", "NotFound", changing.missing),
    Check("stranger", "Somebody else sees nothing of a ticket", "Forbidden", others.stranger, 1),
    Check("stranger-key", "Somebody else finds nothing by a key", "Portal.find", others.stranger_key, 1),
)


def most_tickets(checks: Sequence[Check] = CHECKS) -> int:
    """How many test tickets those checks write at most."""
    return 1 + sum(check.tickets for check in checks)
