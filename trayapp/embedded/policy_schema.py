"""Writes the JSON Schema of a profile, or checks that the kept one is current.

`python -m trayapp.embedded.policy_schema [--check]`
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from trayapp.core import policy
from trayapp.embedded import kept_document, profile
from trayapp.embedded.field_meanings import explain, meanings, parts
from trayapp.embedded.profile import Profile
from trayapp.paths import resource


def document() -> dict[str, Any]:
    """The schema, with the meaning of every field. What must fit together beyond it says `trayapp portal --check`."""
    made = msgspec.json.schema(Profile)
    schemas = made["$defs"]
    for module in (*parts(policy), profile):
        for name, told in meanings(module).items():
            explain(schemas.get(name, {}), told)
    for schema in schemas.values():
        if "properties" in schema:
            schema["additionalProperties"] = False
    schemas["Policy"]["required"].remove("version")  # the portal makes one from the content
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Profile of a support portal"}
    return {**head, **made}


def text() -> str:
    """The schema as JSON."""
    return json.dumps(document(), indent=2, ensure_ascii=False) + "\n"


def kept_at() -> Path:
    """Where the kept schema lies."""
    return resource("policy.schema.json")


def is_current() -> bool:
    """Whether the kept schema is that of the classes."""
    return kept_document.is_current(kept_at(), text)


def main(arguments: Sequence[str]) -> int:
    """0: written, or current. 1: with --check, not current. 2: unknown argument."""
    return kept_document.run(arguments, __doc__, kept_at(), text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
