"""`trayapp portal` with guards missing: python -m tests.faults.power.portal [--without GUARD]... -- OPTIONS."""

from __future__ import annotations

import sys

from tests.faults.guards import without
from trayapp.cli import main

if __name__ == "__main__":
    at = sys.argv.index("--")
    without(sys.argv[1:at][1::2])
    sys.exit(main(["portal", *sys.argv[at + 1 :]]))
