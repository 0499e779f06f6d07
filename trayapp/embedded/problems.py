"""What the portal refuses in ways that only a portal can; everything else is in `trayapp.core.errors`."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.errors import Busy, TrayAppError


class KeyReused(TrayAppError):
    """The `Idempotency-Key` came before, with another request."""

    kind = "key_reused"


class MissingFiles(TrayAppError):
    """Files are named that this account has not uploaded."""

    kind = "missing_files"

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"{len(missing)} file(s) are not uploaded")
        self.missing = tuple(missing)
        """Their SHA-256."""


class Stale(TrayAppError):
    """`If-Match` names a version of the ticket that is no longer the last one."""

    kind = "stale"


class Stopping(Busy):
    """The portal stops before this was begun."""
