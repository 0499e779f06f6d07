"""What a new ticket asks: its nature, product, category, and the fields these add (TK-1, TK-2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trayapp.core.policy.priorities import Choice


@dataclass(frozen=True, slots=True)
class Field:
    """A field that policy adds to the form (TK-1)."""

    code: str
    label: str
    kind: str = "text"
    """text, long_text, choice, date, yes_no, file; an unknown kind is shown as text.

    The answer to `file` is the name of one of the ticket's files."""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    shown_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Shown, and then perhaps required, only while each of these fields has one of these answers."""

    def shown(self, answers: Mapping[str, str]) -> bool:
        """Whether these answers call for it."""
        return all(answers.get(code, "") in wanted for code, wanted in self.shown_if.items())


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

    @property
    def needs_category(self) -> bool:
        """Some category of it has a field that must be answered, so it must not be left out."""
        return any(item.required for category in self.categories for item in category.fields)


@dataclass(frozen=True, slots=True)
class Nature:
    """What kind of request it is; each has a form of its own (TK-2, ROLE-7, ROLE-8, ROLE-10, ROLE-11)."""

    code: str
    label: str
    hint: str = ""
    fields: tuple[Field, ...] = ()
    permission: str = ""
    """A `Permission` that a level needs to ask for it; empty: whoever may create tickets."""
    about: bool = True
    """Product and category are asked, too."""
    feature: str = ""
    """A feature it belongs to, such as sessions or orders; empty: none."""


def asked(nature: Nature | None, category: Category | None) -> tuple[Field, ...]:
    """The fields of a form, the nature's first; one named twice is asked once."""
    fields: dict[str, Field] = {}
    for item in (nature.fields if nature else ()) + (category.fields if category else ()):
        fields.setdefault(item.code, item)
    return tuple(fields.values())
