"""What requests and answers about articles, notices and search hold."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from trayapp.core.model import Announcement, Article, Notice, Ticket
from trayapp.embedded.api.models import Answer, Code, Keywords, RequestBody
from trayapp.embedded.articles import NewArticle

Url = Annotated[str, StringConstraints(max_length=2000, pattern=r"^(https?://[^\s\x00-\x1f\x7f]+)?$")]


class ArticleIn(RequestBody):
    """Something to read; support staff only."""

    shelf: Code
    """A code of the policy's shelves."""
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    body: Answer
    """Plain text."""
    url: Url = ""
    """Where there is more of it."""
    keywords: Keywords = ()
    company: Annotated[str, StringConstraints(max_length=200)] = ""
    """The name of the only company that it is for; empty: for all."""
    limited: bool = True
    """Also for those who see only a part of company-specific information (ROLE-9)."""

    def article(self, now: datetime) -> NewArticle:
        """As the domain names it; the portal gives the id."""
        article = Article("", self.shelf, self.title, self.body, now, self.url, self.keywords)
        return NewArticle(article, self.company, self.limited)


class ArticleList(BaseModel):
    """Articles that I may read, the last changed first."""

    articles: list[Article]


class NoticePage(BaseModel):
    """Some notices behind my bell, the newest first."""

    notices: list[Notice]
    next: str | None = None
    """Give it back as `after` for the next page; null: that was all."""


class Findings(BaseModel):
    """What was found, the newest of each kind first."""

    tickets: list[Ticket]
    articles: list[Article]
    announcements: list[Announcement]
