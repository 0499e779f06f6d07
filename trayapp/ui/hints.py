"""What a tool tip shows is plain text, whoever wrote it: Qt takes what looks like HTML for it, pictures and all."""

from __future__ import annotations

import html

LONGEST = 1000
"""Letters that are shown."""


def plain(text: str) -> str:
    """The text for `setToolTip` and its like, shown as it is written."""
    short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    if "<" not in short:
        return short
    return f"<span>{html.escape(short)}</span>".replace("\n", "<br>")
