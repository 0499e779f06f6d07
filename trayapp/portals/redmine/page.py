"""What Redmine tells nobody but those who look at its pages: what it calls itself, and how large a file may be."""

from __future__ import annotations

import re
from html import unescape

from trayapp.core.errors import ServerFault
from trayapp.portals.clean import line
from trayapp.portals.redmine.talk import Talk

MARK = 'content="Redmine"'
"""On every page, whatever the administrator calls it: `<meta name="description" content="Redmine">`."""
_TITLE = re.compile(r"<title>([^<]{1,200})</title>", re.IGNORECASE)
_LARGEST = re.compile(r'\bdata-max-file-size="([0-9]{1,15})"')
_LONGEST_NAME = 80


def own_name(talk: Talk) -> str:
    """What the administrator calls it: on the page where one signs in, nothing else is in the title.

    Empty where another page stands in its place.
    """
    found = _TITLE.search(_page(talk, "login"))
    return line(unescape(found[1]).strip(), _LONGEST_NAME) if found else ""


def largest_file(talk: Talk, issue: int) -> int | None:
    """Bytes of a file, from the form on an issue's page where one adds to it; `None`: it has none."""
    found = _LARGEST.search(_page(talk, f"issues/{issue}"))
    return int(found[1]) if found else None


def _page(talk: Talk, path: str) -> str:
    try:
        text = talk.page(path)
    except ServerFault:
        return ""
    return text if MARK in text else ""
