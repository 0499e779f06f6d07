"""Text that can be kept and sent. File names, arguments and programs' names may hold what is no text at all."""

from __future__ import annotations


def whole(text: str) -> str:
    """The text without halves of characters, which neither a database nor JSON takes; pairs of halves become one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
