"""`trayapp submit`: a new ticket into the outbox, then, with `--wait`, until delivered."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from trayapp.app import App
from trayapp.commands import report
from trayapp.commands.advice import words_for
from trayapp.commands.all_or_nothing import all_or_nothing
from trayapp.commands.context import Context
from trayapp.commands.fresh import LIMIT, freshen
from trayapp.commands.picking import known_ticket
from trayapp.commands.usage import Usage
from trayapp.core.errors import LocalFault, NotFound
from trayapp.core.model import Draft, Fact, StoredFile
from trayapp.core.operation import problem_of


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--subject", required=True, metavar="S", help="what is wrong, in a line")
    parser.add_argument("--description", default="", metavar="D", help="a little more")
    parser.add_argument("--nature", metavar="N", help="what kind of request, a code of the portal")
    parser.add_argument("--product", metavar="P", help="what it is about, a code of the portal")
    parser.add_argument("--category", metavar="C", help="what about it, a code of the portal")
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="K=V",
        help="an answer to a field of the portal's form",
    )
    parser.add_argument("--priority", metavar="P", help="how urgent, a code of the portal")
    parser.add_argument("--references", metavar="ID", help="the closed ticket that this one goes on from")
    parser.add_argument(
        "--joins", metavar="ANNOUNCEMENT", help="the announced incident that this is a case of"
    )
    parser.add_argument(
        "--attach", action="append", default=[], metavar="FILE", type=Path, help="a file to send"
    )
    parser.add_argument("--screenshot", action="store_true", help="a picture of every monitor")
    parser.add_argument("--no-facts", action="store_true", help="send no facts about this computer")
    add_wait(parser, 0.0)


def add_wait(parser: ArgumentParser, default: float) -> None:
    """Declare `--wait`."""
    told = f" (default {default:g})" if default else ""
    parser.add_argument(
        "--wait",
        type=seconds,
        default=default,
        metavar="SECONDS",
        help=f"until delivered, at most so long{told}",
    )


def run(context: Context, arguments: Namespace) -> int:
    """Save it, say so, and deliver it."""
    fields = dict(_pair(text) for text in arguments.field)
    with all_or_nothing(context) as files:
        app = context.app
        files.extend(app.desk.attach(path) for path in arguments.attach)
        if arguments.screenshot:
            _add_pictures(context, files)
        operation = app.desk.submit(
            Draft(
                subject=arguments.subject.strip(),
                description=arguments.description,
                product=arguments.product,
                category=arguments.category,
                fields=fields,
                priority=arguments.priority,
                facts=() if arguments.no_facts else _facts(app),
                files=tuple(files),
                nature=arguments.nature,
                references=_closed(app, arguments.references),
                joins=arguments.joins,
            )
        )
    return report.send(context, operation, arguments.wait)


def _add_pictures(context: Context, files: list[StoredFile]) -> None:
    """Every monitor; without a screen the ticket goes without, and the reason is said."""
    from trayapp.app.camera import camera
    from trayapp.capture.encode_best import best

    try:
        shots = camera(context.app).grab()
    except LocalFault as fault:
        words = words_for(problem_of(fault))
        context.out.warn(f"{words.title}. {words.hint}")
        return
    desk = context.app.desk
    formats = desk.picture_formats
    for number, shot in enumerate(shots, 1):
        files.append(desk.attach_picture(best(shot, formats), f"screen-{number}"))


def _closed(app: App, text: str | None) -> str | None:
    """The portal's id of a ticket that is named; one not known here is asked for once."""
    if text is None:
        return None
    ticket = known_ticket(app, text)
    if ticket is None:
        freshen(app, LIMIT)
        ticket = known_ticket(app, text)
    if ticket is None:
        raise NotFound(what="ticket", id=text)
    return ticket.ref.id


def _facts(app: App) -> tuple[Fact, ...]:
    return tuple(app.facts().collect(lambda _fact: None))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not (key.strip() and equals):
        raise Usage(f"--field wants KEY=VALUE, not “{text}”.")
    return key.strip(), value


def seconds(text: str) -> float:
    """A span of time among the arguments, a day at most. Raises `ValueError`."""
    value = float(text)
    if not 0 <= value <= 86_400:
        raise ValueError(text)
    return value


seconds.__name__ = "number of seconds"  # argparse names it in its message
