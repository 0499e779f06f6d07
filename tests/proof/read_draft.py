"""Opens sealed files with the key that lies in the key store: `python -m tests.proof.read_draft DRAFTS FROM TO`.

A program of its own, for the key store is that of the virtual desktop. DRAFTS is the program's own folder, which names
the key; each file of FROM that the key opens is written to TO as it was before it was sealed.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from trayapp.desktop.secrets import KeyStoreSecrets
from trayapp.store.picture_drafts.seal import Key, Unreadable, unseal


def main(drafts: Path, source: Path, target: Path) -> int:
    """How many were opened goes to stdout, after `key` or `no key`."""
    text = KeyStoreSecrets("drafts").get(f"key of {drafts}")
    key = Key.read(text) if text else None
    opened = 0
    for path in sorted(source.iterdir()):
        if key is not None:
            with suppress(Unreadable):
                (target / path.name).write_bytes(unseal(key, path.read_bytes()))
                opened += 1
    sys.stdout.write(f"{'key' if key else 'no key'} {opened}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
