"""`trayapp connect`: set up a helpdesk: what runs there, signing in, and what one can do. Kept only when all worked."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from trayapp.commands import ways
from trayapp.commands.advice import WHILE
from trayapp.commands.context import Context
from trayapp.commands.documents import operation_document, plain
from trayapp.commands.exits import Exit
from trayapp.commands.running import tell_tray
from trayapp.commands.sign_in import signed_in, tell_of_keeping
from trayapp.commands.usage import Usage
from trayapp.core.errors import TrayAppError
from trayapp.core.ids import reference
from trayapp.core.ports.connecting import Connected, Recognised, Trial
from trayapp.settings.schema import PORTAL_KINDS
from trayapp.ui.texts import connect as texts
from trayapp.ui.texts.abilities import CAN, CAN_NOT, LATER, Ability, abilities


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "address", nargs="?", metavar="ADDRESS", help="where the helpdesk is; asked for without"
    )
    parser.add_argument("--kind", choices=PORTAL_KINDS, help="what runs there, where it does not show itself")
    ways.add(parser)


def run(context: Context, arguments: Namespace) -> int:
    """Find out, sign in, try, tell, and keep it."""
    ways.check(arguments)
    address = _address(arguments)
    try:
        found, connected = _connect(context, address, arguments)
    except TrayAppError as error:
        error.params = {**error.params, WHILE: "connect"}
        raise
    out = context.out
    tell_tray(context, "settings")
    tell_tray(context, "account")
    able = abilities(connected.probe, connected.policy)
    out.say(signed_in(connected.probe))
    _say_abilities(context, able)
    _say_left(context, connected)
    tell_of_keeping(context, durable=connected.durable)
    out.show(_document(found, connected, able))
    return Exit.DONE


def _connect(context: Context, address: str, arguments: Namespace) -> tuple[Recognised, Connected]:
    trial = context.app.connect(address, arguments.kind)
    context.out.say(texts.found(trial.found))
    return trial.found, ways.sign_in(_ways(trial), arguments, context.out)


def _address(arguments: Namespace) -> str:
    address = arguments.address
    if address is None and ways.terminal():
        address = ways.ask(texts.ASK_ADDRESS)
    if address is None or not address.strip():
        raise Usage("Which helpdesk? Give its address: trayapp connect ADDRESS")
    return str(address).strip()


def _ways(trial: Trial) -> ways.Ways[Connected]:
    return ways.Ways(trial.methods, trial.token, trial.browser, trial.device, trial.password)


def _say_abilities(context: Context, able: Sequence[Ability]) -> None:
    for can, mark, title in ((True, "+", CAN), (None, "?", LATER), (False, "-", CAN_NOT)):
        lines = [ability.words for ability in able if ability.can is can]
        if lines:
            context.out.say(f"\n{title}:")
        for words in lines:
            context.out.say(f"  {mark} {words}")


def _say_left(context: Context, connected: Connected) -> None:
    if not connected.left:
        return
    context.out.say()
    context.out.say(texts.left(connected.left))
    for operation in connected.left:
        context.out.say(f"  {reference(operation.op_id)}  {texts.name(operation)}")


def _document(found: Recognised, connected: Connected, able: Sequence[Ability]) -> object:
    return {
        "url": found.address,
        "kind": found.kind,
        "product": found.product,
        "version": connected.probe.version or found.version,
        "portal": connected.probe.name,
        "account": plain(connected.probe.me),
        "can": _able(able, can=True),
        "not_known_yet": _able(able, can=None),
        "can_not": _able(able, can=False),
        "left": [operation_document(operation) for operation in connected.left],
        "durable": connected.durable,
    }


def _able(told: Sequence[Ability], *, can: bool | None) -> list[dict[str, str]]:
    return [{"code": ability.code, "words": ability.words} for ability in told if ability.can is can]
