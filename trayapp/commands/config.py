"""`trayapp config`: settings, and where each value comes from."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from trayapp.commands.context import Context
from trayapp.commands.documents import Document
from trayapp.commands.exits import Exit
from trayapp.commands.options import add_common
from trayapp.commands.running import tell_tray
from trayapp.commands.usage import Usage
from trayapp.core.errors import NotFound, Rejected
from trayapp.core.session import Setting, Source, Value
from trayapp.ui.texts import settings as texts

_FROM = {
    Source.DEFAULT: "the default",
    Source.USER: "your settings",
    Source.MACHINE: "your organisation's policy for this computer",
    Source.ENVIRONMENT: "the environment",
}


def add(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    get = actions.add_parser("get", help="one value")
    get.add_argument("key", metavar="KEY")
    change = actions.add_parser("set", help="change a value")
    change.add_argument("key", metavar="KEY")
    change.add_argument("value", nargs="?", metavar="VALUE")
    change.add_argument("--default", action="store_true", help="back to the default")
    actions.add_parser("list", help="every value")
    explain = actions.add_parser("explain", help="what each means and where its value comes from")
    explain.add_argument("key", nargs="?", metavar="KEY")
    for one in actions.choices.values():
        add_common(one)


def run(context: Context, arguments: Namespace) -> int:
    """Do what the action says."""
    preferences = context.app.preferences
    match arguments.action:
        case "get":
            return _tell(context, [_one(context, arguments.key)], bare=True)
        case "set":
            return _set(context, arguments)
        case "list":
            return _tell(context, preferences.all(), bare=False)
        case _:
            chosen = [_one(context, arguments.key)] if arguments.key else preferences.all()
            return _explain(context, chosen)


def _set(context: Context, arguments: Namespace) -> int:
    if arguments.default == (arguments.value is not None):
        raise Usage("Give a value, or --default.")
    _one(context, arguments.key)
    try:
        setting = context.app.preferences.set(arguments.key, arguments.value)
    except Rejected as error:
        choices = error.params.get("known", "")
        known = f" Choices: {choices}." if choices else ""
        raise Usage(f"{arguments.key}: {texts.refusal(arguments.key, error)}{known}") from error
    tell_tray(context, "settings")
    if setting.source is Source.ENVIRONMENT:
        context.out.warn("The environment stands over it: the value shown is in force.")
    return _tell(context, [setting], bare=False, single=True)


def _one(context: Context, key: str) -> Setting:
    try:
        return context.app.preferences.get(key)
    except NotFound as error:
        raise Usage(f"There is no setting {key}. There are: {error.params['known']}.") from error


def _tell(context: Context, settings: Sequence[Setting], *, bare: bool, single: bool = False) -> int:
    for setting in settings:
        value = _text(setting.value)
        context.out.say(value if bare else f"{setting.key} = {value}")
    documents = [_document(context, setting) for setting in settings]
    context.out.show(documents[0] if bare or single else {"settings": documents})
    return Exit.DONE


def _explain(context: Context, settings: Sequence[Setting]) -> int:
    for setting in settings:
        words = texts.words(setting.key)
        context.out.say(f"{setting.key} = {_text(setting.value)}")
        context.out.say(f"    {words.label}. {words.meaning}".rstrip())
        fixed = " and cannot be changed by you" if setting.locked else ""
        context.out.say(
            f"    From {_FROM[setting.source]}{fixed}. Default: {_text(setting.default) or 'nothing'}."
        )
    context.out.show({"settings": [_document(context, setting) for setting in settings]})
    return Exit.DONE


def _document(context: Context, setting: Setting) -> Document:
    origins = {
        Source.USER: str(context.app.places.settings_file),
        Source.MACHINE: str(context.app.preferences.machine_file),
    }
    return {
        "key": setting.key,
        "value": setting.value,
        "default": setting.default,
        "kind": setting.kind,
        "choices": list(setting.choices),
        "source": str(setting.source),
        "file": origins.get(setting.source),
        "locked": setting.locked,
    }


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
