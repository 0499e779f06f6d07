"""Every case there is, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from tests.hostile import contents, documents, luring, pouring, streams
from tests.hostile.case import EITHER, TAKEN, Case, Scene, on
from tests.hostile.certificates import KINDS
from tests.hostile.honest import whole
from tests.hostile.server import Serve


def _tls() -> Iterator[Case]:
    ends = {"good": TAKEN, "old protocol": frozenset({"offline"}), "plain": frozenset({"offline"})}
    for kind in KINDS:
        right = ends.get(kind, frozenset({"misconfigured"}))
        yield Case(f"certificate: {kind}", lambda scene: scene.honest, right, certificate=kind)
    down = EITHER - TAKEN
    yield Case("down to http", _down, down, certificate="good")
    yield Case("down to http, on loopback", _down_here, down, certificate="good")


def _down(scene: Scene) -> Serve:
    said = whole(b"{}", 301, f"Location: {scene.elsewhere}/api/v1/probe\r\n")
    return on("probe", lambda _request: [said])(scene)


def _down_here(scene: Scene) -> Serve:
    said = whole(b"{}", 308, f"Location: {scene.here.replace('https', 'http')}/api/v1/probe\r\n")
    return on("probe", lambda _request: [said])(scene)


def quick() -> Mapping[str, Case]:
    """Those that need no patience."""
    modules = (pouring.cases(), luring.cases(), documents.cases(), contents.cases(), streams.cases(), _tls())
    return _named(chain.from_iterable(modules))


def patient() -> Mapping[str, Case]:
    """Those in which somebody waits, or millions come."""
    return _named(chain(pouring.slow(), streams.long()))


def longest() -> Mapping[str, Case]:
    """Minutes each."""
    return _named(contents.million())


def _named(cases: Iterator[Case]) -> Mapping[str, Case]:
    found = {}
    for case in cases:
        assert case.name not in found, case.name
        found[case.name] = case
    return found
