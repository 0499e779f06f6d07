"""Letters leave the portal while it is served."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from trayapp.embedded import mail_outlets
from trayapp.embedded.mail_delivery import Delivery
from trayapp.embedded.mail_message import sender_of
from trayapp.embedded.mail_outlets import LOGIN_VARIABLE, Folder, Outlet
from trayapp.embedded.portal import Portal

_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True, slots=True)
class Post:
    """How letters are sent."""

    outlet: Outlet | None = None
    """`None`: as files into the folder `mail` of the portal's data."""
    sender: str | None = None
    """The address they are from; `None`: one of the portal's host."""


def post_of(smtp: str | None, sender: str | None) -> Post:
    """As the command line says. Raises `ValueError`.

    The password leaves the environment here, so no program that is started later gets it.
    """
    login = os.environ.pop(LOGIN_VARIABLE, None)
    if sender is not None and not _ADDRESS.fullmatch(sender):
        raise ValueError(f"no e-mail address: {sender!r}")
    return Post(mail_outlets.smtp(smtp, login) if smtp else None, sender)


@contextmanager
def delivering(portal: Portal, post: Post, data: Path) -> Iterator[Delivery]:
    """Letters are sent in here."""
    sender = sender_of(portal.policy.portal_name, portal.public_url, post.sender)
    delivery = Delivery(portal.db, post.outlet or Folder(data / "mail"), sender)
    portal.on_letters.append(delivery.wake)
    delivery.start()
    try:
        yield delivery
    finally:
        portal.on_letters.remove(delivery.wake)
        delivery.stop()
