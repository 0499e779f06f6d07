"""What the demo's support agent says, by what the ticket is about."""

from __future__ import annotations

from trayapp.core.model import Ticket

_BY_CATEGORY = {
    "cannot_send_receive": (
        "I am checking the mail flow for your company right now. Does it also happen in Outlook on the web?"
    ),
    "outlook": "close Outlook once and open it again while I look at your mailbox from here.",
    "suspicious": (
        "thank you for asking first. Leave the message where it is and click nothing in it; I am "
        "checking who else got it."
    ),
    "slow": (
        "I can see in what you sent which programs use the most memory. Save your work, I would like "
        "to restart one of them. When does it suit you?"
    ),
    "not_starting": (
        "unplug the power for thirty seconds and try once more. If it still does not "
        "start, I will bring a spare computer by."
    ),
    "screen": (
        "unplug the dock for ten seconds and plug it in again. Meanwhile I am looking for a driver update."
    ),
    "virus": (
        "take the computer off the network now: pull the cable or switch Wi-Fi off. I will"
        " call you in a moment."
    ),
    "no_internet": ("I am looking at your router from here. Leave it switched on; this takes a few minutes."),
    "wifi": (
        "I am looking at the access point next to you. Does a phone in the same place have the same trouble?"
    ),
    "vpn": "disconnect the VPN and connect it again. I am watching the log on our side.",
    "not_printing": ("the print queue holds a stuck job. I am clearing it; try a test page in two minutes."),
    "password": (
        "I am preparing a reset now and will call you on your desk phone with the next step, so "
        "that it stays safe."
    ),
    "locked_out": (
        "I have unlocked your account. Try again in a minute, and tell me if it asks for a new password."
    ),
    "new_colleague": (
        "congratulations on the new colleague. I am preparing the account and will send you a list to check."
    ),
}
_BY_PRODUCT = {
    "email": "I am looking at your mailbox from here and will be back with you shortly.",
    "computer": "thank you for the details of your computer, they help. I am looking into it now.",
    "network": "I am checking the line and the equipment at your site now.",
    "printer": "I am looking at that printer from here. Leave it switched on.",
    "business_apps": ("thank you for the picture of it. I am checking whether others see the same message."),
    "accounts": "I am looking at the account now and will be back with you in a few minutes.",
    "phone": "I am looking at the phone system now. Leave the phone plugged in.",
}
_OTHERWISE = "thank you for writing. I have taken your ticket and am looking into it now."


def answer(ticket: Ticket) -> str:
    """Believable words for that ticket."""
    first_name = ticket.requester.split(" ")[0]
    words = _BY_CATEGORY.get(ticket.category or "") or _BY_PRODUCT.get(ticket.product or "", _OTHERWISE)
    return f"Hi {first_name}, {words}"
