"""Words of articles, of search, and of what can be ordered."""

from __future__ import annotations

MORE = "Read on in the browser"
NO_LINK = "This can't be opened from here. Its address is {url}"
BACK = "Back"
ARTICLE = "Article"
GONE = ("This article is no longer there", "It may have been replaced. Search for what you need.")
SHELVES = "Read up"
NO_ARTICLES = "Nothing to read here yet."
SERVICES = "Ask for more than help"
ASK = "Ask for it"

SEARCH = "Search"
SEARCH_HINT = "Search tickets, articles and announcements"
SEARCH_FIRST = ("Search everything", "Tickets, articles and announcements, also without a network.")
NOTHING_FOUND = ("Nothing found", "Try fewer or shorter words, or make a new ticket.")
TICKETS = "Tickets"
ARTICLES = "Articles"
ANNOUNCEMENTS = "Announcements"


def about(shelf: str, updated: str) -> str:
    """Where an article stands, and how old it is."""
    return f"{shelf} · {updated}" if shelf else updated


def shelf(label: str, count: int) -> str:
    """The line of a shelf: `FAQ (12)`."""
    return f"{label} ({count})"


def found(tickets: int, articles: int, announcements: int) -> str:
    """What a search found, for screen readers."""
    return f"{tickets + articles + announcements} found"
