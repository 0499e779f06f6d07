"""Secrets in the system's key store, and nowhere else that outlives the program."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from trayapp.redaction import hide

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

LIMIT_SECONDS = 20.0
"""Enough to type the password that unlocks a key store; a locked one with nobody there blocks for ever."""
_SECURE = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)
"""Modules whose stores encrypt. Any other (plain text files among them) is refused."""


class KeyStore(Protocol):
    """What is used of a keyring backend."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def system_key_store(secure: tuple[str, ...] = _SECURE) -> KeyStore | None:
    """The key store that keyring picked, if it keeps secrets safely."""
    import keyring

    chosen = keyring.get_keyring()
    stores: list[KeyStore] = [chosen, *getattr(chosen, "backends", [])]
    for store in stores:
        if type(store).__module__ in secure:
            return store
    return None


class KeyStoreSecrets:
    """`Secrets` of one portal: the service name holds the portal's, so no token is offered to another portal.

    Every call to the key store runs on a thread of its own with a time limit; while one hangs, no other is made.
    Without a usable key store, secrets live in memory until the program ends, and `put` says so.
    """

    def __init__(
        self,
        name: str,
        store: Callable[[], KeyStore | None] = system_key_store,
        limit: float = LIMIT_SECONDS,
    ) -> None:
        self._service = f"trayapp {name}"
        self._find = store
        self._limit = limit
        self._memory: dict[str, str] = {}
        self._gone: set[str] = set()
        self._asking: threading.Thread | None = None

    def get(self, name: str) -> str | None:
        """The secret, from this session or the key store. Blocks, at most for the time limit."""
        if name in self._memory:
            return self._memory[name]
        if name in self._gone:
            return None
        found = self._ask(lambda store: store.get_password(self._service, name))
        if found is not None:
            hide(found)
            self._memory[name] = found
        return found

    def put(self, name: str, value: str) -> bool:
        """Keep it; `False`: no key store, it lives in memory until the program ends. Blocks like `get`."""
        hide(value)
        self._memory[name] = value
        self._gone.discard(name)

        def keep(store: KeyStore) -> bool:
            store.set_password(self._service, name, value)
            return True

        return self._ask(keep) is True

    def delete(self, name: str) -> None:
        """Forget it everywhere. Blocks like `get`."""
        self._memory.pop(name, None)
        self._gone.add(name)

        def forget(store: KeyStore) -> None:
            if store.get_password(self._service, name) is not None:
                store.delete_password(self._service, name)

        self._ask(forget)

    def available(self) -> bool:
        """A usable key store is there. Blocks like `get`."""
        return self._ask(lambda _store: True) is True

    def _ask(self, question: Callable[[KeyStore], _Answer]) -> _Answer | None:
        if self._asking is not None and self._asking.is_alive():
            return None
        answers: list[_Answer] = []

        def job() -> None:
            try:
                store = self._find()
                if store is not None:
                    answers.append(question(store))
            except Exception as error:  # noqa: BLE001 - backends raise what they like; a bad one equals none
                log.info("the key store is not usable: %s", type(error).__name__)

        self._asking = threading.Thread(target=job, name="key-store", daemon=True)
        self._asking.start()
        self._asking.join(self._limit)
        if self._asking.is_alive():
            log.info("the key store did not answer within %g s", self._limit)
        return answers[0] if answers else None
