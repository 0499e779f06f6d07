"""An article to read (INFO-4): plain text, whatever the portal sent, and a way to where there is more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from trayapp.core.model import Article
from trayapp.core.policy import Policy
from trayapp.ui.hints import plain
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.links import web_link
from trayapp.ui.parts.text_block import TextBlock
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.texts import when
from trayapp.ui.theme import Text
from trayapp.ui.widgets import button, label, paragraph


class ArticleView(Card):
    """Title, shelf, text."""

    def __init__(
        self, article: Article, policy: Policy | None, now: datetime, open_url: Callable[[str], None]
    ) -> None:
        super().__init__()
        shelf = policy.shelf(article.shelf) if policy else None
        self.title = TextBlock(article.title, Text.TITLE)
        self.body = TextBlock(article.body)
        about = texts.about(shelf.label if shelf else "", when.on(article.updated_at, now))
        self.column.addWidget(label(about, Text.SMALL, Tone.MUTED))
        self.column.addWidget(self.title)
        self.column.addWidget(self.body)
        self.setAccessibleName(article.title)
        link = web_link(article.url)
        self.more = button(texts.MORE, icon_name="external")
        self.more.setVisible(link is not None)
        if link is not None:
            self.more.setToolTip(plain(link))
            self.more.clicked.connect(lambda: open_url(link))
            self.column.addWidget(self.more)
        elif article.url:
            self.column.addWidget(paragraph(texts.NO_LINK.format(url=article.url), Text.SMALL, Tone.MUTED))
