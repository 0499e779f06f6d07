"""Words that stand in the dialog when the session ends are there at the next log-on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app import end_of_session
from trayapp.app import open_app
from trayapp.core.ports import SavedDraft

ROOT = Path(__file__).parent.parent.parent


def killed(home: Path, *more: str) -> SavedDraft | None:
    """The draft that a program left which was killed at the end of its session."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "tests.app.end_of_session", str(home), *more]
    done = subprocess.run(words, env=environment, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert abs(done.returncode) == end_of_session.KILLED, done.stderr.decode()
    with open_app(str(home)) as app:
        return app.store.drafts.load()


@pytest.mark.rule("APP-10")
@pytest.mark.skipif(sys.platform != "linux", reason="finds Qt's library by its name on Linux")
def test_killed_at_the_end_of_the_session_the_words_are_there(tmp_path: Path) -> None:
    """The call of the session returns once the draft is on the disk: a kill right after it takes nothing.

    The same kill without that call leaves nothing, so it is the call that keeps them.
    """
    draft = killed(tmp_path / "told")

    assert draft is not None
    assert (draft.subject, draft.description) == end_of_session.WORDS
    assert killed(tmp_path / "not told", "--nobody-hears") is None
