"""Exit codes by kind of problem, and what is said of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trayapp.commands.documents import plain
from trayapp.commands.exits import Exit, code_of, code_of_operation
from trayapp.commands.out import Out, printable
from trayapp.core import errors
from trayapp.core.ids import new_op_id
from trayapp.core.model import Capabilities, Draft, Once
from trayapp.core.operation import Operation, OpKind, OpState, Problem

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def kinds(root: type[errors.TrayAppError]) -> set[str]:
    """The kinds of all errors below one."""
    below = [error for error in root.__subclasses__() if error.__module__ == errors.__name__]
    return {root.kind}.union(*(kinds(error) for error in below))


def test_every_error_has_a_code() -> None:
    """No kind of error of the core counts as a bug."""
    unknown = {kind for kind in kinds(errors.TrayAppError) if code_of(Problem(kind)) is Exit.BUG}

    assert unknown == {"error"}


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (Problem("rejected", {"reason": "local"}), Exit.USAGE),
        (Problem("rejected"), Exit.REFUSED),
        (Problem("forbidden", {"action": "locked"}), Exit.USAGE),
        (Problem("forbidden", {"action": "close"}), Exit.REFUSED),
        (Problem("something new"), Exit.BUG),
    ],
)
def test_where_it_was_refused_matters(problem: Problem, code: Exit) -> None:
    """What was refused here, before it was kept, is usage; what the portal refuses is not."""
    assert code_of(problem) is code


@pytest.mark.parametrize(
    ("state", "problem", "code"),
    [
        (OpState.DONE, None, Exit.DONE),
        (OpState.QUEUED, None, Exit.WAITING),
        (OpState.WAITING, Problem("offline"), Exit.WAITING),
        (OpState.WAITING, Problem("something new"), Exit.WAITING),
        (OpState.NEEDS_USER, Problem("sign_in"), Exit.SIGN_IN),
        (OpState.NEEDS_USER, Problem("rejected"), Exit.REFUSED),
        (OpState.NEEDS_USER, Problem("not_found"), Exit.REFUSED),
        (OpState.NEEDS_USER, Problem("misconfigured"), Exit.WAITING),
    ],
)
def test_what_is_kept_is_never_usage(state: OpState, problem: Problem | None, code: Exit) -> None:
    """An operation that is on disk ends a command with done, sign-in, refused or waiting."""
    op_id = new_op_id(NOW)
    operation = Operation(1, op_id, op_id, OpKind.CREATE, Draft("x"), state, NOW, problem=problem)

    assert code_of_operation(operation) is code


def test_a_second_document_is_a_bug(capsys: pytest.CaptureFixture[str]) -> None:
    """Two documents would be none a program can read."""
    out = Out(json=True)
    out.show({})

    with pytest.raises(RuntimeError):
        out.show({})
    assert capsys.readouterr().out == "{}\n"


def test_only_layout_survives_of_control_characters() -> None:
    """Line ends and tabs stay; what moves a cursor or turns the direction of text does not."""
    assert printable("a\tb\r\nc\x1b[1m\x07\u202e") == "a\tb\nc\ufffd[1m\ufffd\ufffd"


def test_nouns_become_plain_json() -> None:
    """Sets are sorted, enumerations are their text, times are ISO 8601."""
    document = plain(Capabilities(views=frozenset({"b", "a"}), submit_once=Once.NATIVE))

    assert isinstance(document, dict)
    assert document["views"] == ["a", "b"]
    assert document["submit_once"] == "native"
    assert plain({"at": NOW}) == {"at": "2026-03-02T09:00:00+00:00"}
