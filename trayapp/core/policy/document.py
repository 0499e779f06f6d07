"""The policy as one document. The app knows no rule by heart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trayapp.core.policy.around import Channel, Shelf, View
from trayapp.core.policy.forms import Category, Field, Nature, Product, asked
from trayapp.core.policy.life_cycle import Bucket, Status
from trayapp.core.policy.people import Level, RegistrationRules, SupportTerms
from trayapp.core.policy.priorities import BusinessHours, Guide, Priority
from trayapp.core.policy.screenshots import Screenshots

SCHEMA = 1
"""The newest form of the document that this version understands."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The portal's rules, as data."""

    version: str
    """Changes whenever anything in it does; opaque."""
    profile: str
    portal_name: str
    """Whom tickets go to, in people's words: `Acme IT`."""
    schema: int = SCHEMA
    """The form of the document; one above `SCHEMA` means what this version cannot know."""
    time_zone: str = "UTC"
    hours: BusinessHours = field(default_factory=BusinessHours)
    statuses: tuple[Status, ...] = ()
    priorities: tuple[Priority, ...] = ()
    default_priority: str | None = None
    locked_priority: str | None = None
    """What every ticket from the desktop gets, whatever was asked for (PR-7)."""
    guide: Guide = field(default_factory=Guide)
    nature_question: str = ""
    """What the form asks first, such as: What is the nature of your request? (TK-2)"""
    natures: tuple[Nature, ...] = ()
    products: tuple[Product, ...] = ()
    views: tuple[View, ...] = ()
    """In the order they are offered; empty: the app's own names for those the portal grants."""
    levels: tuple[Level, ...] = ()
    """Lowest first."""
    registration: RegistrationRules = field(default_factory=RegistrationRules)
    terms: SupportTerms = field(default_factory=SupportTerms)
    channels: tuple[Channel, ...] = ()
    shelves: tuple[Shelf, ...] = ()
    advice: tuple[str, ...] = ()
    """What the portal asks people not to do, such as texting one technician (CH-2)."""
    screenshots: Screenshots = field(default_factory=Screenshots)
    features: frozenset[str] = frozenset()
    """estimates, credits, collaborators, subscribers, sessions, orders, incidents …; an unknown one is nothing."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """The portal's words where the app would use its own: `credits` (what a service credit is called)."""

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

    def nature(self, code: str | None) -> Nature | None:
        """The nature of that code, or `None`."""
        return next((nature for nature in self.natures if nature.code == code), None)

    def open_to(self, nature: Nature, permissions: frozenset[str] | None) -> bool:
        """Whether who has these permissions may ask for it here; `None`: nobody knows yet what they may."""
        has = not nature.feature or nature.feature in self.features
        return has and (permissions is None or not nature.permission or nature.permission in permissions)

    def product(self, code: str | None) -> Product | None:
        """The product of that code, or `None`."""
        return next((product for product in self.products if product.code == code), None)

    def category(self, product: str | None, category: str | None) -> Category | None:
        """The category of that code under that product, or `None`."""
        found = self.product(product)
        return next((item for item in found.categories if item.code == category), None) if found else None

    def fields(self, nature: str | None, product: str | None, category: str | None) -> tuple[Field, ...]:
        """Every field that such a ticket may ask for, hidden ones included (`Field.shown`)."""
        return asked(self.nature(nature), self.category(product, category))

    def level(self, code: str | None) -> Level | None:
        """The level of that code, or `None`."""
        return next((level for level in self.levels if level.code == code), None)

    def shelf(self, code: str) -> Shelf | None:
        """The shelf of that code, or `None`."""
        return next((shelf for shelf in self.shelves if shelf.code == code), None)

    def channel(self, kind: str) -> Channel | None:
        """The first channel of that kind, or `None`."""
        return next((channel for channel in self.channels if channel.kind == kind), None)
