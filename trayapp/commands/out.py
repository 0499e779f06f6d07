"""What a command says: words for people, or one JSON document for programs."""

from __future__ import annotations

import json
import re
import sys

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Out:
    """Words go to stdout line by line; with `json`, the document does instead. Warnings go to stderr either way."""

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self._shown = False

    def say(self, text: str = "") -> None:
        """A line for people, out at once."""
        if not self.json:
            print(printable(text), flush=True)

    def warn(self, text: str) -> None:
        """A line on stderr."""
        print(printable(text), file=sys.stderr, flush=True)

    def show(self, document: object) -> None:
        """The one document for programs. A second one is a bug of the command."""
        if not self.json:
            return
        if self._shown:
            raise RuntimeError("a command shows one document")
        self._shown = True
        print(json.dumps(document, ensure_ascii=False, indent=2), flush=True)

    @property
    def shown(self) -> bool:
        """The document is out."""
        return self._shown


def printable(text: str) -> str:
    """Without characters that move a terminal's cursor: what portals and file names hold is not trusted."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))
