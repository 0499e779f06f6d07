"""What stands under each field in the source goes into the documents that are made from the classes."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def parts(package: ModuleType) -> list[ModuleType]:
    """The modules of a package."""
    return [import_module(f"{package.__name__}.{part.name}") for part in iter_modules(package.__path__)]


def meanings(module: ModuleType) -> dict[str, dict[str, str]]:
    """By class, the text that stands under each field in the source."""
    tree = ast.parse(inspect.getsource(module))
    return {node.name: _under_fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def explain(schema: dict[str, Any], told: Mapping[str, str]) -> None:
    """Give the properties of a schema their meanings."""
    for name, meaning in told.items():
        if name in schema.get("properties", {}):
            schema["properties"][name]["description"] = meaning


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
