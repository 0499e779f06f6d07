"""Words about what was written for one helpdesk when another one is set up."""

from __future__ import annotations

from trayapp.core.elsewhere import freed
from trayapp.core.helpdesk import place
from trayapp.core.model import Draft, Update
from trayapp.core.operation import Operation, OpState, Problem

COPY = "Copy the words"
COPIED = "Copied"
_SEND_HERE = "Send to {here}"
KEEP = "Keep it here"
_ANYWAY = "Send this to {here} as well?"
_ANYWAY_MEANS = (
    "{title} may have reached {was} already: the connection broke as it went out. Sent to {here}, too, it may "
    "be worked on twice. Ask at {was} first if you can."
)


def meant_for_another(problem: Problem) -> tuple[str, str]:
    """Why it does not go out, and what to do."""
    was, here = place(problem.params.get("was", "")), place(problem.params.get("here", ""))
    title, doubtful = f"Written for another helpdesk, {was}", problem.params.get("doubtful") == "yes"
    if doubtful:
        title += ", and may have reached it already"
    if problem.params.get("moves") != "yes":
        hint = f"What it belongs to is over there. It goes out when {was} is set up again. "
        return title, hint + "Copy its words to write them anew, or discard it."
    if doubtful:
        hint = f"Ask at {was} whether it arrived. Send it to {here} only if it did not; or keep it here until {was} is "
        return title, hint + "set up again."
    hint = f"It does not go to {here} by itself. Send it there, or keep it here until {was} is set up again."
    return title, hint


def anyway(operation: Operation, title: str) -> tuple[str, str]:
    """Asked before what may have reached one helpdesk is sent to another: the question, and what it means."""
    problem = _elsewhere(operation)
    was, here = (place(problem.params.get(name, "")) if problem else "" for name in ("was", "here"))
    return _ANYWAY.format(here=here), _ANYWAY_MEANS.format(title=title, was=was, here=here)


def movable(operation: Operation) -> str:
    """Where the employee may send it instead, by `core.helpdesk.helpdesk`; empty: nowhere."""
    problem = _elsewhere(operation)
    return problem.params.get("here", "") if problem and problem.params.get("moves") == "yes" else ""


def stranded(operation: Operation) -> bool:
    """It waits for another account or helpdesk: its words may be wanted here."""
    problem = operation.problem
    stands = operation.state is OpState.NEEDS_USER and problem is not None
    return stands and problem is not None and problem.kind in {"other_portal", "other_account"}


def waits_for_another_helpdesk(operation: Operation) -> bool:
    """Trying again changes nothing as long as this helpdesk is set up."""
    return _elsewhere(operation) is not None


def send_here(name: str) -> str:
    """Sending it to the helpdesk that is set up."""
    return _SEND_HERE.format(here=place(name))


def words(operation: Operation) -> str:
    """All of it that a person wrote, as one text to paste elsewhere."""
    match operation.payload:
        case Draft() as draft:
            return "\n\n".join(filter(None, (draft.subject, freed(draft).description)))
        case Update(text=text):
            return text
    return ""


def _elsewhere(operation: Operation) -> Problem | None:
    problem = operation.problem
    if operation.state is not OpState.NEEDS_USER or problem is None or problem.kind != "other_portal":
        return None
    return problem
