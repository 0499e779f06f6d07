"""What is wrong with the words of a command, found after they were parsed."""

from __future__ import annotations


class Usage(Exception):
    """The argument is the sentence to show; the exit code is 2."""
