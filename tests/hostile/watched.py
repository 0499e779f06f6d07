"""`trayapp` with the words it is given; what memory it had at most is the last line on stderr (KiB)."""

from __future__ import annotations

import sys

from tests.hostile import memory
from trayapp.cli import main

if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    except SystemExit as end:
        code = int(end.code or 0)
    print(memory.most(), file=sys.stderr, flush=True)
    raise SystemExit(code)
