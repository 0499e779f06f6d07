"""The shape of the repository: small files, small functions, tests that say what they prove, no stray addresses."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
HAND_WRITTEN = {".py", ".spec", ".sh", ".toml", ".md", ".conf", ".xml", ""}
MAX_FILE, MAX_FUNCTION = 400, 40
MEDIAN_FILE, MEDIAN_FUNCTION = 120, 10

STRAY = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|/opt/(?:pypi|wheels)|file:///[o]pt"
    r"|(?<![\w.])/(?:work|root)/\w|/tmp/[w]/"
)
"""Hosts of package registries, and folders of the machines this was made on."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def repository() -> list[Path]:
    """Every file that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.check_output(command, cwd=ROOT, text=True).split("\0")
    return [path for name in listed if name and (path := ROOT / name).is_file()]


FILES = repository()
PYTHON = [path for path in FILES if path.suffix in {".py", ".spec"}]
PRODUCT = [path for path in PYTHON if path.is_relative_to(ROOT / "trayapp")]
TESTS = [path for path in PYTHON if path.is_relative_to(ROOT / "tests") and path.name.startswith("test_")]


def name_of(path: Path) -> str:
    """The path as a person says it."""
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    """How long the file is."""
    return len(path.read_bytes().splitlines())


@cache
def functions(path: Path) -> Sequence[Function]:
    """The functions and methods of the file, inner ones too."""
    return [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, Function)]


def length(function: Function) -> int:
    """Lines from `def` to the last statement."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_no_file_is_too_long() -> None:
    """A file that people write has at most 400 lines."""
    written = [path for path in FILES if path.suffix in HAND_WRITTEN]

    assert [name_of(path) for path in written if lines(path) > MAX_FILE] == []


def test_no_function_is_too_long() -> None:
    """A function has at most 40 lines."""
    every = [(path, each) for path in PYTHON for each in functions(path)]

    assert [f"{name_of(path)} {each.name}" for path, each in every if length(each) > MAX_FUNCTION] == []


def test_most_files_are_short() -> None:
    """Half of the product's files have at most 120 lines."""
    assert median(map(lines, PRODUCT)) <= MEDIAN_FILE


def test_most_functions_are_short() -> None:
    """Half of the product's functions have at most 10 lines."""
    assert median(length(each) for path in PRODUCT for each in functions(path)) <= MEDIAN_FUNCTION


def test_every_test_says_what_it_proves() -> None:
    """A test function carries a docstring that states its rule."""
    tests = [(path, each) for path in TESTS for each in functions(path) if each.name.startswith("test_")]

    assert [f"{name_of(path)} {each.name}" for path, each in tests if not ast.get_docstring(each)] == []


def test_no_committed_file_names_a_registry_or_a_machine() -> None:
    """What is locked or written holds on any machine, behind any mirror."""
    found = []
    for path in FILES:
        text = path.read_text("utf-8", errors="ignore") if b"\0" not in path.read_bytes()[:8000] else ""
        found += [f"{name_of(path)}: {match.group()}" for match in STRAY.finditer(text)]

    assert found == []


def test_shell_scripts_stop_at_the_first_error() -> None:
    """A script is strict, so a failed step is never followed by the next."""
    scripts = [path for path in FILES if path.suffix == ".sh" or path.parent.name == ".ci"]

    assert len(scripts) > 1
    assert [name_of(path) for path in scripts if "set -euo pipefail" not in path.read_text("utf-8")] == []
