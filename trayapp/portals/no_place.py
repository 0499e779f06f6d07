"""Changes that an ordinary helpdesk has no place for: people on a ticket, and estimates."""

from __future__ import annotations

from trayapp.core.errors import Forbidden
from trayapp.core.model import Action, DecideEstimate, SetCollaborator, SetSubscriber

_ACTIONS = {
    SetSubscriber: Action.SUBSCRIBERS,
    SetCollaborator: Action.COLLABORATORS,
    DecideEstimate: Action.ESTIMATES,
}


def no_place(want: SetSubscriber | SetCollaborator | DecideEstimate) -> Forbidden:
    """The refusal, to be raised."""
    action = _ACTIONS[type(want)]
    return Forbidden(f"this helpdesk knows no {action}", action=str(action))
