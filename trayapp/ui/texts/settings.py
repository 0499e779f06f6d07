"""Words of the settings page: a name and a meaning for each setting, and reasons why a value is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from trayapp.core.errors import Rejected
from trayapp.core.session import Setting, Source
from trayapp.ui.texts.errors import explain_error, field_reason

SECTION = "Settings"
LOCKED = "Set by your organisation"
ENVIRONMENT = "Set for this session by the environment"
SAVED = "Saved"
PRESS_KEYS = "Press the keys"
NO_KEYS = "This desktop lets no program hear keys from anywhere"


@dataclass(frozen=True, slots=True)
class Words:
    """How one setting reads."""

    label: str
    meaning: str = ""
    group: str = "Other"


_PORTAL, _DAY, _MORE = "Portal", "Day to day", "Technical"
_SETTINGS = {
    "portal_url": Words(
        "Portal address", "Where your tickets go, such as https://help.example.com.", _PORTAL
    ),
    "portal_kind": Words("Kind of portal", "IT can tell you.", _PORTAL),
    "notifications": Words("Tell me about answers and changes", "As notifications on the desktop.", _DAY),
    "screenshots": Words(
        "Take pictures of my screen when I ask for help",
        "You see them before they go, and can leave any of them out.",
        _DAY,
    ),
    "hotkey": Words(
        "A key that asks for help from anywhere",
        "Press it in whichever program you are; it pictures that moment. None until you choose one.",
        _DAY,
    ),
    "autostart": Words("Start when I log on", "So that help is one click away.", _DAY),
    "events": Words("Listen for news", "Answers show at once, where the portal can announce them.", _MORE),
    "poll_seconds": Words(
        "Ask for news every",
        "Seconds between two questions to a portal that announces no news, on average. One that does is asked rarely.",
        _MORE,
    ),
    "log_level": Words("Detail of the log", "IT may ask for more detail when something is wrong.", _MORE),
}
GROUPS = (_PORTAL, _DAY, _MORE, "Other")
"""In the order they are shown."""
_CHOICES = {
    "native": "Trayapp portal",
    "smtp": "E-mail",
    "debug": "Everything",
    "info": "Normal",
    "warning": "Warnings and errors",
    "error": "Errors only",
}
_REASONS = {
    "not_a_url": "Write an address such as https://help.example.com.",
    "not_a_number": "Write a number.",
    "out_of_range": "This number is too small or too large.",
    "not_text": "Write text.",
    "not_yes_no": "Choose yes or no.",
    "not_a_choice": "Choose one of the list.",
    "not_keys": "Press one key together with Ctrl, Alt or the system key, such as Ctrl+Alt+H, or a function key.",
}


def words(key: str) -> Words:
    """The name and meaning of a setting; one that has none yet shows its key."""
    return _SETTINGS.get(key) or Words(key.replace("_", " ").capitalize())


def choice(code: str) -> str:
    """One answer of a choice."""
    return _CHOICES.get(code) or code.replace("_", " ").capitalize()


def why_fixed(setting: Setting) -> str:
    """Why a setting cannot be changed here; empty when it can."""
    if setting.locked:
        return LOCKED
    return ENVIRONMENT if setting.source is Source.ENVIRONMENT else ""


def refusal(key: str, error: Exception) -> str:
    """What stands beside a field whose value was not taken."""
    if isinstance(error, Rejected):
        return _reason(error.fields.get(key) or next(iter(error.fields.values()), "invalid"), error.params)
    return str(explain_error(error))


def _reason(code: str, params: Mapping[str, str]) -> str:
    return _REASONS.get(code) or field_reason(code, params)
