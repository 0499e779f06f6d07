"""One article over the whole page, with a way back."""

from __future__ import annotations

from PySide6.QtCore import Signal

from trayapp.core.events import Event
from trayapp.core.model import Article
from trayapp.core.policy import Policy
from trayapp.ui.context import UiContext
from trayapp.ui.parts.article_view import ArticleView
from trayapp.ui.parts.empty import Empty
from trayapp.ui.parts.page import Page, clear
from trayapp.ui.style_sheet import Look
from trayapp.ui.texts import knowledge as texts
from trayapp.ui.widgets import button


class ArticlePage(Page):
    """Signals:
    back: to where the employee came from.
    """

    back = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.ARTICLE)
        self._context = context
        self.leave = button(texts.BACK, Look.QUIET, "back")
        self.leave.clicked.connect(self.back)
        self.tools.addWidget(self.leave)

    def hear(self, event: Event) -> None:
        """What is being read stays as it is."""

    def show_article(self, article_id: str) -> None:
        """Turn to an article of the local copy."""
        context = self._context
        context.background.run(
            lambda: (context.knowledge.article(article_id), context.notes.policy()),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, article: Article | None, policy: Policy | None) -> None:
        clear(self.column)
        if article is None:
            empty = Empty("book")
            empty.say(texts.GONE)
            self.column.addWidget(empty)
            return
        view = ArticleView(article, policy, self._context.clock(), self._context.open_url)
        self.column.addWidget(view)
        self.area.verticalScrollBar().setValue(0)
