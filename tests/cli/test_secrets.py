"""No secret among the words of a command, in what it says, in what it leaves behind and in what it starts."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.fakes.portal_process import PortalProcess
from tests.unmeasured import unmeasured
from trayapp.app.environment import TOKEN_VARIABLE, without_token

TOKEN = "tray_s3cr3t-Value+/="


@pytest.mark.parametrize(
    "words", [["--token", TOKEN], [f"--token={TOKEN}"], [TOKEN], ["--token-stdin", TOKEN]]
)
def test_a_token_is_no_word_of_a_command(run: Run, words: list[str]) -> None:
    """Where others could read it a token is refused, not said again, and the way is told."""
    ran = run("sign-in", *words)

    assert ran.code == 2
    assert "--token-stdin" in ran.err
    assert TOKEN not in ran.err + ran.out


def test_no_command_says_the_token(run: Run, signed_in: PortalProcess, home: Path) -> None:
    """Neither what commands print, everything logged included, nor any file they leave holds it."""
    token = os.environ[TOKEN_VARIABLE]
    said = []
    for words in (
        ["doctor", "--json"],
        ["whoami"],
        ["config", "list"],
        ["sync"],
        ["search", "printer"],
        ["sign-out"],
    ):
        ran = run(*words, "--verbose")
        said.append(ran.out + ran.err)

    assert not [text for text in said if token in text]
    assert not [path for path in home.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]


def test_the_token_is_in_the_environment_of_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the program runs children get everything but the token, which the program itself still has."""
    monkeypatch.setenv(TOKEN_VARIABLE, TOKEN)
    ask = "import json, os; print(json.dumps(dict(os.environ)))"

    with without_token() as environment:
        child = json.loads(subprocess.check_output([sys.executable, "-c", ask]))
        assert environment[TOKEN_VARIABLE] == TOKEN

    assert TOKEN_VARIABLE not in child
    assert TOKEN not in child.values()
    assert child["HOME"] == os.environ["HOME"]
    assert os.environ[TOKEN_VARIABLE] == TOKEN


_OPEN = """
import os, sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from trayapp.app.opened import open_app
from trayapp.app.opening import open_file
from trayapp.app.ui_parts import _open_url
import webbrowser
qt = QGuiApplication([])
with open_app() as app:
    assert app.session.token()
    open_file(Path(sys.argv[1]))
    _open_url("https://portal.example/")
    webbrowser.open("https://portal.example/")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="programs are started through the desktop elsewhere")
def test_programs_that_open_files_and_pages_do_not_get_it(tmp_path: Path, home: Path) -> None:
    """What is started to show a document or a page finds the token neither in its words nor in its environment."""
    programs, seen = tmp_path / "programs", tmp_path / "seen"
    programs.mkdir()
    seen.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f"""#!/bin/sh\n{{ echo "$@"; env; }} > {seen}/$$.part; mv {seen}/$$.part {seen}/$$\n""")
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    (tmp_path / "letter.pdf").write_bytes(b"%PDF")
    environment = unmeasured() | {
        TOKEN_VARIABLE: TOKEN,
        "TRAYAPP_PORTAL_URL": "https://portal.example",
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "BROWSER": str(opener),
        "QT_QPA_PLATFORM": "offscreen",
    }
    words = [sys.executable, "-c", _OPEN, str(tmp_path / "letter.pdf")]
    subprocess.run(words, env=environment, check=True, cwd=Path(__file__).parents[2], timeout=60)

    told = [path.read_text() for path in seen.iterdir() if not path.suffix]
    assert [text for text in told if "letter.pdf" in text or "portal.example" in text]
    assert not [text for text in told if TOKEN in text or TOKEN_VARIABLE in text]
