"""A program that claims and settles until nothing is due, and prints what it got."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.store.makers import NOW, done  # noqa: E402
from trayapp.paths import Places  # noqa: E402
from trayapp.store.opened import open_store  # noqa: E402


def main(folder: Path) -> None:
    """Claim all there is."""
    store = open_store(Places(*(folder / name for name in ("config", "data", "cache", "logs"))), lambda: NOW)
    while op := store.outbox.claim(NOW):
        store.outbox.settle(op.op_id, done(str(op.seq)), NOW)
        print(op.op_id, flush=True)  # noqa: T201 - the test reads it
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
