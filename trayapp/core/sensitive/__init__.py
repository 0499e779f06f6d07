"""Finds what looks private in a text: addresses, card and account numbers, passwords, keys. Pure."""

from __future__ import annotations

from trayapp.core.sensitive.finder import find
from trayapp.core.sensitive.found import Found, Kind

__all__ = ["Found", "Kind", "find"]
