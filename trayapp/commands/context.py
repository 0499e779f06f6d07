"""What a command works with: the program's parts, what it says, and what becomes of its errors."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from trayapp import log
from trayapp.app import App, open_app
from trayapp.app.own_folders import close_to_others
from trayapp.commands.advice import words_for
from trayapp.commands.documents import problem_document
from trayapp.commands.exits import Exit, code_of
from trayapp.commands.out import Out
from trayapp.commands.usage import Usage
from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.operation import Problem, problem_of
from trayapp.redaction import redact

if TYPE_CHECKING:
    from trayapp.store.salvage import Salvage

_log = logging.getLogger(__name__)


class Context:
    """One run of one command."""

    def __init__(self, *, home: str | None, json: bool, verbose: bool) -> None:
        self.home = home
        self.verbose = verbose
        self.out = Out(json=json)
        self.log_file: Path | None = None
        self._stack = ExitStack()

    @cached_property
    def app(self) -> App:
        """The program's parts, with logging set up."""
        app = self._stack.enter_context(open_app(self.home))
        app.salvage_heard = _stop
        self._stack.callback(log.shut_down)
        self.log_file = log.set_up(app.places.logs, verbose=self.verbose, name="cli")
        level = app.preferences.values().log_level
        if level != "info":
            log.set_up(app.places.logs, level, verbose=self.verbose, name="cli")
        close_to_others(app.places)
        return app

    def guarded(self, job: Callable[[], int]) -> int:
        """The job's exit code; an error becomes a sentence on stderr, a document with `--json`, and its code."""
        try:
            with self._stack:
                return self._translated(job)
        except KeyboardInterrupt:
            return 130
        except BrokenPipeError:  # the reader of our output has gone: nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Exit.DONE

    def _translated(self, job: Callable[[], int]) -> int:
        try:
            return int(job())
        except Usage as error:
            return self._failed(Problem("usage"), str(error), "", Exit.USAGE)
        except TrayAppError as error:
            _log.info("ended by %s: %s", error.kind, error)
            problem = problem_of(error)
            words = words_for(problem)
            return self._failed(problem, words.title, words.hint, code_of(problem))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - a bug: the details go to the log, the sentence says where that is
            self._note_bug()
            problem = Problem("bug", detail=redact(f"{type(error).__name__}: {error}"))
            where = f"The details are in {self.log_file}." if self.log_file else ""
            return self._failed(problem, "Something in this program went wrong", where, Exit.BUG)

    def _note_bug(self) -> None:
        with suppress(Exception):  # opens the log, where the bug came before
            self.app.places  # noqa: B018
        _log.exception("a bug", extra=log.FILE_ONLY)

    def _failed(self, problem: Problem, title: str, hint: str, code: Exit) -> int:
        if self.out.json and not self.out.shown:
            document = {**(problem_document(problem) or {}), "title": title, "hint": hint}
            self.out.show({"error": document, "exit": int(code)})
        self.out.warn(f"{title}. {hint}".rstrip() if hint else title)
        return code


def _stop(saved: Salvage) -> None:
    """A command does nothing on a database that was damaged a moment ago: a person looks first, then runs it again."""
    whole = "yes" if saved.complete else "no"
    raise LocalFault(
        reason="salvaged", set_aside=str(saved.set_aside), operations=str(saved.operations), complete=whole
    )
