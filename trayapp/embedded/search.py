"""Search through everything that a person may see (INFO-3)."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.model import Announcement, Article, Ticket
from trayapp.embedded import announcements, articles, listing
from trayapp.embedded.accounts import Person
from trayapp.embedded.portal import Portal


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, the newest of each kind first."""

    tickets: tuple[Ticket, ...] = ()
    articles: tuple[Article, ...] = ()
    announcements: tuple[Announcement, ...] = ()


def everywhere(portal: Portal, person: Person, words: str, most: int) -> Findings:
    """At most so many of each kind; no words find nothing."""
    words = words.strip()
    if not words:
        return Findings()
    tickets = listing.page(portal, person, "all", words, None, most).tickets
    pattern = listing.pattern(words)
    with portal.db.read() as tx:
        read = articles.readable(tx, portal.policy, person, articles.Wanted(words=pattern, most=most))
        told = announcements.not_over(tx, portal.clock(), pattern)
    return Findings(tickets, read, told[:most])
