"""Articles: each on a shelf of the policy, read by those whose level may (INFO-4, ROLE-1, ROLE-5, ROLE-6, ROLE-9)."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import dataclass, replace

from trayapp.core.errors import Forbidden, NotFound, Rejected
from trayapp.core.model import Article
from trayapp.core.policy import Permission, Policy
from trayapp.embedded.accounts import Person
from trayapp.embedded.db import next_change
from trayapp.embedded.encoding import from_json, to_json
from trayapp.embedded.events import EVERYBODY
from trayapp.embedded.portal import Work
from trayapp.embedded.times import from_text, to_text

MOST = 500
"""How many articles are told at a time, the last changed first."""
_SELECT = r"""
    SELECT * FROM (
        SELECT a.*, sum(length(a.title) + length(a.body)) OVER (ORDER BY a.updated_at DESC, a.id) AS told
        FROM articles a
        WHERE (:shelf IS NULL OR a.shelf = :shelf) AND (:id IS NULL OR a.id = :id)
            AND (a.title LIKE :words ESCAPE '\' OR a.body LIKE :words ESCAPE '\' OR a.keywords LIKE :words ESCAPE '\')
            AND (:staff OR ((a.company_id IS NULL OR a.company_id = :company)
                AND (a.shelf IN (SELECT value FROM json_each(:all))
                    OR (a.limited AND a.shelf IN (SELECT value FROM json_each(:limited))))))
    ) WHERE told <= :length ORDER BY updated_at DESC, id LIMIT :most
"""
_LENGTH = 1_000_000
"""How many characters of articles are told at a time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the articles that one may read."""

    shelf: str | None = None
    id: str | None = None
    words: str = "%"
    """A pattern of LIKE, escaped by a backslash."""
    most: int = MOST


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What support writes."""

    article: Article
    """Its id is given by the portal."""
    company: str = ""
    """The name of the only company that it is for; empty: for all."""
    limited: bool = True
    """Also for those who see only a part of what is on the shelf (ROLE-9)."""


def post(work: Work, person: Person, policy: Policy, new: NewArticle) -> Article:
    """Put it on its shelf. Raises `Forbidden`, or `Rejected` for a shelf or a company that is not there."""
    _require_staff(person)
    if not policy.shelf(new.article.shelf):
        raise Rejected("unknown shelf", fields={"shelf": f"There is no shelf {new.article.shelf!r}."})
    return insert(work, new)


def insert(work: Work, new: NewArticle) -> Article:
    """Write it, unchecked but for the company. Raises `Rejected`."""
    company_id = _company(work.tx, new.company) if new.company else None
    made = replace(new.article, id=f"k_{secrets.token_hex(6)}")
    work.tx.execute(
        """INSERT INTO articles (id, shelf, title, body, url, keywords, updated_at, company_id, limited)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            made.id,
            made.shelf,
            made.title,
            made.body,
            made.url,
            to_json(made.keywords).decode(),
            to_text(made.updated_at),
            company_id,
            int(new.limited),
        ),
    )
    _changed(work)
    return made


def withdraw(work: Work, person: Person, article_id: str) -> None:
    """Take it off its shelf. Raises `Forbidden`, `NotFound`."""
    _require_staff(person)
    gone = work.tx.execute("DELETE FROM articles WHERE id = ?", (article_id,))
    if not gone.rowcount:
        raise NotFound("there is no such article", what="article", id=article_id)
    _changed(work)


def readable(
    tx: sqlite3.Connection, policy: Policy, person: Person, wanted: Wanted = Wanted()
) -> tuple[Article, ...]:
    """What this person may read of it, the last changed first; bounded in number and length."""
    limited, everything = _shelves(policy, person)
    found = tx.execute(
        _SELECT,
        {
            "shelf": wanted.shelf,
            "id": wanted.id,
            "words": wanted.words,
            "staff": person.staff,
            "company": person.company_id,
            "all": to_json(everything).decode(),
            "limited": to_json(limited).decode(),
            "length": _LENGTH,
            "most": wanted.most,
        },
    )
    return tuple(_article(row) for row in found)


def one(tx: sqlite3.Connection, policy: Policy, person: Person, article_id: str) -> Article:
    """An article by its id. Raises `NotFound`, also when it is not for this person."""
    found = readable(tx, policy, person, Wanted(id=article_id))
    if not found:
        raise NotFound("there is no such article", what="article", id=article_id)
    return found[0]


def _shelves(policy: Policy, person: Person) -> tuple[list[str], list[str]]:
    """Shelves of which this person reads only what is for everybody (ROLE-9), and those they read all of."""
    limited, everything = [], []
    for shelf in policy.shelves:
        if not shelf.permission or shelf.permission in person.permissions:
            everything.append(shelf.code)
        elif shelf.permission == Permission.COMPANY_INFO and person.may(Permission.COMPANY_INFO_LIMITED):
            limited.append(shelf.code)
    return limited, everything


def _company(tx: sqlite3.Connection, name: str) -> str:
    found = tx.execute("SELECT id FROM companies WHERE name = ?", (name,)).fetchall()
    if len(found) != 1:
        why = f"There is no company {name!r}." if not found else f"Several companies are called {name!r}."
        raise Rejected("no single company", fields={"company": why})
    return str(found[0]["id"])


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        shelf=row["shelf"],
        title=row["title"],
        body=row["body"],
        updated_at=from_text(row["updated_at"]),
        url=row["url"],
        keywords=from_json(row["keywords"], tuple[str, ...]),
    )


def _changed(work: Work) -> None:
    work.tx.execute("UPDATE counters SET value = ? WHERE name = 'articles'", (next_change(work.tx),))
    work.audiences.append(EVERYBODY)


def _require_staff(person: Person) -> None:
    if not person.staff:
        raise Forbidden("only support staff writes articles", action="article")
