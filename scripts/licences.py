"""The licences of everything in the built program. `python -m scripts.licences [dist/trayapp]`

Refuses licences that are unknown or not in installer/bill/allowed.toml, packages that requirements/run.txt does not
hold, and libraries of nobody known; then writes dist/trayapp/LICENSES. Ends with 1 when something is refused.
"""

from __future__ import annotations

import sys

from installer.bill import folder, frozen
from scripts.built import built


def main() -> int:
    """Judge and write."""
    program = built(__doc__)
    refused = frozen.complaints(program)
    if refused:
        print("licences: this may not be passed on:", *refused, sep="\n  ", file=sys.stderr)
        return 1
    target = folder.write(program)
    files = sum(1 for file in target.rglob("*") if file.is_file())
    inner = sum(1 for _ in frozen.everything(program.components)) - len(program.components)
    print(
        f"licences: {len(program.components)} parts and {inner} inside them, all allowed; {files} files in {target}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
