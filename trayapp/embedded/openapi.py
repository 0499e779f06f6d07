"""Writes the portal API's OpenAPI document, or checks that the kept one is current.

`python -m trayapp.embedded.openapi [--check]`
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from trayapp.core import model, policy
from trayapp.embedded import credits as credit_rows
from trayapp.embedded import kept_document, messages
from trayapp.embedded.api.app import create_app
from trayapp.embedded.api.models import Problem
from trayapp.embedded.api.problems import MEDIA_TYPE
from trayapp.embedded.field_meanings import explain, meanings, parts
from trayapp.paths import resource

_HEADER = "# Made by `make api` from trayapp/embedded. Do not edit: `make check` compares.\n"


def document() -> dict[str, Any]:
    """The document as the server gives it, with the meaning of every field."""
    made = create_app(None).openapi()
    schemas = made["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    made["components"]["responses"] = _share_problems(made)
    for module in (*parts(model), *parts(policy), credit_rows, messages):
        for name, told in meanings(module).items():
            explain(schemas.get(name, {}), told)
    return made


def text() -> str:
    """The document as YAML."""
    import yaml

    return _HEADER + yaml.safe_dump(document(), sort_keys=False, allow_unicode=True, width=120)


def kept_at() -> Path:
    """Where the kept document lies."""
    return resource("portal-api.yaml")


def is_current() -> bool:
    """Whether the kept document is what the portal serves."""
    return kept_document.is_current(kept_at(), text)


def main(arguments: Sequence[str]) -> int:
    """0: written, or current. 1: with --check, not current. 2: unknown argument."""
    return kept_document.run(arguments, __doc__, kept_at(), text)


def _share_problems(made: dict[str, Any]) -> dict[str, Any]:
    """Problems are the same everywhere: each is told once, and named where it may come."""
    shared = {}
    for operation in (operation for path in made["paths"].values() for operation in path.values()):
        for status, response in operation["responses"].items():
            if MEDIA_TYPE in response.get("content", {}):
                shared[f"Problem{status}"] = response
                operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    return dict(sorted(shared.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
