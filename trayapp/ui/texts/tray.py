"""The words of the tray icon, its menu, and the window that stands in for it."""

from __future__ import annotations

from trayapp.core.link import Link
from trayapp.ui.texts.files import counted

APP = "IT help"
NEW_TICKET = "&New ticket"
RECORD = "Show &us what you did"
STOP_RECORDING = "&Stop recording"
TICKETS = "My &tickets"
OUTBOX = "&Outbox"
ANNOUNCEMENTS = "&Announcements"
HELP = "Help && contact"
# No mnemonic: over D-Bus Qt turns the first "&" into one and leaves the second, which then shows as "&&".
ACCOUNT = "A&ccount"
SETTINGS = "&Settings"
QUIT = "&Quit"

NO_TRAY_TITLE = "IT help"
NO_TRAY = "This desktop shows no tray icons, so everything is in this window."
NO_TRAY_GNOME = (
    "GNOME shows no tray icons without an extension (AppIndicator support), so everything is in this window."
)
NO_TRAY_HINT = (
    "It goes away by itself when a tray appears. "
    "Closing it leaves the app running; start the app again to bring it back."
)


def with_count(text: str, count: int) -> str:
    """A menu entry with how many wait behind it: `Outbox (2)`."""
    return f"{text} ({count})" if count else text


def tooltip(link: Link, pending: int, unread: int, *, recording: bool = False) -> str:
    """What the tray icon says when pointed at: its state, in words."""
    parts = [APP]
    if recording:
        parts.append("recording what you do")
    if unread:
        parts.append(f"{counted(unread, 'ticket has', 'tickets have')} news")
    if pending:
        parts.append(f"{pending} to be sent")
    parts += [_LINKS[link]] if link in _LINKS else []
    return " · ".join(parts)


_LINKS = {
    Link.OFFLINE: "offline",
    Link.SIGNED_OUT: "not signed in",
    Link.BLOCKED: "the portal can't be used",
}
