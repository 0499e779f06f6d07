"""The employee's own open tickets that are like what is being written.

Ranking every hit (bm25) would read every ticket that holds a common word. So each word gives its newest few hits, which
the index has in that order, and what many words, or rare ones, agree on comes first.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from trayapp.core.ports import TicketRow
from trayapp.store.telling_words import LONG
from trayapp.store.ticket_pages import rows_of_ranks
from trayapp.store.ticket_views import tag
from trayapp.store.words import split

_LOOKED_AT = 40
"""Newest hits of each word."""
_COMMON = 0.5
"""Of a word that has as many hits as are looked at, and likely more."""
_HITS = "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_TEXTS = "SELECT subject, description FROM ticket_search WHERE rowid = ?"
_SUBJECT = 2.0
_DESCRIPTION = 1.0


def alike(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> Sequence[TicketRow]:
    """Those that share words with it, two of them where there are many; best first and then newest first."""
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, set[str]] = defaultdict(set)
    for word in words:
        for column, weight in (("subject", _SUBJECT), ("description", _DESCRIPTION)):
            hits = _hits(connection, _expression(column, word))
            rarity = _COMMON if len(hits) == _LOOKED_AT else 1.0
            for rank in hits:
                scores[rank] += weight * rarity
                shared[rank].add(word)
    if len(words) >= LONG:
        scores = _sharing_two(connection, words, scores, shared, limit)
    best = sorted(scores, key=lambda rank: (scores[rank], rank), reverse=True)[:limit]
    return rows_of_ranks(connection, best)


def _sharing_two(
    connection: sqlite3.Connection,
    words: Sequence[str],
    scores: Mapping[int, float],
    shared: Mapping[int, set[str]],
    limit: int,
) -> dict[int, float]:
    """Those of the scores that share two words.

    A common word has more hits than were looked at: where too few share two, the best of the others are read.
    """
    found = {rank for rank in shared if len(shared[rank]) > 1}
    if len(found) < limit:
        others = sorted(shared.keys() - found, key=lambda rank: (scores[rank], rank))[-_LOOKED_AT:]
        found |= {rank for rank in others if len(_held(connection, rank).intersection(words)) > 1}
    return {rank: scores[rank] for rank in found}


def _held(connection: sqlite3.Connection, rank: int) -> set[str]:
    """The words of a ticket's subject and description, in lower case, a plural also as its singular."""
    subject, description = connection.execute(_TEXTS, (rank,)).fetchone()
    found = {word.lower() for word in split(f"{subject} {description}")}
    return found | {word.removesuffix("s") for word in found}


def _hits(connection: sqlite3.Connection, expression: str) -> list[int]:
    return [rank for (rank,) in connection.execute(_HITS, (expression, _LOOKED_AT)).fetchall()]


def _expression(columns: str, word: str) -> str:
    return f'({columns} : ("{word}" OR "{word}s")) AND tags : "{tag("open")}"'
