"""Why the connection to a portal is not set up right, by the reason of `Misconfigured`: a title and a hint."""

from __future__ import annotations

WEB_PAGE = "Open the helpdesk in the browser, and copy the address from there; or ask IT for it."
UNKNOWN_PRODUCT = (
    "This app can't speak to it. Many helpdesks take tickets by e-mail, too: ask IT for that address."
)
TOO_OLD = "The app needs a newer version of the helpdesk. Tell IT."
ELSEWHERE = "Your sign-in is not taken along by itself. If that is your helpdesk, write that address."
SETUPS = {
    "": (
        "The connection to the portal is not set up right",
        "Check the address under Settings, or ask IT for it.",
    ),
    "address": ("The portal's address is not right", "Check it under Settings, or ask IT for it."),
    "no_address": (
        "No portal is set up yet",
        "Enter its address and sign in under Account. What you wrote is kept and goes out then.",
    ),
    "certificate": (
        "The portal's certificate is not trusted by this computer",
        "Nothing is sent until it is. Tell IT; on a company network their certificate may be missing here.",
    ),
    "insecure": (
        "The portal's address is not protected (http)",
        "Your sign-in would travel readable by others. Use its https address, or ask IT.",
    ),
    "not_a_portal": (
        "There is no portal at this address",
        "Check the address under Settings, or ask IT for it.",
    ),
    "kind": ("This address is no portal that the app knows", "Check address and kind under Settings."),
    "version": (
        "The portal speaks a version that this app does not know",
        "An update of the app may help. Ask IT.",
    ),
    "not_a_mail_server": (
        "There is no mail server at this address",
        "Check the address under Settings, or ask IT for it.",
    ),
    "no_encryption": (
        "The mail server offers no encryption",
        "Nothing is sent, so that nobody on the way can read it. Tell IT.",
    ),
    "sign_in_unknown": (
        "This mail server wants a sign-in that the app does not know",
        "Ask IT for the company's SMTP relay, or for a mail server that takes an app password.",
    ),
    "not_ascii": (
        "The mail server does not take this e-mail address",
        "It knows no letters like those in it. Ask IT for another address.",
    ),
    "proxy": (
        "The network's proxy asks for a name and a password",
        "Enter them in the system's proxy settings, or ask IT to let this address through.",
    ),
    "web_page": ("There is a web page at this address, but no helpdesk", WEB_PAGE),
    "other_product": ("Another program's interface is at this address", UNKNOWN_PRODUCT),
    "elsewhere": ("This address leads to another server", ELSEWHERE),
    "no_api": (
        "The helpdesk at this address is not open to apps",
        "Its administrator can switch on its web interface for programs (REST). Ask IT.",
    ),
    "mailbox": (
        "This is an e-mail address",
        "Write the mail server's address too, such as smtp://mail.example.com/help@example.com. IT can tell you.",
    ),
    "mail_server": (
        "A mail server answers here, but no mailbox is named",
        "Write whose mailbox it is behind the address, such as smtp://mail.example.com/help@example.com.",
    ),
}
OTHER_SIGN_INS = "It takes no name and password, only {offered}. "
