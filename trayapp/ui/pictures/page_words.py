"""The words of a page of HTML, as somebody would type them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LINES = {"p", "div", "br", "li", "tr", "table", "ul", "ol", "pre", "blockquote", "hr"}
_LINES |= {f"h{level}" for level in range(1, 7)}
_UNSEEN = {"script", "style", "title", "template"}
_SPACES = re.compile(r"[ \t\n\r\f]+")


class _Words(HTMLParser):
    """Collects text, a line for each block."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[list[str]] = [[]]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as its base
        self._unseen += tag in _UNSEEN
        if tag in _LINES:
            self.lines.append([])
        elif tag in {"td", "th"}:
            self.lines[-1].append("\t")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _LINES:
            self.lines.append([])

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.lines[-1].append(_SPACES.sub(" ", data))


def words_of(html: str) -> str:
    """Its text without what is not shown; empty when it holds pictures only."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = ("".join(line).strip() for line in parser.lines)
    return "\n".join(line for line in lines if line)
