"""`trayapp whoami`: who is signed in, as the portal says."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from contextlib import closing

from trayapp.commands.advice import words_for
from trayapp.commands.context import Context
from trayapp.commands.documents import plain, problem_document
from trayapp.commands.exits import Exit, code_of
from trayapp.core.errors import OutcomeUnknown, SignIn, Transient
from trayapp.core.model import Probe
from trayapp.core.operation import Problem, problem_of


def add(_parser: ArgumentParser) -> None:
    """There are none."""


def run(context: Context, _arguments: Namespace) -> int:
    """Ask the portal; when it cannot be reached, what it said last."""
    app = context.app
    portal = app.portal()
    if app.session.token() is None:
        raise SignIn("no token")
    try:
        with closing(portal):
            probe = portal.probe()
    except (Transient, OutcomeUnknown) as error:
        return _last_known(context, problem_of(error))
    app.store.notes.put_probe(probe)
    _tell(context, probe, None)
    return Exit.DONE


def _last_known(context: Context, problem: Problem) -> int:
    probe = context.app.store.notes.probe()
    words = words_for(problem)
    context.out.warn(
        f"{words.title}. This is what it said last:" if probe else f"{words.title}. {words.hint}"
    )
    _tell(context, probe, problem)
    return code_of(problem)


def _tell(context: Context, probe: Probe | None, problem: Problem | None) -> None:
    if probe is not None:
        me = probe.me
        mailbox = f" ({me.email})" if me.name and me.email else ""
        who = f"{me.name or me.email or me.id}{mailbox}"
        context.out.say(f"{', '.join(filter(None, (who, me.company, me.level)))}, at {probe.name}")
    context.out.show(
        {
            "account": plain(probe.me) if probe else None,
            "portal": probe.name if probe else None,
            "url": context.app.preferences.values().portal_url,
            "live": problem is None,
            "problem": problem_document(problem),
        }
    )
