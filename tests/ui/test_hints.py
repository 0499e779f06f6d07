"""Tool tips show what somebody wrote, and never follow it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument

import trayapp.ui
from trayapp.ui.hints import LONGEST, plain

HERE = Path(trayapp.ui.__file__).parent
_EXCEPT = {"tray.py"}
"""A tray icon's tip is the desktop's, in words of ours."""


@pytest.mark.parametrize("text", ["report.pdf", "a & b", "1 > 2", "two\nlines", "", "بعد"])
def test_words_stay_as_they_are(text: str) -> None:
    """Most words look like nothing else."""
    assert plain(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<b>bold</b>",
        "<img src='file:///etc/passwd'>",
        "<a href='javascript:x'>\nhere</a>",
        "<!doctype html>x",
    ],
)
def test_html_is_read_as_it_was_written(text: str) -> None:
    """What looks like HTML is shown letter by letter, with its lines."""
    shown = QTextDocument()
    shown.setHtml(plain(text))

    assert shown.toPlainText() == text


def test_a_tip_ends() -> None:
    """A name of a million letters does not cover the screen."""
    assert len(plain("x" * 10**6)) == LONGEST


def test_every_tip_is_plain() -> None:
    """No tool tip is set to words that may be another's without being made plain."""
    loose = [
        f"{path.name}:{call.lineno}"
        for path in HERE.rglob("*.py")
        if path.name not in _EXCEPT
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and _is_tip(call) and not _is_ours(call.args[0])
    ]
    assert loose == []


def _is_tip(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr == "setToolTip"


def _is_ours(words: ast.expr) -> bool:
    """A constant, or made plain."""
    if isinstance(words, ast.Call):
        return isinstance(words.func, ast.Name) and words.func.id == "plain"
    name = words.attr if isinstance(words, ast.Attribute) else words.id if isinstance(words, ast.Name) else ""
    return isinstance(words, ast.Constant) or name.isupper()
