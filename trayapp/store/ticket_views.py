"""The views of the ticket list (TK-3): which rows, and the word that finds them in the search index."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trayapp.core.model import Relation
from trayapp.core.policy import Bucket

_CLOSED = str(Bucket.CLOSED)
_RESOLVED = str(Bucket.RESOLVED)
_MINE = (Relation.OWN, Relation.SUBSCRIBER)
"""Those that ring for the employee: their own, and those they were added to by colleagues (TK-8)."""
_COMPANY = frozenset({Relation.OWN, Relation.COMPANY, Relation.SUBSCRIBER})


@dataclass(frozen=True, slots=True)
class View:
    """One view, said twice: for SQL (word for word as its index has it, or the index is not used), and for one row."""

    where: str
    holds: Callable[[str, str], bool]
    """Whether a row of that relation and bucket belongs here."""


VIEWS: Mapping[str, View] = {
    "open": View(
        "relation IN ('own', 'subscriber') AND bucket <> 'closed'",
        lambda relation, bucket: relation in _MINE and bucket != _CLOSED,
    ),
    "company": View(
        "relation IN ('own', 'company', 'subscriber') AND bucket <> 'closed'",
        lambda relation, bucket: relation in _COMPANY and bucket != _CLOSED,
    ),
    "closed": View("bucket = 'closed'", lambda _, bucket: bucket == _CLOSED),
    "collaborator": View("relation = 'collaborator'", lambda relation, _: relation == Relation.COLLABORATOR),
    "completed": View("bucket IN ('resolved', 'closed')", lambda _, bucket: bucket in (_RESOLVED, _CLOSED)),
    "all": View("1", lambda _relation, _bucket: True),
}


def view(name: str) -> View:
    """The view of that name; an unknown one shows everything rather than hiding tickets."""
    return VIEWS.get(name, VIEWS["all"])


def tag(name: str) -> str:
    """The word that marks the rows of a view in the search index."""
    return f"view{name if name in VIEWS else 'all'}"


def tags(relation: str, bucket: str) -> str:
    """The marks of one row."""
    return " ".join(tag(name) for name, one in VIEWS.items() if one.holds(relation, bucket))
