"""A problem in words for the command line: the same as in the windows, with the command that helps."""

from __future__ import annotations

from trayapp.core.operation import Problem
from trayapp.ui.texts.errors import Explanation, explain

_SIGN_IN = "Run `trayapp sign-in`."
_ADDRESS = "Run `trayapp sign-in --portal URL`; IT can tell you the address."
_HINTS = {
    ("sign_in", ""): f"{_SIGN_IN} What you wrote is kept and goes out then.",
    ("local_fault", "newer_database"): (
        "Start the newer version. Nothing was changed or deleted, and what you have not sent can be read: "
        "`trayapp outbox export FOLDER` writes it into a folder."
    ),
    ("misconfigured", "no_address"): _ADDRESS,
    ("misconfigured", "address"): _ADDRESS,
    ("misconfigured", "insecure"): "Use the address that begins with https://. IT can tell you.",
}


def words_for(problem: Problem) -> Explanation:
    """What happened and what to do, at a terminal."""
    known = explain(problem)
    reason = problem.params.get("reason", "")
    hint = _HINTS.get((problem.kind, reason)) or _HINTS.get((problem.kind, ""))
    return Explanation(known.title, hint) if hint else known
