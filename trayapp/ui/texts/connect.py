"""Words of setting up a portal: what runs at an address, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.errors import Misconfigured, Offline
from trayapp.core.model import Draft
from trayapp.core.operation import Operation
from trayapp.core.ports.connecting import Recognised
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.texts.files import counted
from trayapp.ui.texts.outbox import title

TITLE = "Set up your helpdesk"
MEANING = "Write its address. The app finds out what runs there before anything is sent."
ADDRESS = "Address of the helpdesk"
ADDRESS_HINT = "Such as https://help.example.com; IT can tell you"
LOOK = "Continue"
LOOKING = "Looking at the address …"
OTHER_ADDRESS = "Another address"
UNTRIED = "This app has not been tried with a live server of that kind yet."
UNREACHED = "Nothing answers at this address. Check it and your network, then try again."
_NO_ADDRESS = "This is no address of a helpdesk. It looks like https://help.example.com; IT can tell you."
_NO_HELPDESK = "There is no helpdesk at this address. Check it, or ask IT for it."
_NO_MAIL_SERVER = "There is no mail server at this address. Check it, or ask IT for it."
_INSECURE = (
    "This address is not protected (http): your sign-in could be read on its way. Use its https address."
)
_HERE = {
    "address": _NO_ADDRESS,
    "insecure": _INSECURE,
    "not_a_portal": _NO_HELPDESK,
    "not_a_mail_server": _NO_MAIL_SERVER,
}
"""Where the address stands before one's eyes: by the reason of `Misconfigured`."""
HELPDESK = "Your helpdesk"
USE_ANOTHER = "Use another helpdesk"
STAY_HERE = "Stay with this one"
ANOTHER = "Another helpdesk"
SIGN_IN_THERE = "Sign in there"
_ANOTHER_MEANING = (
    "Write its address, then sign in there. Until you are signed in there, nothing changes here. "
    "Afterwards you are signed out of {here}, and its tickets are removed from this computer."
)
_UNSENT = {
    False: "{items} in the outbox has not reached {here}. It stays on this computer and goes to no other helpdesk "
    "by itself: afterwards you decide about it in the outbox.",
    True: "{items} in the outbox have not reached {here}. They stay on this computer and go to no other helpdesk "
    "by themselves: afterwards you decide about each in the outbox.",
}
ASK_ADDRESS = "Address of the helpdesk: "
_LEFT = {
    False: "{items} for your former helpdesk has not been sent. It does not go to this one by itself; "
    "you decide about it in the outbox:",
    True: "{items} for your former helpdesk have not been sent. They do not go to this one by themselves; "
    "you decide about them in the outbox:",
}


def found(found: Recognised) -> str:
    """What runs at the address."""
    product = f"{found.product} {found.version}".strip()
    words = (
        f"{product} runs at {found.address}." if product else f"Nothing at {found.address} says what it is."
    )
    return words if found.tried else f"{words} {UNTRIED}"


def refusal(error: Exception) -> str:
    """Why nothing was found at an address."""
    if isinstance(error, Offline):
        return UNREACHED
    if isinstance(error, Misconfigured) and (words := _HERE.get(error.params.get("reason", ""))):
        return words
    return str(explain_error(error))


def another(here: str, waiting: int) -> str:
    """What setting up another helpdesk does, with so many items in the outbox."""
    place = here.removeprefix("https://")
    meaning = _ANOTHER_MEANING.format(here=place)
    if not waiting:
        return meaning
    unsent = _UNSENT[waiting > 1].format(items=counted(waiting, "item", "items"), here=place)
    return f"{meaning}\n\n{unsent}"


def left(operations: Sequence[Operation]) -> str:
    """What becomes of what was not sent; empty for none."""
    if not operations:
        return ""
    count = counted(len(operations), "item", "items")
    return _LEFT[len(operations) > 1].format(items=count)


def name(operation: Operation) -> str:
    """One item of the outbox, wherever it was meant for."""
    subject = operation.payload.subject if isinstance(operation.payload, Draft) else ""
    number = f"#{operation.ref.number}" if operation.ref and operation.ref.number else ""
    return title(operation, subject or number)
