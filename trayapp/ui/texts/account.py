"""Words of the account page."""

from __future__ import annotations

from trayapp.core.errors import Offline, SignIn
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.texts.files import counted

SECTION = "Account"
NOBODY = ("You are not signed in", "Sign in to send tickets and to see IT's answers.")
SIGNED_IN = "Signed in"
UNCHECKED = "Signed in, not checked with the portal yet"
REFUSED = "The portal does not accept your sign-in any more"
COMPANY = "Company"
EMAIL = "E-mail"
LEVEL = "Level"
PORTAL = "Portal"
LAST_SYNC = "Last news"
ANSWERS = "Answers"
ADDRESS = "Portal address"
ADDRESS_HINT = "Such as https://help.example.com; IT can tell you"
TOKEN = "Personal token"  # noqa: S105 - a label
TOKEN_HINT = "Paste it here"  # noqa: S105 - a label
TOKEN_HELP = "You find it on the portal under your profile. It stays in this computer's key store."  # noqa: S105
SIGN_IN = "Sign in"
USER = "Name or e-mail you sign in with"
PASSWORD = "Password"  # noqa: S105 - a label
PASSWORD_HELP = "It stays in this computer's key store, or is exchanged for a key of your own and forgotten."  # noqa: S105
PASSWORD_OPTIONAL = "Leave it empty where the server asks for none: then the name is your e-mail address."  # noqa: S105
BY_BROWSER = "Sign in in the browser"
BY_DEVICE = "On another device"
BY_TOKEN = "With a personal token"  # noqa: S105 - a label
CANCEL = "Cancel"
IN_BROWSER = "Finish signing in in the browser. This page goes on by itself."
ON_DEVICE = "On any device, go to {url} and enter this code:"
CODE = "Code: {code}"
OPEN_AGAIN = "Open the browser again"
OPEN_HERE = "Open that page here"
WAIT_HELP = "Your password is typed on the portal's page alone; this program never sees it."
DENIED = "You did not allow it on the portal. Nothing has changed here."
TOO_LATE = "Nobody finished signing in. Start again when you are ready."
REFUSED_THERE = "The portal did not finish the sign-in. Start again; if it goes on, tell IT."
NO_BROWSER_HERE = "This portal knows personal tokens alone. Paste one below."
SIGN_IN_AGAIN = "Sign in again"
WRONG_PASSWORD = "The name or the password is not right. Check both, then try again."  # noqa: S105
WRONG_TOKEN = "The portal does not accept this token. Copy it again from your profile there."  # noqa: S105
UNREACHED = "The portal can't be reached. Check its address and your network, then try again."
BROWSER_DONE = "You are signed in. You can close this page and go back to what you were doing."
CHECKING = "Asking the portal …"
WELCOME = "Welcome, {name}."
NOT_DURABLE = (
    "This computer has no key store that takes the token. "
    "You stay signed in until the app ends, and are asked again after the next start."
)
SIGN_OUT = "Sign out"
SIGN_OUT_QUESTION = "Sign out?"
_SIGN_OUT_MEANING = "Your tickets are removed from this computer until you sign in again."
_OUTBOX_STAYS = {
    False: "{items} in the outbox has not reached IT. It stays on this computer, goes out once you sign in again, "
    "and is sent under nobody else's name.",
    True: "{items} in the outbox have not reached IT. They stay on this computer, go out once you sign in again, "
    "and are sent under nobody else's name.",
}
STAY = "Stay signed in"
KEPT = "What is kept on this computer"
KEPT_LINES = (
    "Your tickets as last seen, so that you can read them offline.",
    "What you wrote and has not been sent yet, with its files.",
    "Your sign-in, in the system's key store and never in a file.",
)


_BROKEN_OFF = {"denied": DENIED, "timeout": TOO_LATE, "refused": REFUSED_THERE, "password": WRONG_PASSWORD}
"""Why signing in elsewhere came to nothing, by the reason of `SignIn`."""


def refusal(error: Exception) -> str:
    """Why signing in failed; it is not tried again by itself."""
    if isinstance(error, Offline):
        return UNREACHED
    if isinstance(error, SignIn) and "reason" in error.params:
        return _BROKEN_OFF.get(error.params["reason"], WRONG_TOKEN)
    return WRONG_TOKEN if isinstance(error, SignIn) else str(explain_error(error))


def refusal_of_password(error: Exception) -> str:
    """Why signing in with a name and a password failed: some servers are asked about them only when one is in."""
    if not isinstance(error, SignIn):
        return refusal(error)
    plain = error.params.get("reason", "refused") in {"refused", "password"} and "way" not in error.params
    return WRONG_PASSWORD if plain else str(explain_error(error))


def sign_out_meaning(waiting: int) -> str:
    """What signing out does, with so many items in the outbox."""
    return f"{_SIGN_OUT_MEANING} {outbox_stays(waiting)}".rstrip()


def outbox_stays(waiting: int) -> str:
    """What becomes of so many items when somebody signs out; empty for none."""
    return _OUTBOX_STAYS[waiting > 1].format(items=counted(waiting, "item", "items")) if waiting else ""


def level(code: str) -> str:
    """A level of the portal as words."""
    return code.replace("_", " ").capitalize()


def initials(name: str) -> str:
    """Two letters that stand for a person."""
    words = [word for word in name.split() if word[:1].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()
