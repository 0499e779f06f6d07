"""Writes the portal API's OpenAPI document, or checks that the kept one is current.

`python -m trayapp.embedded.openapi [--check]`
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from trayapp.core import model, policy
from trayapp.embedded import credits as credit_rows
from trayapp.embedded import messages
from trayapp.embedded.api.app import create_app
from trayapp.embedded.api.models import Problem
from trayapp.embedded.api.problems import MEDIA_TYPE
from trayapp.paths import resource

_HEADER = "# Made by `make api` from trayapp/embedded. Do not edit: `make check` compares.\n"


def document() -> dict[str, Any]:
    """The document as the server gives it, with the meaning of every field."""
    made = create_app(None).openapi()
    schemas = made["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema()
    made["components"]["responses"] = _share_problems(made)
    for module in (*_parts(model), *_parts(policy), credit_rows, messages):
        for name, meanings in _meanings(module).items():
            _explain(schemas.get(name, {}), meanings)
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
    path = kept_at()
    return path.is_file() and path.read_text(encoding="utf-8") == text()


def main(arguments: Sequence[str]) -> int:
    """0: written, or current. 1: with --check, not current. 2: unknown argument."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if not arguments:
        kept_at().write_text(text(), encoding="utf-8", newline="\n")
        return 0
    if is_current():
        return 0
    sys.stderr.write(f"{kept_at().name} is not current; run `make api`\n")
    return 1


def _share_problems(made: dict[str, Any]) -> dict[str, Any]:
    """Problems are the same everywhere: each is told once, and named where it may come."""
    shared = {}
    for operation in (operation for path in made["paths"].values() for operation in path.values()):
        for status, response in operation["responses"].items():
            if MEDIA_TYPE in response.get("content", {}):
                shared[f"Problem{status}"] = response
                operation["responses"][status] = {"$ref": f"#/components/responses/Problem{status}"}
    return dict(sorted(shared.items()))


def _parts(package: ModuleType) -> list[ModuleType]:
    """The modules of a package."""
    return [import_module(f"{package.__name__}.{part.name}") for part in iter_modules(package.__path__)]


def _meanings(module: ModuleType) -> dict[str, dict[str, str]]:
    """By class, the text that stands under each field in the source."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: _under_fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _under_fields(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for field, after in zip(node.body, node.body[1:], strict=False):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(after, ast.Expr)
            and isinstance(after.value, ast.Constant)
        ):
            found[field.target.id] = inspect.cleandoc(str(after.value.value))
    return found


def _explain(schema: dict[str, Any], meanings: Mapping[str, str]) -> None:
    for name, meaning in meanings.items():
        if name in schema.get("properties", {}):
            schema["properties"][name]["description"] = meaning


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
