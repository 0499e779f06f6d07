"""The program once more, as a process of its own over a home that another one uses, too: sends what waits, and ends."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.employee import Account, Employee
from tests.live.rt_app import reach


def main() -> None:
    """`python -m tests.live.second_app HOME URL SECRET`."""
    home, url, secret = sys.argv[1:]
    employee = Employee(
        Path(home), Account(url, secret), lambda: datetime.now(UTC), lambda _: None, reach=reach
    )
    employee.drain(passes=6)
    employee.close()


if __name__ == "__main__":
    main()
