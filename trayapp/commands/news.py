"""`trayapp announcements` and `notices`: what the portal has to say (INFO-1, INFO-2)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from trayapp.commands.context import Context
from trayapp.commands.documents import plain, problem_document
from trayapp.commands.exits import Exit
from trayapp.commands.options import how_many
from trayapp.commands.reading import add_offline, look
from trayapp.commands.running import tell_tray
from trayapp.core.model import Notice
from trayapp.ui.texts import bell as texts
from trayapp.ui.texts import when

_NONE = "No announcements."


def add_announcements(parser: ArgumentParser) -> None:
    """Declare the arguments of `announcements`."""
    add_offline(parser)


def add_notices(parser: ArgumentParser) -> None:
    """Declare the arguments of `notices`."""
    parser.add_argument(
        "--limit", type=how_many, default=100, metavar="N", help="at most so many (default 100)"
    )
    parser.add_argument("--mark-read", action="store_true", help="they count as read from now on")
    add_offline(parser)


def announcements(context: Context, arguments: Namespace) -> int:
    """Those that are current."""
    problem = look(context, offline=arguments.offline)
    now = context.app.clock()
    found = context.app.store.tickets.announcements(now)
    for one in found:
        context.out.say(f"{one.id}  {one.title} ({when.ago(one.starts_at, now)})")
        for line in one.body.splitlines():
            context.out.say(f"  {line}")
    if not found:
        context.out.say(_NONE)
    context.out.show({"announcements": plain(found), "problem": problem_document(problem)})
    return Exit.DONE


def notices(context: Context, arguments: Namespace) -> int:
    """What happened to one's tickets, the last first; what is new is marked."""
    problem = look(context, offline=arguments.offline)
    bell, now = context.app.store.bell, context.app.clock()
    entries, unread = bell.entries(arguments.limit), bell.unread()
    for entry in entries:
        mark = "*" if entry.unread else " "
        context.out.say(f"{mark}{when.ago(entry.notice.at, now)}  {_said(entry.notice)}")
    if not entries:
        context.out.say(f"{texts.NOTHING[0]}.")
    if arguments.mark_read:
        bell.mark_read()
        tell_tray(context, "sync")
    found = [{**_plain(entry.notice), "unread": entry.unread} for entry in entries]
    context.out.show({"notices": found, "unread": unread, "problem": problem_document(problem)})
    return Exit.DONE


def _said(one: Notice) -> str:
    """Its text, and which ticket it is about where the text does not say so."""
    number = one.ticket.number if one.ticket else ""
    about = "" if number and number in one.text else texts.about(number, one.subject)
    return f"{one.text} ({about})" if about else one.text


def _plain(notice: object) -> dict[str, object]:
    document = plain(notice)
    assert isinstance(document, dict)  # noqa: S101 - a dataclass becomes an object
    return document
