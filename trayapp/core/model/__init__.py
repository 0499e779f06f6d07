"""The nouns of a helpdesk as an employee's desktop knows them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from trayapp.core.model.around import Announcement, Article, Changes, Notice, Severity
from trayapp.core.model.files import FileKind, RemoteFile, StoredFile
from trayapp.core.model.people import Account, Address, Contact, Details, Participant, Role
from trayapp.core.model.portal import Capabilities, Once, Probe
from trayapp.core.model.ticket import (
    Action,
    Estimate,
    EstimateState,
    Message,
    MessageRef,
    Relation,
    Side,
    Ticket,
    TicketChange,
    TicketRef,
)
from trayapp.core.model.wishes import (
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
from trayapp.core.model.writing import Draft, Fact, Update

__all__ = [
    "NOTHING",
    "Account",
    "AccountChange",
    "Action",
    "Address",
    "Announcement",
    "Article",
    "Capabilities",
    "Change",
    "Changes",
    "Close",
    "Contact",
    "DecideEstimate",
    "Details",
    "Draft",
    "EditProfile",
    "Estimate",
    "EstimateState",
    "Fact",
    "FileKind",
    "KeepOpen",
    "Message",
    "MessageRef",
    "Notice",
    "Once",
    "Participant",
    "Probe",
    "RegisterUser",
    "Relation",
    "RemoteFile",
    "RemoveUser",
    "Role",
    "SetCollaborator",
    "SetPriority",
    "SetSubscriber",
    "Severity",
    "Side",
    "StoredFile",
    "Ticket",
    "TicketChange",
    "TicketRef",
    "Update",
]

NOTHING: Mapping[str, str] = MappingProxyType({})
"""An empty, unchangeable mapping, for defaults of arguments."""
