"""Random values that are told once, and kept as a hash: tokens, codes, links, cookies."""

from __future__ import annotations

import hashlib
import secrets


def fresh(prefix: str = "") -> str:
    """A new one: 256 random bits, safe in addresses. The prefix lets people and secret scanners recognise it."""
    return prefix + secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """What is kept. A plain hash is enough, as nothing can be guessed from a list of words."""
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
