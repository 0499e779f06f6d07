"""What the employee hides is gone before it reaches the disk or the network: every byte is looked at.

The tray program runs under strace, on a real screen, with the key store and the portal. Not looked at is what it hands
to the X server, by socket and by shared memory: that is the screen, which shows the secret anyway.

The test that shows that the search works stands last: what it lets out lies on the portal and the desktop from then on.
"""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from tests.proof import marker
from tests.proof.employee import DIALOG, Employee
from tests.proof.rig import SECRET, Rig
from tests.proof.search import Search
from tests.proof.trace import Trace, read_trace
from tests.proof.traced_app import TracedApp, traced_command
from tests.waiting import wait_for
from trayapp.demo.virtual_desktop import BACKGROUND

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

_HIDDEN = SECRET.grown(6)
_SEEN_BY_NOBODY = ("trayapp.db-shm", "memfd:xorg", "memfd:mss-shm-buf")
"""Written through memory: SQLite's index of its log, which holds page numbers alone, and the screen."""


def _seen_whole(life: Trace) -> None:
    """Nothing was written that strace does not see."""
    assert life.to_screen > 0
    assert [path for path in life.mapped if not path.endswith(_SEEN_BY_NOBODY)] == []
    assert life.copied == set()


def _authorized(life: Trace, token: str) -> bool:
    """The program had the token, and the trace shows it where it belongs."""
    header = b"Authorization: Bearer " + token.encode()
    return any(header in data for target, data in life.sent.items() if target.startswith("TCP"))


def _black(picture: QImage) -> None:
    """Where the secret window stood is nothing, and around it is the desktop."""
    hidden = picture.convertToFormat(QImage.Format.Format_RGB32).copy(QRect(*astuple(SECRET)))
    assert bytes(hidden.constBits()) == b"\0\0\0\xff" * (SECRET.width * SECRET.height)
    assert picture.pixelColor(_HIDDEN.x - 8, _HIDDEN.y - 8).name() == QColor(BACKGROUND).name()


def _pictures(opened: bytes) -> list[QImage]:
    """Of an opened draft."""
    starts = (b"\x89PNG\r\n\x1a\n", b"RIFF")
    return [QImage.fromData(opened[opened.index(start) :]) for start in starts if start in opened]


@pytest.mark.rule("APP-2")
def test_what_is_hidden_is_never_written_and_never_sent(rig: Rig, tmp_path: Path) -> None:
    """Not in any file that ever was, not on any socket; the draft from before can be opened by nobody any more.

    Over the whole session, from signing in to the end, the token is in the header of requests to the portal alone, and
    the log, with everything that can be logged, has no word of the ticket.
    """
    subject, said = "Wrong totals", "Restart the till"
    environment = rig.environment_without_token
    way = ("sign-in", "--portal", rig.portal.url, "--token-stdin")
    traced_command(environment, tmp_path / "sign-in", *way, stdin=f"{rig.token}\n")
    with TracedApp(environment, tmp_path / "calls") as app:
        employee = Employee(environment, rig.screen, app)
        employee.ask_for_help()
        rig.screen.type(subject)
        before = rig.sealed()
        assert [each for opened in rig.opened(before) for each in Search().find(opened)]

        employee.hide(_HIDDEN)
        after = rig.sealed(besides=before)
        [draft] = rig.opened(before | after)
        employee.send()
        delivered = rig.delivered(subject)
        wait_for(lambda: not list(rig.drafts.glob("*")), "the draft to go")
        rig.answer(subject, said)
    signing_in, life = read_trace(tmp_path / "sign-in"), read_trace(tmp_path / "calls")

    _seen_whole(life)
    assert Search().find(draft) == []
    for picture in (*_pictures(draft), delivered):
        _black(picture)
    assert rig.opened(before | after) == []
    assert rig.found(signing_in, life) == {}
    assert _authorized(signing_in, rig.token)
    assert _authorized(life, rig.token)
    assert rig.where_the_token_is(signing_in, life) == set()
    assert " DEBUG " in rig.log
    assert [word for word in (subject, said, "@", str(Path.home())) if word in rig.log] == []


@pytest.mark.rule("APP-10")
def test_a_redacted_draft_survives_a_kill_and_what_was_hidden_does_not(rig: Rig, tmp_path: Path) -> None:
    """After `kill -9` words and picture come back, black where it was hidden, and over both lives nothing is found."""
    subject = "Totals after a crash"
    with TracedApp(rig.environment, tmp_path / "first") as app:
        employee = Employee(rig.environment, rig.screen, app)
        employee.ask_for_help()
        rig.screen.type(subject)
        before = rig.sealed()
        employee.hide(_HIDDEN)
        after = rig.sealed(besides=before)
        app.kill()
    [draft] = rig.opened(before | after)

    with TracedApp(rig.environment, tmp_path / "second") as app:
        employee = Employee(rig.environment, rig.screen, app)
        employee.ask_for_help()
        assert _thumbnail_is_black(employee)
        employee.send()
        delivered = rig.delivered(subject)
        wait_for(lambda: not list(rig.drafts.glob("*")), "the draft to go")
    lives = read_trace(tmp_path / "first"), read_trace(tmp_path / "second")

    for life in lives:
        _seen_whole(life)
    assert Search().find(draft) == []
    for picture in (*_pictures(draft), delivered):
        _black(picture)
    assert rig.found(*lives) == {}


def _thumbnail_is_black(employee: Employee) -> bool:
    """In its middle of where the secret window stood."""
    shown = employee.picture_in(DIALOG)
    assert shown is not None
    width, _, data = employee.screen.pixels()
    scale = shown.width / width
    x = shown.x + round((SECRET.x + SECRET.width / 2) * scale)
    y = shown.y + round((SECRET.y + SECRET.height / 2) * scale)
    return data[(y * width + x) * 4 :][:3] == b"\0\0\0"


def test_without_hiding_the_search_finds_it(rig: Rig, tmp_path: Path) -> None:
    """In the spool, on the wire and in the opened draft; words that were typed, in the database and on the wire."""
    subject = f"Totals of {marker.WORD}"
    with TracedApp(rig.environment, tmp_path / "calls") as app:
        employee = Employee(rig.environment, rig.screen, app)
        employee.ask_for_help()
        rig.screen.type(subject)
        [draft] = rig.opened(rig.sealed())
        employee.send()
        rig.delivered(subject)
        wait_for(lambda: not list(rig.drafts.glob("*")), "the draft to go")
    life = read_trace(tmp_path / "calls")

    _seen_whole(life)
    found = rig.found(life)
    forms = {where: {each.form for each in findings} for where, findings in found.items()}
    pixels = [where for where, each in forms.items() if any("rgb" in form or "bgr" in form for form in each)]
    words = [where for where, each in forms.items() if any(marker.WORD in form for form in each)]
    assert [where for where in pixels if "/spool/" in where]
    assert [where for where in pixels if where.startswith("TCP")]
    assert not [where for where in pixels if "/draft/" in where]
    assert [where for where in words if "trayapp.db" in where]
    assert [where for where in words if where.startswith("TCP")]
    assert Search().find(draft)
