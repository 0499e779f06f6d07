"""What surrounds tickets: views, channels, shelves of articles (TK-3, CH-1, INFO-4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A list of tickets and the portal's own name for it (TK-3)."""

    code: str
    """open, company, closed, collaborator, completed or all."""
    label: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach support (CH-1), shown only where policy names it."""

    kind: str
    """phone, remote, portal, email, meeting, invoices, chat, app, waiting_list; an unknown one by its label."""
    label: str
    value: str
    """A telephone number, an address, or a URL."""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A kind of article: knowledge base, FAQ, newsletters, licence keys (INFO-4, ROLE-1, ROLE-5, ROLE-6, ROLE-9)."""

    code: str
    label: str
    permission: str = ""
    """A `Permission` that a level needs to read it; empty: everybody who is signed in."""
