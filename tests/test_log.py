"""Logging: private, rotating, and free of secrets."""

from __future__ import annotations

import errno
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from trayapp import log
from trayapp.redaction import redact


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    log.shut_down()


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer s3cr3t-value",
        "[(b'Authorization', b'Bearer s3cr3t-value'), (b'Accept', b'*/*')]",
        '{"token": "s3cr3t-value", "x": 1}',
        "access_token=s3cr3t-value&next=1",
        "the header was bearer s3cr3t-value.",
        "headers={'authorization': 's3cr3t-value'}",
    ],
)
def test_tokens_are_hidden(text: str) -> None:
    """Whatever form a token is written in, its value does not reach the log."""
    hidden = redact(text)

    assert "s3cr3t-value" not in hidden
    assert "[redacted]" in hidden


def test_plain_words_stay() -> None:
    """Text without a secret is logged as it is."""
    text = "token expired, 3 tickets pulled: ready?"

    assert redact(text) == text


def test_a_traceback_is_redacted_too(tmp_path: Path) -> None:
    """A secret in an exception's text is hidden as well."""
    file = log.set_up(tmp_path)
    try:
        int("Authorization: Bearer s3cr3t-value")
    except ValueError:
        logging.getLogger("trayapp.test").info("it failed", exc_info=True)

    written = file.read_text()
    assert "it failed" in written
    assert "s3cr3t-value" not in written


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are ACLs there")
def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the computer can read the log."""
    file = log.set_up(tmp_path / "logs")
    logging.getLogger("trayapp.test").info("hello")

    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.expect_log("look out")
def test_stderr_hears_warnings_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --verbose the terminal shows warnings; the file has the rest."""
    file = log.set_up(tmp_path)
    logging.getLogger("trayapp.test").info("by the way")
    logging.getLogger("trayapp.test").warning("look out")

    shown = capsys.readouterr().err
    assert "look out" in shown
    assert "by the way" not in shown
    assert "by the way" in file.read_text()


def test_verbose_shows_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --verbose debugging lines reach the terminal."""
    log.set_up(tmp_path, verbose=True)
    logging.getLogger("trayapp.test").debug("in detail")

    assert "in detail" in capsys.readouterr().err


@pytest.mark.expect_log("it failed")
def test_a_traceback_that_another_handler_has_written_is_not_taken_over(tmp_path: Path) -> None:
    """What an unredacted handler has kept in the record does not get into the file."""
    file, wrote = log.set_up(tmp_path), "what somebody wrote"
    other = logging.StreamHandler(io.StringIO())
    logging.getLogger().handlers.insert(0, other)
    try:
        int(wrote)
    except ValueError:
        logging.getLogger("trayapp.test").exception("it failed", extra=log.FILE_ONLY)
    finally:
        logging.getLogger().removeHandler(other)

    assert wrote not in file.read_text()
    assert "ValueError" in file.read_text()


def test_what_others_say_below_a_warning_is_not_kept(tmp_path: Path) -> None:
    """Libraries log headers, addresses and names of files; only their warnings are wanted."""
    file = log.set_up(tmp_path, "debug", verbose=True)
    logging.getLogger("httpx").info("GET /search")
    logging.getLogger("trayapp.test").debug("ours")

    assert "search" not in file.read_text()
    assert "ours" in file.read_text()


def test_a_line_is_one_line(tmp_path: Path) -> None:
    """What a portal says cannot pass for lines of this program."""
    file = log.set_up(tmp_path)
    logging.getLogger("trayapp.test").info("the portal says %s", "no\n2026-01-01 INFO all is well\x1b[2J")

    assert len(file.read_text().splitlines()) == 1
    assert "\x1b" not in file.read_text()


def test_the_log_is_bounded_when_a_fault_repeats(tmp_path: Path) -> None:
    """Ever new and long lines from ever new places leave four files of a megabyte at most."""
    file = log.set_up(tmp_path)
    logger = logging.getLogger("trayapp.test")
    for number in range(700):
        record = logger.makeRecord("trayapp.test", logging.INFO, "x.py", number, "yy " * 3_000, (), None)
        logging.getLogger().handle(record)

    sizes = [path.stat().st_size for path in file.parent.iterdir()]
    assert len(sizes) == 4
    assert sum(sizes) <= 4_000_000


def test_a_terminal_that_is_gone_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A closed stderr does not stop the program and gets no raw line."""
    gone = io.StringIO()
    monkeypatch.setattr(sys, "stderr", gone)
    file = log.set_up(tmp_path, verbose=True)
    gone.close()

    logging.getLogger("trayapp.test").info("still alive")

    assert "still alive" in file.read_text()


@pytest.mark.expect_log("no log file")
def test_no_log_folder_is_no_reason_to_stop(tmp_path: Path) -> None:
    """Where the log cannot be written the program goes on without."""
    (tmp_path / "taken").write_text("a file where the folder should be")

    log.set_up(tmp_path / "taken")

    logging.getLogger("trayapp.test").info("still alive")


def test_a_full_disk_at_the_end_costs_lines_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What could not be written while the program ran can't be written when the file is closed, either."""

    def full(_: logging.Handler) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = list(logging.getLogger().handlers)
    log.set_up(tmp_path)
    with monkeypatch.context() as disk:
        disk.setattr(logging.FileHandler, "close", full)
        log.shut_down()
    assert logging.getLogger().handlers == before


def test_a_second_set_up_replaces_the_first(tmp_path: Path) -> None:
    """Setting up twice writes each line once."""
    log.set_up(tmp_path)
    file = log.set_up(tmp_path)
    logging.getLogger("trayapp.test").info("once")

    assert file.read_text().count("once") == 1


def test_what_is_logged_before_the_file_is_known_gets_into_it(tmp_path: Path) -> None:
    """What is said while the tray icon comes up is in the log file, once, and only from the level asked for."""
    log.begin()
    logging.getLogger("qt").info("early")
    logging.getLogger("qt").debug("too quiet")

    file = log.set_up(tmp_path)
    logging.getLogger("qt").info("late")

    written = [line.rpartition(": ")[2] for line in file.read_text().splitlines()]
    assert written == ["early", "late"]
