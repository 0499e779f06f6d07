"""The program `make build` made, read for scripts.licences and scripts.sbom."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from installer.bill import frozen
from installer.bill.collect import ROOT, NobodysFile


def built(description: str | None) -> frozen.Frozen:
    """The program named on the command line (dist/trayapp); ends the script when it is not there or not understood."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "trayapp")
    parser.add_argument(
        "--work", type=Path, default=ROOT / "build" / "trayapp", help="PyInstaller's work folder"
    )
    wanted = parser.parse_args()
    try:
        return frozen.read(wanted.folder, wanted.work)
    except FileNotFoundError as fault:
        sys.exit(f"{fault.filename} is not there: make build makes it")
    except NobodysFile as fault:
        sys.exit(f"frozen, and nobody knows where it belongs: {fault}")
