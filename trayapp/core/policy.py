"""The policy a portal sends: statuses, priorities, forms, channels, hours. The app knows no rule by heart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Bucket(StrEnum):
    """What a status means to the employee; every status of every portal falls into one."""

    OPEN = "open"
    WAITING_FOR_YOU = "waiting_for_you"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Status:
    """A state of the life cycle (ST-1 to ST-7)."""

    code: str
    label: str
    meaning: str
    bucket: Bucket


@dataclass(frozen=True, slots=True)
class Target:
    """A response target such as 4 to 8 business hours, or 3 to 5 days."""

    most: float
    """The promise, in hours. One day of a business-hours target is a business day's hours."""
    least: float | None = None
    business: bool = True
    """Counted in business hours (PR-6); otherwise by the clock."""


@dataclass(frozen=True, slots=True)
class Priority:
    """How urgent a ticket is (PR-1 to PR-5), most urgent first in the policy."""

    code: str
    label: str
    meaning: str
    examples: tuple[str, ...] = ()
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be picked."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question that guides the choice of a priority (PR-8)."""

    code: str
    text: str
    answers: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """Answers that lead to a priority; the first rule whose `when` all hold wins."""

    priority: str
    when: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guide:
    """Guided choice of a priority (PR-8)."""

    questions: tuple[Question, ...] = ()
    rules: tuple[Rule, ...] = ()

    def suggest(self, answers: Mapping[str, str]) -> str | None:
        """The priority that the answers so far lead to; `None` when no rule holds yet."""
        for rule in self.rules:
            if all(answers.get(question) == answer for question, answer in rule.when.items()):
                return rule.priority
        return None


@dataclass(frozen=True, slots=True)
class Field:
    """A field that policy adds to the form (TK-1)."""

    code: str
    label: str
    kind: str = "text"
    """text, long_text, choice, date, yes_no; an unknown kind is shown as text."""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """What about a product (TK-1)."""

    code: str
    label: str
    fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """What the ticket is about (TK-1)."""

    code: str
    label: str
    categories: tuple[Category, ...] = ()


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
class BusinessHours:
    """When support works, in the portal's time zone (PR-6)."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """0 is Monday."""
    opens: str = "08:30"
    closes: str = "17:00"
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Policy:
    """The portal's rules, as data."""

    version: str
    """Changes whenever anything in it does; opaque."""
    profile: str
    portal_name: str
    """Whom tickets go to, in people's words: `Acme IT`."""
    time_zone: str = "UTC"
    hours: BusinessHours = BusinessHours()
    statuses: tuple[Status, ...] = ()
    priorities: tuple[Priority, ...] = ()
    default_priority: str | None = None
    locked_priority: str | None = None
    """What every ticket from the desktop gets, whatever was asked for (PR-7)."""
    guide: Guide = Guide()
    products: tuple[Product, ...] = ()
    channels: tuple[Channel, ...] = ()
    advice: tuple[str, ...] = ()
    """What the portal asks people not to do, such as texting one technician (CH-2)."""
    features: frozenset[str] = frozenset()

    def status(self, code: str) -> Status | None:
        """The status of that code, or `None` for one this policy does not name."""
        return next((status for status in self.statuses if status.code == code), None)

    def bucket(self, code: str) -> Bucket:
        """What the status means; an unknown one counts as open, so that it is never hidden."""
        status = self.status(code)
        return status.bucket if status else Bucket.OPEN

    def priority(self, code: str | None) -> Priority | None:
        """The priority of that code, or `None`."""
        return next((priority for priority in self.priorities if priority.code == code), None)

    def product(self, code: str | None) -> Product | None:
        """The product of that code, or `None`."""
        return next((product for product in self.products if product.code == code), None)

    def category(self, product: str | None, category: str | None) -> Category | None:
        """The category of that code under that product, or `None`."""
        found = self.product(product)
        return next((item for item in found.categories if item.code == category), None) if found else None

    def channel(self, kind: str) -> Channel | None:
        """The first channel of that kind, or `None`."""
        return next((channel for channel in self.channels if channel.kind == kind), None)
