"""Text from the HTML that support staff write: what is read here is plain, and never rendered."""

from __future__ import annotations

import re

from trayapp.portals.html_tokens import Tag, tokens

_LINES = frozenset({"br", "tr", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "div"})
_PARAGRAPHS = frozenset({"p", "ul", "ol", "table", "blockquote"})
_SILENT = frozenset({"head", "template"})
_SPACES = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")


def text_of(html: str) -> str:
    """What a person reads; links keep their address, pictures their description."""
    reader = _Reader()
    for token in tokens(html):
        reader.take(token)
    lines = "".join(reader.parts).split("\n")
    return _MANY_LINES.sub("\n\n", "\n".join(line.strip(" ") for line in lines)).strip()


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._silent = 0
        self._link: tuple[str, int] | None = None
        """The address of the link that is open, and the part its words begin with: there is none in another."""

    def take(self, token: str | Tag) -> None:
        """The next piece of the document."""
        if isinstance(token, str):
            self._say(token)
        elif token.ends:
            self._end(token.name)
        else:
            self._begin(token)

    def _say(self, data: str) -> None:
        if not self._silent:
            self.parts.append(_SPACES.sub(" ", data).replace("\N{NO-BREAK SPACE}", " "))

    def _begin(self, tag: Tag) -> None:
        if tag.name in _SILENT:
            self._silent += 1
        elif tag.name == "body":
            self._silent = 0  # the end of a head need not be written
        elif tag.name == "a":
            self._end("a")
            self._link = (tag.attributes.get("href", ""), len(self.parts))
        elif tag.name == "img":
            self._say(tag.attributes.get("alt", ""))
        else:
            self._break(tag.name)
            if tag.name == "li":
                self.parts.append("- ")

    def _end(self, name: str) -> None:
        if name in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif name == "a" and self._link:
            (address, start), self._link = self._link, None
            shown = "".join(self.parts[start:]).strip()
            if address.startswith(("http://", "https://")) and address != shown:
                self.parts.append(f" <{address}>")
        elif name != "br":
            self._break(name)

    def _break(self, name: str) -> None:
        if name in _PARAGRAPHS:
            self.parts.append("\n\n")
        elif name == "br" or (name in _LINES and not "".join(self.parts[-1:]).endswith("\n")):
            self.parts.append("\n")
