"""HTML taken apart in one pass, however broken it is: nothing is gone back to, so no text takes long to read.

(The standard library's parser looks through the rest of the text once for every mark that is not closed.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from trayapp.core.model import NOTHING

_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_RAW = frozenset({"script", "style", "title"})
"""What is in them is no text and no markup."""
_HUGE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
"""The number of no letter; Python refuses to read one of thousands of digits."""


@dataclass(frozen=True, slots=True)
class Tag:
    """The beginning or the end of an element."""

    name: str
    """In small letters."""
    ends: bool = False
    attributes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    """By names in small letters; of one that is there twice, the first counts."""


def tokens(html: str) -> Iterator[str | Tag]:
    """Texts and tags in turn, without comments, and without what is in scripts, styles and titles.

    Behind the last bracket everything is text.
    """
    at, last = 0, html.rfind(">")
    while 0 <= (begin := html.find("<", at)) < last:
        if begin > at:
            yield _plain(html[at:begin])
        at, token = _markup(html, begin)
        if token is not None:
            yield token
        if isinstance(token, Tag) and token.name in _RAW and not token.ends:
            at = _raw_end(html, at, token.name)
    if at < len(html):
        yield _plain(html[at:])


def _markup(html: str, begin: int) -> tuple[int, str | Tag | None]:
    """What begins with that bracket, and where the rest begins."""
    if html.startswith("<!--", begin):
        return _behind(html, "-->", begin + 2), None
    opened = _NAME.match(html, begin)
    if opened:
        return _tag(html, opened)
    if html.startswith(("<!", "<?", "</"), begin):
        return _behind(html, ">", begin + 2), None
    return begin + 1, "<"


def _tag(html: str, opened: re.Match[str]) -> tuple[int, Tag]:
    at, told = _skip(html, opened.end()), dict[str, str]()
    while found := _ATTRIBUTE.match(html, at):
        name, *values = found.groups()
        told.setdefault(name.lower(), _plain(next(filter(None, values), "")))
        at = _skip(html, found.end())
    # neither a name nor a gap: the bracket, or the end
    return at + 1, Tag(opened[2].lower(), bool(opened[1]), told)


def _skip(html: str, at: int) -> int:
    gap = _GAP.match(html, at)
    return gap.end() if gap else at


def _behind(html: str, mark: str, start: int) -> int:
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def _raw_end(html: str, at: int, name: str) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _plain(text: str) -> str:
    return unescape(_HUGE.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text
