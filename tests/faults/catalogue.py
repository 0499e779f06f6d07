"""Which faults a request can meet, all of them, and how each is written as one word."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from tests.faults.fault import IN_BODY, Fault, Kind, Place
from tests.faults.proxy import Exchange

STATUSES = (500, 502, 503, 504, 429)
_FOREIGN = (403, 404, 407, 511)
"""What boxes in between say with a page of their own; it is not the portal's word."""
_LATER = 120
"""Seconds that `Retry-After` asks for."""
MAIN = (
    Fault(Kind.CUT_REQUEST, place=Place.HEAD_END),
    Fault(Kind.CUT_REQUEST, place=Place.ALL),
    Fault(Kind.CUT_ANSWER, place=Place.NOTHING),
    Fault(Kind.CUT_ANSWER, place=Place.ALMOST),
    Fault(Kind.REFUSE),
    Fault(Kind.STATUS, status=503, retry_after=_LATER),
    Fault(Kind.STATUS, status=500),
    Fault(Kind.STATUS, status=502, html=True),
    Fault(Kind.APPLIED_STATUS, status=504, html=True),
    Fault(Kind.APPLIED_STATUS, status=500),
    Fault(Kind.PAGE),
    Fault(Kind.REDIRECT),
    Fault(Kind.KILL_AFTER),
)
"""Of each way to go wrong one, for two in a row."""


def faults(exchange: Exchange, *, forgetful: bool) -> list[Fault]:
    """Every fault for a request that went like this."""
    found = [*_cuts(exchange), *_ends(exchange), *_answers(exchange), *_kills()]
    # who sends a request twice to a portal that knows no keys doubles it: no app can help that
    unfair = {Kind.REPLAY} if forgetful and exchange.method == "POST" else set()
    return [each for each in found if each.kind not in unfair]


def main_faults(exchange: Exchange) -> list[Fault]:
    """A few of them, for two in a row."""
    return [each for each in MAIN if _fits(each, exchange)]


def anywhere(exchange: Exchange, chance: random.Random) -> Fault:
    """The request or the answer, cut after any number of bytes."""
    if chance.random() < exchange.asked / (exchange.asked + exchange.answered):
        return Fault(Kind.CUT_REQUEST, after=chance.randrange(1, exchange.asked))
    kind = chance.choice((Kind.CUT_ANSWER, Kind.CLOSE_ANSWER))
    return Fault(kind, after=chance.randrange(1, exchange.answered))


def _cuts(exchange: Exchange) -> Iterator[Fault]:
    for kind in (Kind.CUT_REQUEST, Kind.CUT_ANSWER, Kind.CLOSE_ANSWER):
        for place in Place:
            fault = Fault(kind, place=place)
            if _fits(fault, exchange) and (kind is not Kind.CLOSE_ANSWER or place is not Place.ALL):
                yield fault


def _fits(fault: Fault, exchange: Exchange) -> bool:
    """Whether there is a body to be cut."""
    body = exchange.method in {"POST", "PUT"} if fault.kind is Kind.CUT_REQUEST else exchange.with_body
    return fault.place not in IN_BODY or body


def _ends(exchange: Exchange) -> Iterator[Fault]:
    yield from (Fault(Kind.DOWN), Fault(Kind.REFUSE), Fault(Kind.HANG))
    if exchange.method in {"POST", "PUT"}:
        yield Fault(Kind.STALL)
    yield from (Fault(Kind.DELAY, seconds=0.05), Fault(Kind.THROTTLE, after=64), Fault(Kind.REPLAY))


def _answers(exchange: Exchange) -> Iterator[Fault]:
    for status in STATUSES:
        for html in (False, True):
            for later in (None, _LATER):
                yield Fault(Kind.STATUS, status=status, html=html, retry_after=later)
        yield Fault(Kind.APPLIED_STATUS, status=status)
        yield Fault(Kind.APPLIED_STATUS, status=status, html=True)
        yield Fault(Kind.EARLY, status=status, html=True)
    yield from (Fault(Kind.STATUS, status=status, html=True) for status in _FOREIGN)
    yield Fault(Kind.APPLIED_STATUS, status=503, retry_after=_LATER)
    yield from map(Fault, (Kind.PAGE, Kind.APPLIED_PAGE, Kind.REDIRECT, Kind.EARLIER, Kind.ALIKE))
    if exchange.with_body:
        yield Fault(Kind.CHUNKS)


def _kills() -> Iterator[Fault]:
    yield from map(Fault, (Kind.KILL_BEFORE, Kind.KILL_AFTER, Kind.STOP))
    yield from (Fault(Kind.KILL_DURING, seconds=seconds) for seconds in (0.0005, 0.002, 0.004, 0.008))


def fault_named(word: str) -> Fault:
    """What `str` made one word of. Raises `ValueError`."""
    kind, *said = word.split("-")
    fault = Fault(Kind(kind))
    for each in said:
        fault = _also(fault, each)
    return fault


def _also(fault: Fault, said: str) -> Fault:
    if said == "html":
        return replace(fault, html=True)
    if said in set(Place):
        return replace(fault, place=Place(said))
    if said.isdecimal():
        return replace(fault, status=int(said))
    number = float(said[1:])
    match said[0]:
        case "b":
            return replace(fault, after=int(number))
        case "r":
            return replace(fault, retry_after=int(number))
        case "s":
            return replace(fault, seconds=number)
    raise ValueError(said)
