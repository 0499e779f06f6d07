"""A key store that is safe from power cuts: each of its entries is a mark."""

from __future__ import annotations

from tests.faults.power.ledger import Say


class MarkedSecrets:
    """The port `Secrets`."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """As it was put."""
        return self._kept.get(name)

    def put(self, name: str, value: str) -> bool:
        """Always kept."""
        self._kept[name] = value
        self._say.told("key", value)
        return True

    def delete(self, name: str) -> None:
        """Gone."""
        self._kept.pop(name, None)
        self._say.told("key", None)


class OneSecret:
    """The port `Secrets` with the one key that was there at the cut."""

    def __init__(self, value: str | None) -> None:
        self._value = value

    def get(self, name: str) -> str | None:
        """That one."""
        return self._value

    def put(self, name: str, value: str) -> bool:
        """Always kept."""
        self._value = value
        return True

    def delete(self, name: str) -> None:
        """Gone."""
        self._value = None
