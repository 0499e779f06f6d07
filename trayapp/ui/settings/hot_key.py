"""The setting of the key that opens the dialog from anywhere: kept only when the key can be had."""

from __future__ import annotations

from dataclasses import dataclass

from trayapp.core.errors import LocalFault
from trayapp.core.session import Setting, Value
from trayapp.ui.context import UiContext

KEY = "hotkey"


@dataclass(frozen=True, slots=True)
class State:
    """How it stands."""

    setting: Setting
    offered: bool
    """This desktop lets programs hear keys."""
    fault: LocalFault | None = None
    """Why the key that is set does nothing."""


def look(context: UiContext) -> State:
    """Try the key that is set; blocks while the desktop is asked."""
    setting, offered = context.preferences.get(KEY), context.global_key.offered
    try:
        if offered:
            context.global_key.use(str(setting.value or ""))
    except LocalFault as fault:
        return State(setting, offered, fault)
    return State(setting, offered)


def keep(context: UiContext, value: Value) -> Setting:
    """Change it; a key that cannot be had leaves it as it was. Blocks likewise.

    Raises `Rejected`, `Forbidden`, or `LocalFault` with the reasons of `GlobalKey.use`.
    """
    before = context.preferences.get(KEY)
    setting = context.preferences.set(KEY, value)
    try:
        context.global_key.use(str(setting.value or ""))
    except LocalFault:
        context.preferences.set(KEY, before.value or None)
        raise
    return setting
