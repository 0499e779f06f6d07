"""Text from the HTML that support staff write: what is read here is plain, and never rendered."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LINES = frozenset({"br", "tr", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "div"})
_PARAGRAPHS = frozenset({"p", "ul", "ol", "table", "blockquote"})
_SILENT = frozenset({"script", "style", "head", "title", "template"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")
_AROUND_LINES = re.compile(r" *\n *")


def text_of(html: str) -> str:
    """What a person reads; links keep their address, pictures their description."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = _AROUND_LINES.sub("\n", "".join(reader.parts))
    return _MANY_LINES.sub("\n\n", text).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in _SILENT:
            self._silent += 1
        elif tag == "a":
            self._links.append((told.get("href") or "", len(self.parts)))
        elif tag == "img":
            self.parts.append(told.get("alt") or "")
        else:
            self._breaks(tag)
            if tag == "li":
                self.parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            shown = "".join(self.parts[start:]).strip()
            if address.startswith(("http://", "https://")) and address != shown:
                self.parts.append(f" <{address}>")
        elif tag != "br":
            self._breaks(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(_SPACES.sub(" ", data).replace("\N{NO-BREAK SPACE}", " "))

    def _breaks(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif tag == "br" or (tag in _LINES and not "".join(self.parts[-1:]).endswith("\n")):
            self.parts.append("\n")
