"""A problem in words for the command line: the same as in the windows, with the command that helps."""

from __future__ import annotations

from trayapp.core.operation import Problem
from trayapp.ui.texts.errors import Explanation, explain

_SIGN_IN = "Run `trayapp sign-in`."
_ADDRESS = "Run `trayapp sign-in --portal URL`; IT can tell you the address."
_NOT_KEPT = "Nothing of it was kept."
_HINTS = {
    ("local_fault", "disk_full"): "Free some space, then run the command again.",
    ("sign_in", ""): f"{_SIGN_IN} What you wrote is kept and goes out then.",
    ("local_fault", "newer_database"): (
        "Start the newer version. Nothing was changed or deleted, and what you have not sent can be read: "
        "`trayapp outbox export FOLDER` writes it into a folder."
    ),
    ("misconfigured", "no_address"): _ADDRESS,
    ("misconfigured", "address"): _ADDRESS,
    ("misconfigured", "insecure"): "Use the address that begins with https://. IT can tell you.",
}
_TITLES = {
    ("local_fault", "address"): (
        "The portal cannot listen on {host}, port {port}",
        "Another program may use it, or it is no address of this computer. Choose with --host and --port.",
    ),
}
"""What only the command line meets."""
WHILE = "while"
"""The parameter that names a command whose failure is told in words of its own."""
_AGAIN = "then run the command again. Nothing was changed."
_CONNECTING = {
    "offline": f"Check the address and your network, {_AGAIN}",
    "sign_in": f"Check what you signed in with, {_AGAIN}",
    "busy": "Run the command again in a while. Nothing was changed.",
    "server_fault": "Run the command again in a while. Nothing was changed.",
}


def words_for(problem: Problem) -> Explanation:
    """What happened and what to do, at a terminal."""
    reason = problem.params.get("reason", "")
    if own := _TITLES.get((problem.kind, reason)):
        return Explanation(own[0].format_map({"host": "?", "port": "?", **problem.params}), own[1])
    known = explain(problem)
    if problem.params.get(WHILE) == "connect":
        return _while_connecting(problem, known)
    hint = _HINTS.get((problem.kind, reason)) or _HINTS.get((problem.kind, "")) or known.hint
    if problem.params.get("kept") == "no":
        hint = f"{hint} {_NOT_KEPT}"
    return Explanation(known.title, hint)


def _while_connecting(problem: Problem, known: Explanation) -> Explanation:
    own = problem.params.get("way") or problem.params.get("reason") == "no_password"
    hint = (not own and _CONNECTING.get(problem.kind)) or f"{known.hint} Nothing was changed."
    if file := problem.params.get("file") if problem.kind == "unusable_policy" else None:
        line = problem.params.get("line")
        hint = f"Mend {f'line {line} of {file}' if line else file}, {_AGAIN}"
    return Explanation(known.title, hint)
