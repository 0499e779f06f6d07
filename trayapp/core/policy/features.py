"""The optional abilities of a portal. One that a policy does not name is not offered, and is refused."""

from __future__ import annotations

from trayapp.core.policy.people import Permission

FEATURES = {
    "estimates": (Permission.ESTIMATES,),
    "credits": (Permission.CREDITS,),
    "collaborators": (Permission.COLLABORATORS,),
    "subscribers": (Permission.SUBSCRIBERS,),
    "sessions": (Permission.SESSIONS,),
    "orders": (Permission.ORDER_DEVELOPMENT, Permission.ORDER_LICENCES),
    "incidents": (),
}
"""Codes of `Policy.features` that this version knows, and the permissions of which a level needs one to use them."""
