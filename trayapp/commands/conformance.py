"""`trayapp conformance`: whether a portal does what a desktop relies on, for whoever runs or writes one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from trayapp.commands.advice import words_for
from trayapp.commands.conformance_people import add_people, site
from trayapp.commands.conformance_words import (
    CLOSING,
    LEFT,
    about_tickets,
    beginning,
    document,
    lines,
    sums,
    tickets_document,
)
from trayapp.commands.context import Context
from trayapp.commands.documents import problem_document
from trayapp.commands.exits import Exit, code_of
from trayapp.commands.interrupts import Interrupts
from trayapp.conformance.checks.every import CHECKS, most_tickets
from trayapp.conformance.run import Seen, results
from trayapp.conformance.tidying import Tidied, left_behind, tidied
from trayapp.conformance.verdict import Result, Verdict
from trayapp.conformance.visit import Visit
from trayapp.core.errors import Busy, Offline, SignIn, Transient
from trayapp.core.operation import problem_of

_INTERRUPTED = 130
_GONE = (Offline, SignIn, Busy)
"""The last checks were not tried because the portal could not be asked any more."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("url", metavar="URL", help="the portal's address")
    parser.add_argument("--kind", default="native", help="what runs there (default native)")
    add_people(parser)


def run(context: Context, arguments: Namespace) -> int:
    """Every check, then the test tickets are closed. 0: all passed, 5: one failed; what was interrupted: 130."""
    seen = Seen()
    at = site(context, arguments, seen)
    with closing(at.me), Interrupts(lambda: context.out.warn(CLOSING)) as interrupts:
        visit = Visit(at)
        context.out.say(beginning(len(CHECKS), most_tickets(), visit.mark))
        try:
            return _checked(context, arguments, visit, seen, interrupts)
        except Transient as error:
            return _not_begun(context, error)


def _checked(context: Context, arguments: Namespace, visit: Visit, seen: Seen, interrupts: Interrupts) -> int:
    made: list[Result] = []
    closed: list[Tidied] = []
    try:
        _check(context, visit, seen, interrupts, made)
        closed.extend(tidied(visit))  # what came before an interruption is in the list
    except KeyboardInterrupt:
        context.out.warn(LEFT)
    closed.extend(left_behind(visit, closed))
    _say(context, about_tickets(closed, visit.mark))
    context.out.say(sums(arguments.kind, made))
    code = _INTERRUPTED if interrupts.count else _code(made)
    context.out.show(_document(arguments, visit, made, closed, code))
    return code


def _check(context: Context, visit: Visit, seen: Seen, interrupts: Interrupts, made: list[Result]) -> None:
    """Every check, or those before somebody interrupted it. Raises `KeyboardInterrupt` the second time."""
    try:
        for result in results(visit, seen):
            made.append(result)
            _say(context, lines(result))
        interrupts.tidying()
    except KeyboardInterrupt:
        context.out.warn(f"Interrupted. {CLOSING}")


def _not_begun(context: Context, error: Transient) -> int:
    """Unlike what the app sends, nothing of this is tried again by itself."""
    problem = problem_of(error)
    context.out.warn(f"{words_for(problem).title}. Nothing was tried.")
    code = code_of(problem)
    context.out.show({"error": problem_document(problem), "exit": int(code)})
    return code


def _say(context: Context, said: Iterator[str]) -> None:
    for line in said:
        context.out.say(line)


def _document(
    arguments: Namespace, visit: Visit, made: list[Result], closed: list[Tidied], code: int
) -> dict[str, object]:
    counts = Counter(result.verdict for result in made)
    return {
        "url": arguments.url,
        "kind": arguments.kind,
        "mark": visit.mark,
        "checks": [document(result) for result in made],
        "counts": {str(verdict): counts[verdict] for verdict in Verdict},
        "tickets": tickets_document(closed),
        "exit": int(code),
    }


def _code(made: list[Result]) -> int:
    failed = [result for result in made if result.verdict is Verdict.FAILED]
    if any(result.bug for result in failed):
        return Exit.BUG
    last = failed[-1].error if failed else None
    if made[-1].verdict is Verdict.NOT_TRIED and isinstance(last, _GONE):
        return code_of(problem_of(last))
    return Exit.REFUSED if failed else Exit.DONE
