"""`make bench`: every budget of the design with its ratio, measured in one run.

`python -m tests.bench dialog drain` measures those alone.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.bench import big_store, capture, dialog, drain, durable, processes, stall
from tests.bench.installed import as_installed
from tests.bench.report import Row, show
from trayapp.demo.portal_process import PortalProcess
from trayapp.demo.virtual_desktop import VirtualDesktop


def _processes() -> Iterator[Row]:
    """The tray program signed in to a portal, beside the bare one, on one screen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        PortalProcess(Path(folder, "portal")) as portal,
        VirtualDesktop() as desktop,
        as_installed(desktop.env) as environment,
    ):
        yield from processes.rows(
            environment
            | {
                "TRAYAPP_HOME": str(Path(folder, "home")),
                "TRAYAPP_PORTAL_URL": portal.url,
                "TRAYAPP_TOKEN": portal.users["basic"],
            }
        )


PARTS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "processes": _processes,
    "dialog": dialog.rows,
    "capture": capture.rows,
    "stall": stall.rows,
    "durable": durable.rows,
    "drain": drain.rows,
    "store": big_store.rows,
}


def main(words: list[str]) -> int:
    """Print the table. The exit code tells whether it could be measured, not whether it was kept."""
    unknown = [word for word in words if word not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    rows: list[Row] = []
    for name in words or PARTS:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        rows += PARTS[name]()
    print(show(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
