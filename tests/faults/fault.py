"""What can go wrong with one request between the app and its portal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One kind of trouble."""

    NONE = "none"
    DOWN = "down"
    """Nobody listens: the connection is refused. Planned for the request before, see `Fault.then_down`."""
    REFUSE = "refuse"
    """The connection ends before a byte was read: surely not sent."""
    CUT_REQUEST = "cut_request"
    """A part of the request reaches the portal, then both connections break."""
    CUT_ANSWER = "cut_answer"
    """The portal has applied the request; a part of its answer comes back, then the connection breaks."""
    CLOSE_ANSWER = "close_answer"
    """The same, but the connection ends in order: no reset tells that something is missing."""
    HANG = "hang"
    """The portal has applied the request; nothing comes back until the app gives up."""
    STALL = "stall"
    """The request's head is read and nothing more; nothing comes back until the app gives up."""
    DELAY = "delay"
    """Everything comes, `seconds` late."""
    THROTTLE = "throttle"
    """The answer trickles, `after` bytes at a time."""
    STATUS = "status"
    """Not the portal answers but somebody before it, with `status`; the request was not applied."""
    EARLY = "early"
    """The same, before the request's body was read; the connection is closed then."""
    APPLIED_STATUS = "applied_status"
    """The portal has applied the request; somebody before it answers with `status`."""
    PAGE = "page"
    """A captive portal answers 200 with a page of its own; the request was not applied."""
    APPLIED_PAGE = "applied_page"
    """The portal has applied the request; a page comes back with status 200."""
    REDIRECT = "redirect"
    """Somebody sends elsewhere (302); the request was not applied."""
    REPLAY = "replay"
    """The request reaches the portal twice; the second answer comes back."""
    EARLIER = "earlier"
    """A confused proxy: the answer of the request before comes back; the request was not applied."""
    ALIKE = "alike"
    """A confused proxy: the answer to an earlier request of the same sort comes back; the request was not applied."""
    CHUNKS = "chunks"
    """The portal has applied the request; its answer comes in chunks of which the last is missing."""
    KILL_BEFORE = "kill_before"
    """The portal is killed (SIGKILL) when the request comes; it never sees it."""
    KILL_DURING = "kill_during"
    """The portal is killed while it handles the request: `seconds` after it has all of it."""
    KILL_AFTER = "kill_after"
    """The portal has answered and is killed; the answer is lost."""
    STOP = "stop"
    """The portal is stopped in order (SIGTERM) when the request comes; it never sees it."""


class Place(StrEnum):
    """How much of a message gets through, for `CUT_REQUEST` and the like."""

    NOTHING = "nothing"
    ONE = "one"
    """One byte."""
    HEAD_MIDDLE = "head_middle"
    HEAD_ALMOST = "head_almost"
    """All lines of the head but not the blank one after it."""
    HEAD_END = "head_end"
    BODY_MIDDLE = "body_middle"
    ALMOST = "almost"
    """All but the last byte."""
    ALL = "all"


IN_BODY = frozenset({Place.BODY_MIDDLE, Place.ALMOST})
"""Places that only a message with a body has."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Trouble for one request."""

    kind: Kind = Kind.NONE
    after: int = 0
    """Bytes; for what is cut only where there is no `place`."""
    seconds: float = 0.0
    status: int = 503
    retry_after: int | None = None
    html: bool = False
    """The answer of `STATUS` is a page, as gateways send it."""
    place: Place | None = None
    """Where it is cut, whatever its length."""
    then_down: bool = False
    """After this request nobody listens any more, until `Proxy.up`."""

    def length(self, message: bytes) -> int:
        """Bytes of that message that get through."""
        head = message.find(b"\r\n\r\n") + 4
        match self.place:
            case None:
                return self.after
            case Place.NOTHING | Place.ONE:
                return int(self.place is Place.ONE)
            case Place.HEAD_MIDDLE | Place.HEAD_ALMOST | Place.HEAD_END:
                return {Place.HEAD_MIDDLE: head // 2, Place.HEAD_ALMOST: head - 2, Place.HEAD_END: head}[
                    self.place
                ]
            case Place.BODY_MIDDLE:
                return (head + len(message)) // 2
            case _:
                return len(message) - int(self.place is Place.ALMOST)

    def __str__(self) -> str:
        """One word, which `fault_named` understands."""
        said = [self.kind.value]
        said += [str(self.place)] if self.place else [f"b{self.after}"] if self.after else []
        if self.kind in {Kind.STATUS, Kind.EARLY, Kind.APPLIED_STATUS}:
            said.append(str(self.status))
        said += ["html"] if self.html else []
        said += [f"r{self.retry_after}"] if self.retry_after is not None else []
        said += [f"s{self.seconds:g}"] if self.seconds else []
        return "-".join(said)
