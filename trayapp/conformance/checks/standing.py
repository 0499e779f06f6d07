"""What a portal says of itself, of the person who asks, and of its rules."""

from __future__ import annotations

from collections.abc import Iterable

from trayapp.conformance.claims import need, refused
from trayapp.conformance.verdict import Broken, NotOffered, NotTried
from trayapp.conformance.visit import Visit
from trayapp.core.errors import SignIn, TrayAppError
from trayapp.core.model import Capabilities, Once
from trayapp.core.policy import Bucket

_MINUTES = 5
_SHORTEST_ID = 4


def says_who(visit: Visit) -> None:
    """The portal names itself and the person."""
    probe = visit.probe
    need(probe.name.strip(), "the portal has no name", "name")
    me = probe.me
    need(me.name.strip() or me.email.strip(), "the person asking has neither name nor address", "me")
    need(
        len(me.id) >= _SHORTEST_ID and not me.id.isdigit(),
        f"the person's id is {me.id!r}: people of another portal may well have the same",
        "id",
    )
    need(visit.portal.probe().me.id == me.id, "asked twice, the same person has two ids", "id")


def tells_time(visit: Visit) -> None:
    """Its clock and this computer's agree."""
    told = visit.portal.probe().server_time
    if told is None:
        raise NotOffered("it does not tell its time")
    need(told.tzinfo, "its time has no zone", "server_time")
    minutes = (told - visit.site.clock()).total_seconds() / 60
    way = "ahead of" if minutes > 0 else "behind"
    need(
        abs(minutes) <= _MINUTES,
        f"its clock is {abs(minutes):.0f} minutes {way} this computer's; one of the two is wrong",
        "server_time",
    )


def capabilities_agree(visit: Visit) -> None:
    """What it says that it can do does not contradict itself."""
    can = visit.can
    for limit in (can.max_file, can.max_total):
        need(limit is None or limit > 0, f"a limit for files of {limit} bytes", "max_")
    need(
        can.max_file is None or can.max_total is None or can.max_file <= can.max_total,
        "one file may be larger than all together",
        "max_file",
    )
    need(can.settle >= 0, "a negative time to settle", "settle")
    need(can.sign_in, "there is no way to sign in", "sign_in")
    _blind(can)


def _blind(can: Capabilities) -> None:
    """A portal that tells nothing of tickets cannot be asked how they stand."""
    seeing = {"close": can.close, "priority": can.priority, "remembers": can.remembers}
    claimed = [name for name, offered in seeing.items() if offered and not can.views]
    need(not claimed, f"it tells nothing of tickets, and still offers {', '.join(claimed)}", "views")
    looked_up = Once.LOOKUP in {can.submit_once, can.update_once}
    need(can.views or not looked_up, "it tells nothing of tickets, and still says it can be looked up there")


def capabilities_hold(visit: Visit) -> None:
    """A new ticket of one's own may be treated as the portal said."""
    visit.needs_lists()
    granted = visit.read(visit.common()).actions
    can = visit.ask_again()
    offers = {"update": can.update, "close": can.close, "priority": can.priority}
    for action, offered in offers.items():
        told = "offers" if offered else "does not offer"
        meant = "does" if action in granted else "does not"
        need(
            (action in granted) == offered,
            f"the portal {told} “{action}”, and the new ticket {meant}",
            "actions",
        )


def policy_names(visit: Visit) -> None:
    """Every code that a new ticket uses is one of the policy's."""
    visit.needs_lists()
    policy, ticket = visit.policy, visit.read(visit.common())
    need(policy.status(ticket.status), f"the policy knows no status {ticket.status!r}", "statuses")
    need(
        policy.priority(ticket.priority) or not (policy.priorities or ticket.priority),
        f"the policy knows no priority {ticket.priority!r}",
        "priorities",
    )
    need(
        policy.bucket(ticket.status) is Bucket.OPEN,
        f"a new ticket counts as {policy.bucket(ticket.status)}",
        "status",
    )


def policy_agrees(visit: Visit) -> None:
    """No code stands twice, and those it refers to are there."""
    policy = visit.policy
    for what, codes in (
        ("status", [status.code for status in policy.statuses]),
        ("priority", [priority.code for priority in policy.priorities]),
        ("product", [product.code for product in policy.products]),
        ("nature", [nature.code for nature in policy.natures]),
    ):
        twice = _twice(codes)
        need(not twice, f"the policy has the {what} {twice!r} twice", twice)
    for code in (policy.default_priority, policy.locked_priority):
        need(code is None or policy.priority(code), f"the policy knows no priority {code!r}", "priority")


def _twice(codes: Iterable[str]) -> str:
    seen: set[str] = set()
    return next((code for code in codes if code in seen or seen.add(code)), "")  # type: ignore[func-returns-value]


def wrong_token(visit: Visit) -> None:
    """Whoever the portal does not know is asked to sign in."""
    if visit.site.nobody is None:
        raise NotTried("nobody else can be asked as")
    tells = bool(visit.can.views)
    nobody = visit.site.nobody()
    try:
        refused("a question of nobody", nobody.probe, SignIn)
        if tells:
            refused("a policy for nobody", nobody.policy, SignIn)
            refused("nobody's list of tickets", lambda: nobody.changes(None), SignIn)
    except Broken as broken:
        if "name" in visit.can.sign_in and not isinstance(broken.__cause__, TrayAppError):
            raise NotOffered("it asks nobody for a password") from broken
        raise Broken(f"{broken}; a sign-in was to be asked for") from broken
    finally:
        nobody.close()
