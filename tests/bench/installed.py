"""Measured programs run as an installed one does: their modules are compiled, and no tools of developers are there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_LIBRARIES = (
    "import PySide6.QtSvg, PySide6.QtNetwork, PySide6.QtDBus, httpx_sse, truststore, keyring, mss, psutil"
)

_HIDDEN = "import sys\nsys.modules.update(rich=None, pygments=None)\n"


@contextmanager
def as_installed(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The environment with a folder of bytecode, filled before anything is measured, and removed afterwards.

    A shell with `PYTHONDONTWRITEBYTECODE` would have every start compile the program anew, which no employee's does;
    and httpx loads rich and pygments where it finds them, which is only beside the tools of developers.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sitecustomize.py").write_text(_HIDDEN)
        ready = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
        ready |= {"PYTHONPYCACHEPREFIX": str(Path(folder, "bytecode")), "PYTHONPATH": folder}
        compiled = [
            sys.executable,
            "-m",
            "compileall",
            "-q",
            str(_ROOT / "trayapp"),
            str(_ROOT / "tests" / "bench"),
        ]
        subprocess.run(compiled, env=ready, check=True)
        subprocess.run([sys.executable, "-c", _LIBRARIES], env=ready, check=True)
        yield ready
