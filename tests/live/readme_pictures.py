"""The README's pictures of a real helpdesk (part of `make pictures`).

python -m tests.live.readme_pictures docs/pictures
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from tests.live.packages import RT
from tests.live.walking import walk

KIND = "rt"
KEPT = ("connect-found", "connected", "dialog", "notification", "answer")
"""The pictures of the tour that the README shows."""
_SECONDS = 300.0


def main(target: Path) -> int:
    """Walk, then copy; nothing is replaced when the tour did not reach its end, or its server is not installed."""
    if RT.missing():
        sys.stdout.write(f"{', '.join(RT.missing())} is not installed: its pictures stay as they are.\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="trayapp-pictures-") as name:
        folder = Path(name)
        walked = walk(KIND, folder / "tour", folder / "pictures", _SECONDS)
        if walked.returncode:
            sys.stderr.write(walked.stderr)
            return walked.returncode
        for picture in KEPT:
            (found,) = (folder / "pictures").glob(f"*-{picture}.png")
            shutil.copyfile(found, target / f"{KIND}-{picture}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
