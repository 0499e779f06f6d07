"""What the portal API calls each wish of an employee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from trayapp.core.model import (
    AccountChange,
    Change,
    Close,
    DecideEstimate,
    EditProfile,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
)


def change_body(want: Change) -> Mapping[str, Any]:
    """The body of `POST tickets/ID/changes`."""
    match want:
        case Close():
            return {"kind": "close"}
        case KeepOpen():
            return {"kind": "keep_open"}
        case SetPriority(priority):
            return {"kind": "priority", "priority": priority}
        case SetSubscriber(email, on):
            return {"kind": "subscriber", "email": email, "on": on}
        case SetCollaborator(email, on):
            return {"kind": "collaborator", "email": email, "on": on}
        case DecideEstimate(estimate, approve):
            return {"kind": "estimate", "estimate": estimate, "approve": approve}
        case _ as never:
            assert_never(never)


def asking(want: AccountChange) -> tuple[str, Mapping[str, Any]]:
    """Path and body for a change about people."""
    match want:
        case RegisterUser(name, email, level, note):
            return "registrations", {
                "action": "add",
                "name": name,
                "email": email,
                "level": level,
                "note": note,
            }
        case RemoveUser(email, note):
            return "registrations", {"action": "remove", "email": email, "note": note}
        case EditProfile():
            return "profile", {
                "name": want.name,
                "email": want.email,
                "phone": want.phone,
                "use_company_address": want.use_company_address,
                "address": want.address,
            }
        case _ as never:
            assert_never(never)
