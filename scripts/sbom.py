"""The bill of materials of the built program. `python -m scripts.sbom [dist/trayapp]`

CycloneDX 1.6 as JSON, checked against its schema, beside the program's folder: dist/trayapp.cdx.json. Dated by
SOURCE_DATE_EPOCH or the commit, so that the same program has the same bill.
"""

from __future__ import annotations

import sys
from pathlib import Path

from installer.bill import bom, frozen
from scripts.built import built


def path_of(program: Path) -> Path:
    """Where the bill of a program's folder lies."""
    return program.with_name(f"{program.name}.cdx.json")


def main() -> int:
    """Write it."""
    program = built(__doc__)
    target = path_of(program.folder)
    target.write_text(bom.document(program), "utf-8")
    libraries = sum(len(component.parts) for component in program.components)
    inner = sum(1 for _ in frozen.everything(program.components)) - len(program.components)
    print(
        f"sbom: {len(program.components)} components, {inner} inside them, {libraries} files with sha256:"
        f" {target} ({target.stat().st_size} bytes)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
