"""Tells the answer to a request from one to another: a proxy or a cache that mixes them up must not be believed."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex

NAME = "Portal-Request"
"""The header that a portal gives back as it came. One that does not know of it says nothing, and is believed."""


def named(headers: Mapping[str, str] | None) -> Mapping[str, str]:
    """The headers of a request, with a name that no other has."""
    return {**(headers or {}), NAME: token_hex(8)}


def of_another(answered: Mapping[str, str], asked: Mapping[str, str]) -> bool:
    """Whether an answer with these headers says that it belongs to another request than the one with those."""
    return answered.get(NAME.lower(), asked[NAME]) != asked[NAME]
