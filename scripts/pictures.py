"""Make the README's pictures anew: walk the tour of every profile, and keep those that are shown (make pictures).

Those of a real helpdesk come last, where it is installed; those of `make fleet` are left alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures"
KEPT = {
    "msp": (
        "proposed-places",
        "mark-up",
        "dialog",
        "what-will-be-sent",
        "outbox-offline",
        "tickets",
        "notification",
        "answer",
        "steps",
        "guided-priority",
        "channels",
    ),
    "cases": ("status-waiting_for_customer", "collaborator-added", "goes-on-in-a-new-case", "search"),
    "requests": ("nature-person", "nature-purchase", "estimate"),
    "member": ("basic-help", "manager-help"),
    "registered": ("unregistered-account", "ticket-credits"),
}
"""Profile -> the pictures of its tour that the README shows."""


def main() -> int:
    """Walk, then copy; nothing is replaced when a tour did not reach its end."""
    with tempfile.TemporaryDirectory(prefix="trayapp-pictures-") as name:
        folder = Path(name)
        for profile in KEPT:
            walk = [
                sys.executable,
                "-m",
                "trayapp",
                "demo",
                "--profile",
                profile,
                "--tour",
                str(folder / profile),
            ]
            if subprocess.run(walk, cwd=ROOT, check=False).returncode:
                return 1
        TARGET.mkdir(parents=True, exist_ok=True)
        for profile, names in KEPT.items():
            for former in TARGET.glob(f"{profile}-*.png"):
                former.unlink()
            for picture in names:
                (found,) = (folder / profile).glob(f"*-{picture}.png")
                shutil.copyfile(found, TARGET / f"{profile}-{picture}.png")
    real = [sys.executable, "-m", "tests.live.readme_pictures", str(TARGET)]
    return subprocess.run(real, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
