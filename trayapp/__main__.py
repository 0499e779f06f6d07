"""`python -m trayapp`, and the entry point of the installed and the frozen program."""

from __future__ import annotations

import sys

from trayapp.cli import main as run


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
