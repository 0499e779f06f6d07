"""What such a server refuses, in its own shapes (`handles_errors.rb`)."""

from __future__ import annotations


class Refused(Exception):
    """An answer that is none."""

    def __init__(self, status: int, words: str, *, human: bool = True) -> None:
        super().__init__(words)
        self.status = status
        told = words if human else "Error ID Xy12Zz: Please contact your administrator."
        self.body = {"error": told} | ({"error_human": told} if human else {})


def missing(what: str, key: str) -> Refused:
    """No such thing."""
    return Refused(404, f"Couldn't find {what} with 'id'={key}")


def forbidden(words: str = "Not authorized") -> Refused:
    """Somebody else's, or not granted."""
    return Refused(403, words)


def unprocessable(words: str, *, human: bool = True) -> Refused:
    """What was sent cannot be taken."""
    return Refused(422, words, human=human)
