"""A session that logs everything, and in which everything fails that can, leaves no word of a ticket in the log."""

from __future__ import annotations

import io
import logging
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.fakes.memory_portal import START, Fault, MemoryPortal
from trayapp import log
from trayapp.app import App, open_app
from trayapp.app.kept_sign_in import hide_grant
from trayapp.core.errors import (
    Busy,
    Forbidden,
    LocalFault,
    MayHaveBeenSent,
    NotRegistered,
    Offline,
    OutcomeUnknown,
    Rejected,
    ServerFault,
    TooLarge,
)
from trayapp.core.model import Draft, Fact, FileKind
from trayapp.core.ports import Grant

MARK = "Xyzzy"
_number = count()


class Session:
    """One program over one store, whose log holds everything."""

    def __init__(self, app: App, file: Path) -> None:
        self.app = app
        self.file = file
        self.portal = MemoryPortal()
        self.now = START

    def run(self, words: str, error: Exception) -> None:
        """Write, attach, send into the fault, again without it, be answered, pull, answer."""
        app, portal = self.app, self.portal
        stored = app.store.spool.put(io.BytesIO(words.encode()), f"{words}.txt", "text/plain", FileKind.FILE)
        portal.files = app.store.spool
        app.desk.submit(Draft(words, words, files=(stored,), facts=(Fact(words, words),)))
        portal.faults = [Fault("submit", error)]
        self._sync()
        (app.store.spool.path(stored.sha256)).unlink(missing_ok=True)
        portal.faults = [Fault("changes", error)]
        self._sync()
        logging.getLogger("trayapp.session").debug("it failed: %s", error, exc_info=error)
        logging.getLogger("httpx").debug("POST https://portal.example/search?q=%s", words)

    def _sync(self) -> None:
        self.now += timedelta(days=2)
        try:
            self.app.engine().run_once(self.now)
        except Exception as bug:
            logging.getLogger("trayapp.session").info("syncing failed by a bug", exc_info=bug)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Made once: every example is one more ticket."""
    home = tmp_path_factory.mktemp("session")
    with (
        open_app(str(home), clock=lambda: START, environment={}) as app,
        pytest.MonkeyPatch.context() as patch,
    ):
        file = log.set_up(app.places.logs, "debug", verbose=False)
        logging.getLogger().setLevel(logging.DEBUG)
        session = Session(app, file)
        patch.setattr(app, "portal", lambda: session.portal)
        patch.setattr("trayapp.log_flood.SAME_PLACE", 1_000_000)
        yield session
        log.shut_down()


def _errors(words: str) -> list[Exception]:
    """With the words wherever an error may have some."""
    return [
        Rejected(words, {"subject": words}, reason=words),
        Forbidden(words, why=words),
        NotRegistered(words, why=words),
        TooLarge(words, name=words),
        Offline(words, reason="unreachable"),
        Busy(words, 1.0),
        ServerFault(words, status="500"),
        OutcomeUnknown(words),
        MayHaveBeenSent(words),
        LocalFault(words, path=words, reason="io"),
        ValueError(words),
        KeyError(words),
        TypeError(words),
        OSError(2, words, words),
        sqlite3.OperationalError(words),
        UnicodeDecodeError("utf-8", words.encode(), 0, 1, words),
    ]


@pytest.mark.expect_log("failed by a bug")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(max_size=20), after=st.text(max_size=20), which=st.integers(0, 15))
def test_no_word_of_a_ticket_is_logged(session: Session, before: str, after: str, which: int) -> None:
    """Whatever somebody writes and whatever error quotes it, at DEBUG."""
    words = f"{before}{MARK} {next(_number)}{after}".encode("utf-8", "replace").decode().replace("\0", "")

    session.run(words, _errors(words)[which])

    written = session.file.read_text()
    assert "it failed" in written
    assert MARK not in written


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    token=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=12, max_size=80),
    form=st.integers(0, 3),
)
def test_no_token_is_logged(session: Session, token: str, form: int) -> None:
    """However a token that the program has read gets into a line: in a header, an address, an error or by itself."""
    assume(token not in session.file.read_text())  # a word of the program's own, which hypothesis tries, too
    hide_grant(Grant(token))
    lines = (f"Authorization: Bearer {token}", f"https://x.example/?t={token}", f"{{'a': '{token}'}}", token)

    logging.getLogger("trayapp.session").debug("said: %s", lines[form])
    logging.getLogger("trayapp.session").info(lines[form].replace("%", "%%"), exc_info=ValueError(token))

    assert token not in session.file.read_text()
