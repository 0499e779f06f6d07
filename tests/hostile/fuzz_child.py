"""One target under atheris; `fuzz` starts it. Arguments: the target, and those of libFuzzer."""

from __future__ import annotations

import logging
import sys

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

with atheris.instrument_imports(include=["trayapp"]):
    from tests.hostile.targets import TARGETS


def main(target: str) -> None:
    """Until its time is over, or something failed."""
    logging.disable(logging.CRITICAL)
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1])
