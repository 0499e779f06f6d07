"""Articles over HTTP. Everybody also gets theirs with their changes; support staff writes them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.core.model import Article
from trayapp.embedded import articles
from trayapp.embedded.api import documented
from trayapp.embedded.api.context import Asker, Key, answered, sent
from trayapp.embedded.api.knowledge_models import ArticleIn, ArticleList
from trayapp.embedded.encoding import to_json
from trayapp.embedded.idempotency import Answer, Request, once
from trayapp.embedded.portal import Work

router = APIRouter(prefix="/articles", tags=["Articles"])


@router.get("", response_model=ArticleList)
def articles_of_shelf(
    asker: Asker,
    shelf: Annotated[str | None, Query(max_length=100, description="Only what stands on this shelf")] = None,
) -> Response:
    """What I may read, the last changed first; not more than 500 articles."""
    with asker.portal.db.read() as tx:
        found = articles.readable(tx, asker.portal.policy, asker.person, articles.Wanted(shelf))
    return answered({"articles": found})


@router.get("/{article}", response_model=Article)
def read_article(asker: Asker, article: str) -> Response:
    """One of the articles that I may read."""
    with asker.portal.db.read() as tx:
        return answered(articles.one(tx, asker.portal.policy, asker.person, article))


@router.post("", status_code=201, response_model=Article, responses=documented.once(201))
def write_article(asker: Asker, key: Key, body: ArticleIn) -> Response:
    """Put an article on a shelf, once for each key; support staff only."""

    def effect(work: Work) -> Answer:
        made = articles.post(work, asker.person, asker.portal.policy, body.article(work.now))
        return Answer(201, to_json(made))

    content = b"POST articles " + body.model_dump_json().encode()
    return sent(once(asker.portal, Request(asker.person, key, content), effect))


@router.delete("/{article}", status_code=204)
def withdraw_article(asker: Asker, article: str) -> Response:
    """Take an article off its shelf; support staff only."""
    with asker.portal.work() as work:
        articles.withdraw(work, asker.person, article)
    return Response(status_code=204)
