"""Words where a helpdesk tells nothing of tickets: it answers by e-mail."""

from __future__ import annotations

from trayapp.core.model import Probe

LIST_TITLE = "This helpdesk answers by e-mail"
SENT = "Sent by e-mail"
UNENCRYPTED = (
    "What you send is not encrypted on its way: your organisation has allowed that for its mail server."
)
NOT_ENCRYPTED = "not encrypted"
NOT_READ_BACK = "How it stands is told by e-mail."
GOES_AS_MAIL = (
    "Goes as one more e-mail. If IT has answered already, better reply to that e-mail in your mailbox: "
    "so it surely comes to the same ticket."
)
NO_NEWS = ("No news here", "This helpdesk answers by e-mail: news of your tickets come to your mailbox.")


def tells_nothing(probe: Probe | None) -> bool:
    """The portal has no list of tickets, as far as it is known."""
    return probe is not None and not probe.capabilities.views


def instead_of_a_list(probe: Probe) -> tuple[str, str]:
    """What stands in the place of the list."""
    return LIST_TITLE, " ".join(filter(None, (_mailbox(probe.me.email), _listed(), unencrypted(probe))))


def above_the_list(probe: Probe) -> str:
    """What stands over what was sent, so that nobody waits there for an answer."""
    return " ".join(filter(None, (how_it_stands(probe.me.email), unencrypted(probe))))


def how_it_stands(address: str) -> str:
    """Where answers come, and what is not shown here."""
    return f"{answers_come(address)} This app is not told how your tickets stand."


def by_mail_alone(address: str) -> str:
    """Beside the word for answers."""
    where = f", to {address}" if address else ""
    return f"By e-mail{where}; this app is not told how your tickets stand."


def answers_come(address: str) -> str:
    """Once something was sent."""
    return f"Answers come by e-mail, to {address}." if address else "Answers come by e-mail."


def unencrypted(probe: Probe | None) -> str:
    """Said wherever the portal is described; empty: what is sent is encrypted."""
    return "" if probe is None or probe.capabilities.encrypted else UNENCRYPTED


def _mailbox(address: str) -> str:
    where = f"your mailbox, {address}" if address else "your mailbox"
    return f"It tells this app nothing of your tickets. Answers come to {where}; reply to them there."


def _listed() -> str:
    return "What you send from this computer is listed here."
