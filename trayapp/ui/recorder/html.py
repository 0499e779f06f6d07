"""One page that tells the steps by itself: words and pictures in one file, no script, nothing fetched from anywhere."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from trayapp.core.ports import Encoded
from trayapp.core.text import whole
from trayapp.ui.texts import recorder as words


@dataclass(frozen=True, slots=True)
class Told:
    """A step as it is told: its words, and its picture if there is one, with its size in pixels."""

    words: str
    picture: Encoded | None = None
    width: int = 0
    height: int = 0


def page(steps: Sequence[Told], recorded: datetime) -> bytes:
    """The document, in UTF-8. Whatever a window's title holds, it stays text."""
    body = "\n".join(_step(number, told) for number, told in enumerate(steps, 1))
    return _PAGE.format(
        title=escape(words.PAGE_TITLE),
        recorded=escape(words.recorded(recorded)),
        note=escape(words.PAGE_NOTE),
        style=_STYLE,
        steps=body,
    ).encode()


def _step(number: int, told: Told) -> str:
    heading = f"<h2><b>{number}</b><span>{escape(whole(told.words))}</span></h2>"
    return f'<li id="step-{number}">{heading}\n{_picture(number, told)}</li>'


def _picture(number: int, told: Told) -> str:
    if told.picture is None:
        return f"<p>{escape(words.PAGE_NO_PICTURE)}</p>"
    data = b64encode(told.picture.data).decode("ascii")
    alt = escape(words.picture_of(number, whole(told.words)), quote=True)
    return (
        f'<img src="data:{told.picture.media_type};base64,{data}" '
        f'width="{told.width}" height="{told.height}" alt="{alt}">'
    )


_STYLE = """
:root { color-scheme: light dark; --mark: #c81e33;
  --text: #1c2330; --quiet: #565f6e; --ground: #ffffff; --line: #d5d9e0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ef; --quiet: #a5adba; --ground: #14171c; --line: #3a414d; }
}
body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground);
  max-width: 1280px; margin: 0 auto; padding: 24px; }
h1 { font-size: 28px; line-height: 1.25; margin: 0; }
p { color: var(--quiet); margin: 4px 0 0; max-width: 46em; }
ol { list-style: none; margin: 0; padding: 0; }
li { margin-top: 32px; break-inside: avoid; }
h2 { font-size: 18px; font-weight: 600; line-height: 1.4; margin: 0 0 12px; display: flex; gap: 12px;
  overflow-wrap: anywhere; break-after: avoid; }
h2 b { flex: none; min-width: 28px; height: 28px; line-height: 28px; border-radius: 14px; font-size: 15px;
  text-align: center; color: #ffffff; background: var(--mark); print-color-adjust: exact; }
h2 span { padding-top: 1px; min-width: 0; }
img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 6px;
  box-sizing: border-box; }
@media print {
  body { padding: 0; font-size: 11pt; color: #000000; background: #ffffff; }
  li { margin-top: 18pt; }
  img { max-height: 21cm; width: auto; }
}
"""
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header><h1>{title}</h1><p>{recorded}</p><p>{note}</p></header>
<ol>
{steps}
</ol>
</body>
</html>
"""
