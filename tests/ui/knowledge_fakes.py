"""In-memory stand-ins for what the store knows besides tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from trayapp.core.model import Article
from trayapp.core.ports import BellEntry, Found, Suggestions


@dataclass
class FakeKnowledge:
    """Suggests by a word that occurs. `fail_with` is raised instead."""

    shelved: list[Article] = field(default_factory=list)
    suggestions: dict[str, Suggestions] = field(default_factory=dict)
    """By a word, in small letters."""
    asked: list[str] = field(default_factory=list)
    fail_with: Exception | None = None

    def articles(self, shelf: str | None = None) -> Sequence[Article]:
        return [item for item in self.shelved if shelf in {None, item.shelf}]

    def article(self, article_id: str) -> Article | None:
        return next((item for item in self.shelved if item.id == article_id), None)

    def suggest(self, words: str, now: datetime) -> Suggestions:
        self.asked.append(words)
        if self.fail_with:
            raise self.fail_with
        fitting = (each for word, each in self.suggestions.items() if word in words.lower())
        return next(fitting, Suggestions())

    def search(self, words: str, now: datetime, limit: int = 50) -> Found:
        return Found(
            articles=tuple(each for each in self.shelved if words.lower() in each.title.lower())[:limit]
        )


@dataclass
class FakeBell:
    """Keeps entries in a list, newest first."""

    kept: list[BellEntry] = field(default_factory=list)

    def entries(self, limit: int = 100) -> Sequence[BellEntry]:
        return self.kept[:limit]

    def unread(self) -> int:
        return sum(entry.unread for entry in self.kept)

    def mark_read(self, notice_id: str | None = None) -> None:
        self.kept = [
            replace(entry, unread=False) if notice_id in {None, entry.notice.id} else entry
            for entry in self.kept
        ]
