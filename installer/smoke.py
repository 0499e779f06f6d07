"""Try a frozen program: it says its version, examines the machine and opens its store, far from any checkout.

smoke.py dist/trayapp
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PATIENCE = 60
PRIVATE = ("PYTHON", "TRAYAPP_", "VIRTUAL_ENV", "QT_")
"""Beginnings of variables that could lend the program what it has to bring itself."""
WINDOWLESS = {"QT_QPA_PLATFORM": "offscreen"}


def program(folder: Path) -> Path:
    """The executable that talks to a terminal."""
    return folder / {"linux": "trayapp", "win32": "trayapp-cli.exe"}.get(sys.platform, "trayapp-cli")


def environment(home: str) -> dict[str, str]:
    """Ours, without Python's and Qt's settings, and with an empty home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(PRIVATE)}
    return kept | WINDOWLESS | {"TRAYAPP_HOME": home}


def ask(executable: Path, words: Sequence[str], home: str) -> str:
    """Run the program; what it prints. Ends with its words when it fails."""
    answer = subprocess.run(
        [str(executable), *words], env=environment(home), cwd=home, capture_output=True, text=True, timeout=PATIENCE,
        check=False,
    )  # fmt: skip
    if answer.returncode:
        sys.exit(f"smoke: {' '.join(words)} ended with {answer.returncode}\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def main() -> int:
    """Every step, and the size of the bundle."""
    folder = Path(sys.argv[1]).resolve()
    executable = program(folder)
    with tempfile.TemporaryDirectory() as home:
        print(ask(executable, ["--version"], home).strip())
        json.loads(ask(executable, ["doctor", "--json"], home))
        json.loads(ask(executable, ["outbox", "--json"], home))
    size = sum(path.lstat().st_size for path in folder.rglob("*"))
    print(f"{folder.name}: {size / 1e6:.0f} MB, starts, examines the machine, opens its store")
    return 0


if __name__ == "__main__":
    sys.exit(main())
