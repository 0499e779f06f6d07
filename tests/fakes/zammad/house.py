"""What such a server keeps: people, groups, states, tickets and what was said on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

CUSTOMER = "ticket.customer"
AGENT = "ticket.agent"
TOKENS = "user_preferences.access_token"
STATES = (
    # id, name, type, next, default_create, default_follow_up
    (1, "new", 1, None, True, False),
    (2, "open", 2, None, False, True),
    (3, "pending reminder", 3, None, False, False),
    (4, "closed", 5, None, False, False),
    (5, "merged", 6, None, False, False),
    (6, "pending close", 4, 4, False, False),
)
TYPES = {1: "new", 2: "open", 3: "pending reminder", 4: "pending action", 5: "closed", 6: "merged"}
PRIORITIES = ((1, "1 low"), (2, "2 normal"), (3, "3 high"))


@dataclass
class Person:
    """Somebody who signs in."""

    id: int
    email: str
    firstname: str
    lastname: str
    organization_id: int | None
    password: str = "s3cret-w0rds"
    permissions: frozenset[str] = frozenset({CUSTOMER})
    active: bool = True
    failed: int = 0
    """Wrong passwords since the last right one."""

    @property
    def name(self) -> str:
        """As in the head of a mail."""
        return f"{self.firstname} {self.lastname}"


@dataclass
class Group:
    """Whom tickets go to."""

    id: int
    name: str
    follow_up_possible: str = "yes"
    active: bool = True


@dataclass
class File:
    """An attachment."""

    id: int
    filename: str
    media_type: str
    data: bytes


@dataclass
class Article:
    """Something said on a ticket."""

    id: int
    ticket_id: int
    by: Person
    sender: str
    body: str
    content_type: str = "text/plain"
    internal: bool = False
    type: str = "note"
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    files: list[File] = field(default_factory=list)


@dataclass
class Ticket:
    """A ticket."""

    id: int
    number: str
    title: str
    group_id: int
    customer: Person
    organization_id: int | None
    state_id: int
    priority_id: int
    created_at: datetime
    updated_at: datetime
    pending_time: datetime | None = None
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass
class Settings:
    """What an administrator decides."""

    password_access: bool = True
    token_access: bool = True
    maintenance: bool = False
    shared: frozenset[int] = frozenset()
    """Organisations whose people see each other's tickets."""
    create_groups: frozenset[int] = frozenset()
    """Groups that customers may write to; empty: all."""
    urgency_shown: bool = False
    own_fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields of tickets that were added, each with its choices."""
    required: frozenset[str] = frozenset()
    put_back: bool = False
    """A trigger takes back at once what a customer makes of a state."""
    workflows: bool = True
    """`False`: a server before 5.0."""


class House:
    """One server's data, and what its staff does with it."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.groups = {1: Group(1, "Users"), 2: Group(2, "Second Level")}
        self.organizations = {1: "Northwind", 2: "Harbor Dental"}
        self.people: dict[str, Person] = {}
        self.tokens: dict[str, tuple[Person, frozenset[str] | None]] = {}
        """A token's person, and the permissions it is limited to."""
        self.tickets: dict[int, Ticket] = {}
        self.articles: list[Article] = []
        self._ids = count(1)
        self._last = datetime.fromtimestamp(0, UTC)
        self.agent = self.add("emma@acme.example", "Emma", "Taylor", None, frozenset({AGENT}))

    def add(
        self,
        email: str,
        first: str,
        last: str,
        organization: int | None,
        permissions: frozenset[str] = frozenset({CUSTOMER}),
    ) -> Person:
        """Somebody new, with a token of their own."""
        person = Person(len(self.people) + 3, email, first, last, organization, permissions=permissions)
        self.people[email] = person
        self.tokens[f"token-of-{email}"] = (person, None)
        return person

    def now(self) -> datetime:
        """In whole milliseconds, as it is told; never the same twice."""
        moment = datetime.now(UTC)
        moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
        self._last = max(moment, self._last + timedelta(milliseconds=1))
        return self._last

    def number(self) -> int:
        """An id that nothing else has."""
        return next(self._ids)

    def open(self, person: Person, title: str, group_id: int) -> Ticket:
        """A new ticket, with nothing said on it yet."""
        now, key = self.now(), self.number()
        ticket = Ticket(
            key, f"{67000 + key}", title, group_id, person, person.organization_id, 1, 2, now, now
        )
        self.tickets[key] = ticket
        return ticket

    def say(self, ticket: Ticket, article: Article) -> Article:
        """Every article moves the ticket's time (`has_ticket_contact_attributes_impact.rb`)."""
        article.at = self.now()
        self.articles.append(article)
        ticket.updated_at = self.now()
        return article

    def said_on(self, ticket_id: int) -> list[Article]:
        """In the order in which it was said."""
        return sorted(
            (item for item in self.articles if item.ticket_id == ticket_id),
            key=lambda item: (item.at, item.id),
        )

    def sees(self, person: Person, ticket: Ticket) -> bool:
        """`ticket_policy.rb`: one's own, and those of an organisation that shares them; agents see all here."""
        if AGENT in person.permissions:
            return True
        if CUSTOMER not in person.permissions:
            return False
        shared = ticket.organization_id in self.settings.shared
        return ticket.customer is person or (shared and ticket.organization_id == person.organization_id)

    def answer(self, ticket_id: int, text: str, *, html: bool = False, internal: bool = False) -> Article:
        """Support staff writes; the first words to the customer open a new ticket (`resets_ticket_state.rb`)."""
        ticket = self.tickets[ticket_id]
        kind = "text/html" if html else "text/plain"
        article = Article(self.number(), ticket_id, self.agent, "Agent", text, kind, internal, "email")
        if not internal and ticket.state_id == 1:
            ticket.state_id = 2
        return self.say(ticket, article)

    def move(self, ticket_id: int, state: str) -> None:
        """Support staff gives it a state."""
        ticket = self.tickets[ticket_id]
        ticket.state_id = next(row[0] for row in STATES if row[1] == state)
        ticket.pending_time = self.now() + timedelta(days=3) if state.startswith("pending") else None
        ticket.updated_at = self.now()

    def merge(self, source: int, target: int) -> None:
        """What was said moves; the source stays, with nothing on it."""
        for article in self.said_on(source):
            article.ticket_id = target
        self.move(source, "merged")
        self.tickets[target].updated_at = self.now()

    def delete(self, ticket_id: int) -> None:
        """An administrator deletes it."""
        del self.tickets[ticket_id]
        self.articles = [item for item in self.articles if item.ticket_id != ticket_id]
