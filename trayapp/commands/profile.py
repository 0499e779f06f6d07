"""`trayapp profile`: one's own profile (INFO-6)."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from trayapp.commands.answer import WAIT, ask
from trayapp.commands.context import Context
from trayapp.commands.documents import plain, problem_document
from trayapp.commands.exits import Exit, code_of
from trayapp.commands.fresh import LIMIT, freshen
from trayapp.commands.submit import add_wait
from trayapp.commands.tickets import stale
from trayapp.commands.usage import Usage
from trayapp.core.errors import SignIn
from trayapp.core.model import Account, Address, Details, EditProfile
from trayapp.core.operation import Problem
from trayapp.ui.texts import people as texts

_PARTS = {
    "street": texts.STREET,
    "city": texts.CITY,
    "region": texts.REGION,
    "postcode": texts.POSTCODE,
    "country": texts.COUNTRY,
}


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("action", choices=("show", "set"), help="look at it, or change parts of it")
    for name in ("name", "email", "phone", *_PARTS):
        parser.add_argument(f"--{name}", metavar="TEXT", help="with set: what it shall be")
    parser.add_argument(
        "--use-company-address", choices=("yes", "no"), help="with set: no address of one's own"
    )
    add_wait(parser, WAIT)


def run(context: Context, arguments: Namespace) -> int:
    """Show it, or queue it as it shall be: what is not named stays as it is."""
    problem = freshen(context.app, LIMIT)
    me = _me(context, problem)
    changed = _changed(arguments)
    if arguments.action == "show":
        if changed:
            raise Usage("To change your profile: trayapp profile set …")
        return _show(context, me, problem)
    if not changed:
        raise Usage("Name what to change, such as --phone 555-0100.")
    return ask(context, arguments, lambda: context.app.desk.edit_profile(_wanted(me, changed)))


def _me(context: Context, problem: Problem | None) -> Account:
    """As the portal last said. A profile that was never seen cannot be changed in parts."""
    probe = context.app.store.notes.probe()
    if probe is None:
        raise SignIn("the portal was never asked", reason=problem.params.get("reason", "") if problem else "")
    return probe.me


def _changed(arguments: Namespace) -> dict[str, str]:
    names = ("name", "email", "phone", *_PARTS, "use_company_address")
    return {name: getattr(arguments, name) for name in names if getattr(arguments, name) is not None}


def _wanted(me: Account, changed: dict[str, str]) -> EditProfile:
    details = me.details or Details()
    own = {part: changed.get(part, getattr(details.address, part)) for part in _PARTS}
    company = changed.get("use_company_address")
    return EditProfile(
        name=changed.get("name", me.name).strip(),
        email=changed.get("email", me.email),
        phone=changed.get("phone", details.phone),
        use_company_address=details.use_company_address and not _PARTS.keys() & changed
        if company is None
        else company == "yes",
        address=Address(**own),
    )


def _show(context: Context, me: Account, problem: Problem | None) -> int:
    if problem is not None:
        stale(context, problem)
    for name, value in _lines(me):
        if value:
            context.out.say(f"{name}: {value}")
    context.out.show({"profile": plain(me), "problem": problem_document(problem)})
    return code_of(problem) if problem else Exit.DONE


def _lines(me: Account) -> Iterator[tuple[str, str]]:
    details = me.details or Details()
    yield texts.NAME, me.name
    yield texts.EMAIL, me.email
    if details.pending_email:
        yield texts.EMAIL, texts.PENDING_EMAIL.format(email=details.pending_email)
    yield texts.PHONE, details.phone
    yield texts.COMPANY_ADDRESS, texts.YES if details.use_company_address else texts.NO
    address = details.company_address if details.use_company_address else details.address
    for part, label in _PARTS.items():
        yield label, getattr(address, part)
    if me.credits is not None:
        yield texts.CREDITS, texts.amount(me.credits)
