"""What `trayapp conformance` says: a line for each check, the exchange that shows a fault, and a line of sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from trayapp.commands.documents import Document, plain
from trayapp.conformance.shown import Shown, redacted, shown, telling
from trayapp.conformance.tidying import Tidied
from trayapp.conformance.verdict import Result, Verdict
from trayapp.ui.texts.files import counted

_WIDTH = max(map(len, Verdict))
CLOSING = "The test tickets are closed first; interrupt again to leave them."
LEFT = "Interrupted again: the test tickets that are not closed yet stay open."
_INDENT = " " * (_WIDTH + 2)


def beginning(checks: int, tickets: int, mark: str) -> str:
    """What is going to happen, before anything is written."""
    return (
        f"{checks} checks. They write up to {tickets} test tickets, whose subjects begin with “{mark}”, and close them "
        "at the end. Where closing is not allowed they stay open; the last lines then name them."
    )


def lines(result: Result) -> Iterator[str]:
    """The check by name, how it ended, and of a failed one what was said to the portal and back."""
    verdict = result.verdict.upper() if result.verdict is Verdict.FAILED else result.verdict
    yield f"{verdict:<{_WIDTH}}  {result.id:<17} {result.sentence}"
    if result.reason:
        yield f"{_INDENT}{_sentence(redacted(result.reason))}"
    if result.verdict is not Verdict.FAILED:
        return
    few = telling(result.exchanges, result.look)
    if left := len(result.exchanges) - len(few):
        yield f"{_INDENT}({counted(left, 'more exchange', 'more exchanges')}; --json shows all)"
    for exchange in few:
        yield from _exchange(shown(exchange, result.look))


def _exchange(one: Shown) -> Iterator[str]:
    yield f"{_INDENT}{f'{one.method} {one.path}'.rstrip()} → {_status(one)}"
    if one.sent:
        yield f"{_INDENT}  sent    {one.sent}"
    if one.received:
        yield f"{_INDENT}  answer  {one.received}"


def _status(one: Shown) -> str:
    if one.status is None:
        return "no answer"
    return f"{one.status} {one.media_type}".rstrip()


def about_tickets(tidied: Sequence[Tidied], mark: str) -> Iterator[str]:
    """How many test tickets there were, and which of them are still open."""
    if not tidied:
        yield "No ticket was made."
        return
    left = [one for one in tidied if not one.closed]
    yield f"{counted(len(tidied), 'test ticket', 'test tickets')}, {len(tidied) - len(left)} closed."
    for why in dict.fromkeys(one.why for one in left):
        numbers = ", ".join(one.ref.number or one.ref.id for one in left if one.why == why)
        yield f"Still open: {numbers} ({redacted(why)})"
    if left:
        yield f"An agent can close them: they are found by “{mark}” in the subject."


def sums(kind: str, results: Sequence[Result]) -> str:
    """One line, the same columns for every portal."""
    counts = Counter(result.verdict for result in results)
    told = " | ".join(f"{verdict} {counts[verdict]}" for verdict in Verdict)
    return f"{kind} | {told} | of {len(results)}"


def document(result: Result) -> Document:
    """One check for programs."""
    return {
        "id": result.id,
        "sentence": result.sentence,
        "rule": result.rule,
        "verdict": str(result.verdict),
        "reason": redacted(result.reason),
        "error": result.error.kind if result.error else None,
        "exchanges": [plain(shown(exchange, result.look)) for exchange in result.exchanges],
    }


def tickets_document(tidied: Sequence[Tidied]) -> Document:
    """What became of the test tickets."""
    left = [one for one in tidied if not one.closed]
    return {
        "made": len(tidied),
        "closed": len(tidied) - len(left),
        "left": [{"id": one.ref.id, "number": one.ref.number, "why": redacted(one.why)} for one in left],
    }


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", "…")) else ".")
