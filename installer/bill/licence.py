"""Which licence counts for us, of those a component is offered under: allowed.toml says which are allowed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import Distribution
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

_FILE = Path(__file__).parent / "allowed.toml"
_WORD = re.compile(r"[()]|[^\s()]+")


class NotAllowed(Exception):
    """No licence, an unknown one, or one that allowed.toml does not hold; str() says which."""


@cache
def _table(name: str) -> Mapping[str, str]:
    table: Mapping[str, str] = tomllib.loads(_FILE.read_text("utf-8"))[name]
    return table


def allowed() -> Mapping[str, str]:
    """The allowed licences, each with the reason."""
    return _table("licences")


class _Choice:
    """Reads `A OR B AND (C OR D)` and picks, of alternatives, the first that is allowed."""

    def __init__(self, expression: str) -> None:
        self._words = _WORD.findall(expression)

    def either(self) -> list[str] | None:
        """The licences that then hold together; None when no alternative is allowed."""
        options = [self._all()]
        while self._take("OR"):
            options.append(self._all())
        return next((option for option in options if option is not None), None)

    def _all(self) -> list[str] | None:
        parts = [self._one()]
        while self._take("AND"):
            parts.append(self._one())
        known = [part for part in parts if part is not None]
        return [licence for part in known for licence in part] if len(known) == len(parts) else None

    def _one(self) -> list[str] | None:
        if self._take("("):
            inner = self.either()
            self._take(")")
            return inner
        licence = self._words.pop(0)
        if self._take("WITH"):
            licence += f" WITH {self._words.pop(0)}"
        return [licence] if licence in allowed() else None

    def _take(self, word: str) -> bool:
        if self._words[:1] != [word]:
            return False
        del self._words[0]
        return True


def chosen(expression: str) -> list[str]:
    """The allowed licences we take a component under; raises NotAllowed."""
    if not expression.strip():
        raise NotAllowed("names no licence")
    try:
        licences = _Choice(canonicalize_license_expression(expression)).either()
    except InvalidLicenseExpression as fault:
        raise NotAllowed(f"{expression!r} is no licence that can be looked up: {fault}") from fault
    if licences is None:
        raise NotAllowed(f"{expression} is not allowed")
    return licences


def offered(package: Distribution) -> str:
    """The SPDX expression of a Python package: its metadata's, or what allowed.toml knows of it."""
    told = package.metadata
    by_hand = _table("packages").get(package.name, "")
    return by_hand or next((told[key] for key in ("License-Expression", "License") if key in told), "")
