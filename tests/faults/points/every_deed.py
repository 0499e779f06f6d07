"""All deeds by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from tests.faults.points import deeds, more_deeds
from tests.faults.points.deeds import Deed
from tests.faults.points.more_deeds import FIXTURES


def _of_the_outbox() -> Iterator[Deed]:
    yield Deed("submit", deeds.submit)
    yield Deed("update", deeds.update)
    yield Deed("edit", deeds.edit)
    yield Deed("discard", deeds.discard)
    yield Deed("send", deeds.sync, sides=("app", "portal"))


def _beside_it() -> Iterator[Deed]:
    yield Deed("draft", more_deeds.save_draft, after=more_deeds.draft_is_there)
    yield Deed("pictures", more_deeds.save_pictures, after=more_deeds.pictures_are_there)
    yield Deed("sweep", deeds.sweep, home="stray", after=more_deeds.swept, strict=False)
    yield Deed("open", deeds.open_up, home="killed", running=False, strict=False)
    yield Deed("first", deeds.open_up, home="none", running=False, strict=False)
    yield Deed("salvage", deeds.open_up, home="damaged", running=False, strict=False)


def _upgrades() -> Iterator[Deed]:
    """Of each released version, and of this one to one that is not there yet."""
    yield Deed(
        "upgrade",
        deeds.open_up,
        prepare=more_deeds.next_version,
        running=False,
        after=more_deeds.upgraded,
        strict=False,
    )
    for path in sorted(FIXTURES.glob("schema_*.db")):
        yield Deed(
            f"from_{path.stem}",
            deeds.open_up,
            home=path.stem,
            running=False,
            settles=False,
            after=more_deeds.released,
            strict=False,
        )


def _of_the_portal() -> Iterator[Deed]:
    """Its start, over data and without any."""
    for name, portal in (("start", "used"), ("birth", "none")):
        yield Deed(
            name, deeds.open_up, home="none", portal=portal, sides=("portal",), asked=False, strict=False
        )


DEEDS: Mapping[str, Deed] = {
    deed.name: deed for deed in chain(_of_the_outbox(), _beside_it(), _upgrades(), _of_the_portal())
}
