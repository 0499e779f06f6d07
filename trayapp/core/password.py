"""A name and a password as one secret, for portals that give out nothing better to be kept."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field

_MARK = "password:"


@dataclass(frozen=True, slots=True)
class Password:
    """What a person signs in with."""

    user: str
    password: str = field(repr=False)

    def secret(self) -> str:
        """As it lies in the key store, where a token lies otherwise."""
        return _MARK + base64.b64encode(json.dumps([self.user, self.password]).encode()).decode()


def password_of(secret: str) -> Password | None:
    """The name and password in a secret; `None`: it is a token."""
    if not secret.startswith(_MARK):
        return None
    try:
        user, password = json.loads(base64.b64decode(secret.removeprefix(_MARK), validate=True))
    except ValueError:
        return None
    return Password(user, password) if isinstance(user, str) and isinstance(password, str) else None
