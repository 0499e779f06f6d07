"""The employee's own open tickets that are like what is being written.

Ranking every hit (bm25) would read every ticket that holds a common word. So each word gives its newest few hits, which
the index has in that order, and what many words, or rare ones, agree on comes first.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from trayapp.core.ports import TicketRow
from trayapp.store.ticket_pages import rows_of_ranks
from trayapp.store.ticket_views import tag

_LOOKED_AT = 40
"""Newest hits of each word."""
_COMMON = 0.5
"""Of a word that has as many hits as are looked at, and likely more."""
_HITS = "SELECT rowid FROM ticket_search WHERE ticket_search MATCH ? ORDER BY rowid DESC LIMIT ?"
_SUBJECT = 2.0
_DESCRIPTION = 1.0


def alike(connection: sqlite3.Connection, words: Sequence[str], limit: int) -> Sequence[TicketRow]:
    """Those that share words with it, best first and then newest first."""
    scores: dict[int, float] = defaultdict(float)
    for word in words:
        for column, weight in (("subject", _SUBJECT), ("description", _DESCRIPTION)):
            hits = connection.execute(_HITS, (_expression(word, column), _LOOKED_AT)).fetchall()
            rarity = _COMMON if len(hits) == _LOOKED_AT else 1.0
            for (rank,) in hits:
                scores[rank] += weight * rarity
    best = sorted(scores, key=lambda rank: (scores[rank], rank), reverse=True)[:limit]
    return rows_of_ranks(connection, best)


def _expression(word: str, column: str) -> str:
    return f'({column} : ("{word}" OR "{word}s")) AND tags : "{tag("open")}"'
