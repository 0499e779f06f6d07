"""What the server calls itself: the name in the subjects of its mails, by which its people know it."""

from __future__ import annotations

import re
from urllib.parse import unquote

_COOKIE = re.compile(r"\bRT_SID_([^=;,\s]{1,200})=")
_PORT = re.compile(r"\.\d{1,5}$")
_UNSET = "example.com"
"""What a server is called that nobody gave a name."""


def own_name(cookie: str) -> str:
    """The name out of a cookie of its session: nothing else tells it to employees. Empty where there is none."""
    found = _COOKIE.search(cookie)
    name = unquote(_PORT.sub("", found[1])) if found else ""
    return "" if name == _UNSET else name
