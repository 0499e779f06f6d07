"""What can go wrong with one request between the app and its portal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One kind of trouble."""

    NONE = "none"
    REFUSE = "refuse"
    """The connection ends before a byte was read: surely not sent."""
    CUT_REQUEST = "cut_request"
    """`after` bytes reach the portal, then both connections break."""
    CUT_ANSWER = "cut_answer"
    """The portal has applied the request; `after` bytes of its answer come back, then the connection breaks."""
    HANG = "hang"
    """The portal has applied the request; nothing comes back until the app gives up."""
    DELAY = "delay"
    """Everything comes, `seconds` late."""
    THROTTLE = "throttle"
    """The answer trickles, `after` bytes at a time."""
    STATUS = "status"
    """Not the portal answers but somebody before it, with `status`; the request was not applied."""
    APPLIED_STATUS = "applied_status"
    """The portal has applied the request; somebody before it answers with `status`."""
    REPLAY = "replay"
    """The request reaches the portal twice; the second answer comes back."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Trouble for one request."""

    kind: Kind = Kind.NONE
    after: int = 0
    seconds: float = 0.0
    status: int = 503
    retry_after: int | None = None
    html: bool = False
    """The answer of `STATUS` is a page, as gateways send it."""
