"""A key store that forgets everything at the end of the test."""

from __future__ import annotations

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class MemoryKeyring(KeyringBackend):
    """Answers like the system's key store. `fault`, when set, is raised by every call."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.secrets: dict[tuple[str, str], str] = {}
        self.fault: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._may_fail()
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._may_fail()
        self.secrets[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._may_fail()
        if self.secrets.pop((service, username), None) is None:
            raise PasswordDeleteError(username)

    def _may_fail(self) -> None:
        if self.fault is not None:
            raise self.fault
