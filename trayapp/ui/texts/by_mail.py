"""Words where a helpdesk tells nothing of tickets: it answers by e-mail."""

from __future__ import annotations

from trayapp.core.model import Probe

LIST_TITLE = "This helpdesk answers by e-mail"
UNENCRYPTED = (
    "What you send is not encrypted on its way: your organisation has allowed that for its mail server."
)
NOT_READ_BACK = "How it stands is told by e-mail."


def tells_nothing(probe: Probe | None) -> bool:
    """The portal has no list of tickets, as far as it is known."""
    return probe is not None and not probe.capabilities.views


def instead_of_a_list(probe: Probe) -> tuple[str, str]:
    """What stands in the place of the list."""
    return LIST_TITLE, " ".join(filter(None, (_mailbox(probe.me.email), _outbox(), unencrypted(probe))))


def unencrypted(probe: Probe | None) -> str:
    """Said wherever the portal is described; empty: what is sent is encrypted."""
    return "" if probe is None or probe.capabilities.encrypted else UNENCRYPTED


def _mailbox(address: str) -> str:
    where = f"your mailbox, {address}" if address else "your mailbox"
    return f"It tells this app nothing of your tickets. Answers come to {where}; reply to them there."


def _outbox() -> str:
    return "What you sent from here is kept under Outbox."
