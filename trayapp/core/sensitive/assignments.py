"""Secrets that a word beside them gives away: `password: xyz`, `api_key=…`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trayapp.core.sensitive.found import Found, Kind

_PASSWORDS = (
    r"pass(?:word|wd|wort|phrase|code)?|pwd|kennwort|mot de passe|contrase\u00f1a|wachtwoord|has\u0142o|senha"
)
_KEYS = (
    r"(?:api|access|secret|private|account|shared|encryption|signing|subscription|license|licence)[_ -]?key"
    r"|(?:access|auth|refresh|bearer|session|id)[_ -]?token|token|client[_ -]?secret|secret"
)
_ASSIGNMENT = re.compile(
    rf"""
    (?<![a-z]) (?:(?P<password>{_PASSWORDS}) | (?:{_KEYS}))
    ["']? \s{{0,2}}+ (?P<sign>:=|=>|=|:) [ \t]{{0,8}}+
    (?: ["'](?P<quoted> [^"'\n]{{1,256}}+ )["'] | ["']? (?P<bare> [^\s"',;<>]{{1,512}}+ ) )
    (?P<rest> [ \t]{{1,4}}+ [^\W\d] )?
    """,
    re.VERBOSE,
)
"""Of a text in small letters. `rest`: the line goes on with a word."""
_NOT_SECRET = re.compile(
    r"required|optional|missing|invalid|incorrect|correct|wrong|expire[sd]|changed?|forg[eo]t(?:ten)?|lost|reset|yes|no"
    r"|true|false|none|null|undefined|unknown|empty|(?:un)?set|(?:en|dis)abled|ok|valid|failed|str(?:ing)?|text|bool"
    r"|int|bytes|(?:my|your|the)?password|passwort|token|secret|key|hidden|redacted|encrypted|n/a"
)
_MASKED = frozenset("*•●·.x#_-…")
_SHORTEST, _LONG = 3, 20


def assignments(text: str) -> Iterator[Found]:
    """What is set to a name that says password, secret, token or key; the name itself stays readable."""
    small = text.lower()
    if len(small) != len(text):  # a letter that has no small one of its own
        small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    for match in _ASSIGNMENT.finditer(small):
        kind = Kind.PASSWORD if match["password"] else Kind.KEY
        part = "bare" if match["bare"] else "quoted"
        if _secret(match[part], kind) and not (match["bare"] and _prose(match)):
            yield Found(match.start(part), match.end(part), kind)


def _secret(value: str, kind: Kind) -> bool:
    """Neither a word about a password, nor stars, nor the name of a variable."""
    if len(value) < _SHORTEST or set(value) <= _MASKED or value.startswith(("${", "{{", "$(", "%(", "os.")):
        return False
    if kind is Kind.KEY and len(value) < _LONG and not any(char.isdigit() for char in value):
        return False  # a word, or a name in a program
    return _NOT_SECRET.fullmatch(value.rstrip(".!?)")) is None


def _prose(match: re.Match[str]) -> bool:
    """`Password: must have eight letters`, `token = self.read()`."""
    value = match["bare"]
    if match["sign"] == ":" and match["rest"] and value.rstrip(".!?").isalpha():
        return True
    return "(" in value and value.partition("(")[0].replace(".", "").replace("_", "").isalpha()
