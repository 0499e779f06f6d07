"""What an employee can and can't do on a portal, in words: from its capabilities, the person's level and the policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from trayapp.core.model import Capabilities, Once, Probe
from trayapp.core.policy import Permission, Policy
from trayapp.ui.texts.files import size_of

CAN = "What you can do here"
LATER = "What your first ticket will show"
CAN_NOT = "What is not possible here"


@dataclass(frozen=True, slots=True)
class Ability:
    """One thing, and whether it can be done."""

    code: str
    """For programs."""
    can: bool | None
    """`None`: nobody knows before this employee has a ticket."""
    words: str


def abilities(probe: Probe, policy: Policy) -> Sequence[Ability]:
    """Everything worth telling: what can be done, what is not known yet, what can't be done."""
    told = [*_of_tickets(probe, policy), *_of_an_own_ticket(probe, policy), *_around(probe.capabilities)]
    return sorted(told, key=lambda ability: (True, None, False).index(ability.can))


def _of_tickets(probe: Probe, policy: Policy) -> Iterator[Ability]:
    can = probe.capabilities
    if probe.me.registered and _may(Permission.CREATE, probe, policy):
        yield Ability(
            "create", can=True, words="Ask for help: new tickets go to " + (policy.portal_name or probe.name)
        )
    else:
        yield Ability("create", can=False, words="Ask for help: your account may not make tickets here")
    yield _attach(can)
    if policy.priorities:
        yield Ability("urgency", can=True, words="Say how urgent it is when you ask")
    else:
        yield Ability(
            "urgency", can=False, words="Say how urgent it is: there is no choice here; write it in the text"
        )


def _may(permission: Permission, probe: Probe, policy: Policy) -> bool:
    """Where a helpdesk knows no levels, what it lets somebody do says all."""
    return permission in probe.me.permissions or not (policy.levels or probe.me.permissions)


def _attach(can: Capabilities) -> Ability:
    if not can.attachments:
        return Ability("attach", can=False, words="Send pictures and files along")
    each = f", each up to {size_of(str(can.max_file))}" if can.max_file else ""
    whole = f", {size_of(str(can.max_total))} in all" if can.max_total else ""
    return Ability("attach", can=True, words=f"Send pictures and files along{each}{whole}")


def _of_an_own_ticket(probe: Probe, policy: Policy) -> Iterator[Ability]:
    can = probe.capabilities
    sees = bool(can.views)
    by_mail = "" if sees else ": this helpdesk tells the app nothing of tickets; answers come by e-mail"
    yield Ability("status", can=sees, words=f"See how your tickets stand, and IT's answers{by_mail}")
    if "company" in can.views:
        yield Ability("company", can=True, words="See the tickets of your company")
    answers = can.update and _may(Permission.UPDATE, probe, policy)
    yield Ability(
        "update",
        can=answers,
        words="Write on a ticket you have" if answers else "Write on a ticket you have: not from here",
    )
    closes = can.close and _may(Permission.CLOSE, probe, policy)
    how = "" if closes else ": write on the ticket that it is solved, and IT closes it"
    yield _sure(Ability("close", can=closes, words=f"Close a ticket yourself{how}"), can)
    changes = can.priority and bool(policy.priorities) and _may(Permission.PRIORITY, probe, policy)
    how = "" if changes else ": write on the ticket why it is urgent"
    yield _sure(Ability("priority", can=changes, words=f"Change later how urgent a ticket is{how}"), can)


def _sure(ability: Ability, can: Capabilities) -> Ability:
    """What is granted only as far as anybody knows is not promised."""
    return replace(ability, can=None) if ability.can and ability.code in can.unsure else ability


def _around(can: Capabilities) -> Iterator[Ability]:
    if can.views:
        later = "" if can.events else ": the app asks from time to time"
        yield Ability("events", can=can.events, words=f"Hear of answers at once{later}")
    if can.submit_once is Once.NONE:
        words = "Be sure after a broken connection: it may have been sent, and you decide whether to send it again"
        yield Ability("once", can=False, words=words)
    if not can.encrypted:
        words = "Send it so that nobody on the way can read it: your organisation's mail server goes without encryption"
        yield Ability("encrypted", can=False, words=words)
    if can.announcements:
        yield Ability("announcements", can=True, words="Read announcements")
    if can.articles:
        yield Ability("articles", can=True, words="Search articles that help at once")
    if can.contacts:
        yield Ability("contacts", can=True, words="Find people to add to a ticket")
