"""Secrets: in the key store or in memory, never anywhere else, and never for another portal."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.errors import KeyringLocked

from tests.fakes.memory_keyring import MemoryKeyring
from trayapp.core.ports import Secrets
from trayapp.desktop.secrets import KeyStoreSecrets, system_key_store

HERE = "https://help.example.com"


def secrets(store: MemoryKeyring | None, origin: str = HERE) -> KeyStoreSecrets:
    """Secrets of one program run."""
    return KeyStoreSecrets(origin, lambda: store)


def test_a_secret_outlives_the_program(key_store: MemoryKeyring) -> None:
    """What was put is found by the next run, in the key store and only there."""
    first: Secrets = secrets(key_store)
    assert first.put("token", "s3cr3t") is True

    assert secrets(key_store).get("token") == "s3cr3t"
    assert list(key_store.secrets) == [(f"trayapp {HERE}", "token")]


def test_another_portal_gets_nothing(key_store: MemoryKeyring) -> None:
    """A token is bound to the origin it was made for."""
    secrets(key_store).put("token", "s3cr3t")

    assert secrets(key_store, "https://evil.example").get("token") is None


def test_a_deleted_secret_is_gone(key_store: MemoryKeyring) -> None:
    """Deleting forgets it in this run and in the key store; deleting nothing is no error."""
    one = secrets(key_store)
    one.put("token", "s3cr3t")

    one.delete("token")
    one.delete("token")

    assert one.get("token") is None
    assert not key_store.secrets


def test_without_a_key_store_it_lives_in_memory() -> None:
    """With no key store the secret works until the program ends, and `put` says so."""
    one = secrets(None)

    assert one.put("token", "s3cr3t") is False
    assert one.get("token") == "s3cr3t"
    assert secrets(None).get("token") is None
    assert not one.available()


def test_a_failing_key_store_equals_none(key_store: MemoryKeyring) -> None:
    """Whatever a key store raises, the secret is kept for this run."""
    key_store.fault = KeyringLocked("no")
    one = secrets(key_store)

    assert one.put("token", "s3cr3t") is False
    assert one.get("token") == "s3cr3t"
    one.delete("token")
    assert one.get("token") is None


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """Holds a key store until it is set."""
    event = threading.Event()
    yield event
    event.set()


def test_a_locked_key_store_does_not_hold_the_program(
    stuck: threading.Event, key_store: MemoryKeyring
) -> None:
    """One that waits for a prompt for ever costs the time limit once; while it hangs nobody else waits for it."""
    calls: list[int] = []

    def find() -> MemoryKeyring:
        calls.append(1)
        stuck.wait(30)
        return key_store

    one = KeyStoreSecrets(HERE, find, limit=0.01)
    assert one.get("token") is None
    assert one.put("token", "s3cr3t") is False
    assert one.get("other") is None

    assert one.get("token") == "s3cr3t"
    assert len(calls) == 1


def test_a_failure_of_the_backend_itself_is_survived() -> None:
    """A backend that cannot even be found equals none."""

    def find() -> None:
        raise RuntimeError("broken installation")

    assert KeyStoreSecrets(HERE, find).get("token") is None


def test_only_encrypting_key_stores_are_accepted(key_store: MemoryKeyring) -> None:
    """A backend that is not on the list, such as one in plain text files, is refused."""
    assert system_key_store() is None
    assert system_key_store((type(key_store).__module__,)) is key_store


def test_a_chain_is_searched(key_store: MemoryKeyring) -> None:
    """Where keyring chains several backends, the first acceptable one is taken."""

    class Chain(MemoryKeyring):
        backends = (Plain(), key_store)

    keyring.set_keyring(Chain())

    assert system_key_store((MemoryKeyring.__module__,)) is key_store


class Plain(MemoryKeyring):
    """Stands for a backend that keeps secrets in the open."""
