"""`trayapp doctor`: what works here, what does not, and what to do."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterable

from trayapp.commands.context import Context
from trayapp.commands.documents import Document
from trayapp.commands.exits import Exit, code_of
from trayapp.commands.findings import AREAS, VERDICTS, words_of
from trayapp.core.finding import Finding, Verdict
from trayapp.core.operation import Problem

_COLUMN = max(map(len, AREAS.values()))
_LOCAL = frozenset({"store", "disk"})
"""Without them nothing can be kept; anything else costs a feature."""


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--screen-only", action="store_true", help=SUPPRESS)


def run(context: Context, arguments: Namespace) -> int:
    """Check everything; the exit code tells of the database and the disk first, then of the portal."""
    found: list[Finding] = []
    for finding in _checks(context, screen_only=arguments.screen_only):
        found.append(finding)
        _say(context, finding)
    context.out.show({"checks": [_document(finding) for finding in found]})
    return Exit.DONE if arguments.screen_only else _code(found)


def _checks(context: Context, *, screen_only: bool) -> Iterable[Finding]:
    if screen_only:
        from trayapp.desktop.screen_check import check

        return check()
    from trayapp.commands.checks import all_checks

    return all_checks(context.app)


def _say(context: Context, finding: Finding) -> None:
    words = words_of(finding)
    area = AREAS.get(finding.area, finding.area)
    context.out.say(f"{VERDICTS[finding.verdict]:<4}  {area:<{_COLUMN}}  {words.title}")
    if words.hint and finding.verdict is not Verdict.GOOD:
        context.out.say(f"{'':<{_COLUMN + 8}}{words.hint}")


def _document(finding: Finding) -> Document:
    words = words_of(finding)
    return {
        "area": finding.area,
        "verdict": str(finding.verdict),
        "state": VERDICTS[finding.verdict],
        "kind": finding.kind,
        "params": dict(finding.params),
        "title": words.title,
        "hint": words.hint,
    }


def _code(found: Iterable[Finding]) -> Exit:
    bad = [finding for finding in found if finding.verdict is Verdict.BAD]
    if any(finding.area in _LOCAL for finding in bad):
        return Exit.LOCAL
    refused = next((finding for finding in bad if finding.area == "portal"), None)
    if refused is not None:
        return code_of(Problem(refused.kind, refused.params))
    unreached = any(finding.area.startswith("network.") for finding in bad)
    return Exit.WAITING if unreached else Exit.DONE
