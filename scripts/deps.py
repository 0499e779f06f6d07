"""Make everything a developer needs: the system packages, then .venv from the hashed requirement files.

`python3 -m scripts.deps` runs with the system's bare Python (3.11 or newer, with its venv module). When nothing
changed it does nothing, in well under a second.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

from scripts import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-from"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCKED = ROOT / "requirements" / "dev.txt"


def fingerprint() -> str:
    """A digest of all that decides what is in .venv."""
    import tomllib  # not in the Pythons that main() turns away

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [sys.version, str(ROOT), LOCKED.read_text(encoding="utf-8")]
    parts += [repr(project["project"]), repr(project["build-system"]), repr(project["tool"]["hatch"])]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def up_to_date() -> bool:
    """Whether .venv was completed from the present files."""
    return PYTHON.exists() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == fingerprint()


def make_venv() -> None:
    """Build .venv; the stamp is written last, so that an interrupted run starts again."""
    STAMP.unlink(missing_ok=True)
    print("making .venv ...", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False).returncode:
        sys.exit("deps: this Python cannot make a .venv. Debian and Ubuntu: apt-get install python3-venv")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCKED)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    STAMP.write_text(fingerprint(), encoding="ascii")


def main() -> int:
    """Ensure both parts, or say what a person has to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", action="store_true", help="also what `make build` needs")
    parser.add_argument("--live", action="store_true", help="also the helpdesks of `make live`")
    wanted = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever python3 the machine has
        sys.exit(f"deps: trayapp needs Python 3.11 or newer, this is {sys.version.split()[0]}")
    if not system_packages.ensure(build=wanted.build, live=wanted.live):
        return 1
    try:
        if not up_to_date():
            make_venv()
    except subprocess.CalledProcessError as fault:
        print(f"deps: pip ended with {fault.returncode}, see above", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
