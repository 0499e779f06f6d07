"""Words of the parts of the account page that are about people: one's profile, and colleagues' accounts."""

from __future__ import annotations

PROFILE = "Your profile"
PROFILE_MEANING = "Support uses it to reach you."
NAME = "Name"
EMAIL = "E-mail"
PHONE = "Primary phone"
COMPANY_ADDRESS = "Use company address"
STREET = "Street"
CITY = "City"
REGION = "State or region"
POSTCODE = "Postcode"
COUNTRY = "Country"
YES = "Yes"
NO = "No"
SAVE = "Save changes"
PENDING_EMAIL = "{email} counts once you have opened the link that was sent there."
PASSWORD = "Change password"  # noqa: S105 - a label
PASSWORD_HELP = "In the browser: a password is never typed into this program."  # noqa: S105 - a sentence
SAVED = "Saved. The portal gets it as soon as it can be reached."

COLLEAGUES = "Accounts of colleagues"
COLLEAGUES_MEANING = "Each person needs a sign-in of their own; sign-ins are never shared."
REGISTER = "Ask for an account"
REMOVE = "Ask to remove an account"
FULL_NAME = "Full name"
LEVEL = "Permission level"
LEVEL_BY_PORTAL = "The portal decides"
NOTE = "Anything support should know"
ASK = "Send request"
ASK_REMOVAL = "Send request to remove"
REMOVE_QUESTION = "Ask to remove {email}?"
REMOVE_MEANING = "Support ends this account. The person's tickets stay."
KEEP = "Keep"
REGISTERED = "Saved. {name} gets an e-mail once the account is made. You can name the next person."
REMOVAL_ASKED = "Saved. Support removes {email} once the request is there."

NOT_REGISTERED = "You are not registered for support"
ASK_FOR_ACCESS = "Ask for access"
CREDITS = "Service credits billed"
COUPON = "Coupon for live sessions"
TERMS = "Support terms"


def amount(value: float) -> str:
    """Service credits, without needless zeros."""
    return f"{value:g}"
