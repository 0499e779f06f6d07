"""A program that adds and delivers operations until it is killed; it tells each deed after it is durable."""

from __future__ import annotations

import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from trayapp.core.ids import new_op_id  # noqa: E402
from trayapp.core.model import Draft, FileKind, TicketRef  # noqa: E402
from trayapp.core.operation import OpKind, OpState  # noqa: E402
from trayapp.core.ports import Outcome  # noqa: E402
from trayapp.paths import Places  # noqa: E402
from trayapp.store.opened import open_store  # noqa: E402


def now() -> datetime:
    """The real time."""
    return datetime.now(UTC)


def main(folder: Path) -> None:
    """Add two, deliver one, for ever; at most 150 in all, so that nothing finished is trimmed."""
    store = open_store(Places(*(folder / name for name in ("config", "data", "cache", "logs"))), now)
    store.outbox.recover()
    for _ in range(15):
        for _ in range(2):
            shot = store.spool.put(io.BytesIO(os.urandom(5000)), "shot.png", "image/png", FileKind.SCREENSHOT)
            op_id = new_op_id(now())
            store.outbox.add(op_id, op_id, OpKind.CREATE, Draft("Printer", files=(shot,)), now())
            print(f"added {op_id}.", flush=True)  # noqa: T201 - the test reads it
        claimed = store.outbox.claim(now())
        if claimed:
            ref = TicketRef(f"t-{claimed.seq}", str(claimed.seq))
            store.outbox.settle(claimed.op_id, Outcome(OpState.DONE, ref=ref), now())
            print(f"finished {claimed.op_id}.", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
