"""Encrypts with AES-256-GCM: what was changed by anybody, or belongs to another key, is not decrypted at all."""

from __future__ import annotations

import re
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from typing import Self

_MAGIC = b"trayapp-draft-1\n"
_NONCE = 12
_BYTES = 32
_ENTRY = re.compile(r"([0-9a-f]{16}):([A-Za-z0-9+/]{43}=)")


class Unreadable(Exception):
    """Damaged, of another key or another form; the words say which and hold nothing of what is in it."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key and the name of the file it opens."""

    name: str
    secret: bytes = field(repr=False)

    @classmethod
    def fresh(cls) -> Self:
        """One that nobody has had before."""
        return cls(secrets.token_hex(8), secrets.token_bytes(_BYTES))

    @classmethod
    def read(cls, text: str) -> Self | None:
        """What `text` made; `None` for anything else."""
        found = _ENTRY.fullmatch(text)
        return None if found is None else cls(found[1], b64decode(found[2]))

    def text(self) -> str:
        """For the key store, which keeps text."""
        return f"{self.name}:{b64encode(self.secret).decode()}"


def seal(key: Key, plain: bytes) -> bytes:
    """Encrypted for that key, bound to its name."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return _MAGIC + nonce + AESGCM(key.secret).encrypt(nonce, plain, _bound_to(key))


def unseal(key: Key, sealed: bytes) -> bytes:
    """What was sealed. Raises `Unreadable`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, rest = sealed[len(_MAGIC) :][:_NONCE], sealed[len(_MAGIC) + _NONCE :]
    if not sealed.startswith(_MAGIC) or len(nonce) < _NONCE:
        raise Unreadable("not a draft of this program")
    try:
        return AESGCM(key.secret).decrypt(nonce, rest, _bound_to(key))
    except InvalidTag as error:
        raise Unreadable("damaged, or of another key") from error


def _bound_to(key: Key) -> bytes:
    return _MAGIC + key.name.encode()
