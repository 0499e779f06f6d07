"""Says why a person who is not registered is refused, and shows the way in (REG-3)."""

from __future__ import annotations

from datetime import date, datetime

from trayapp.core.business_time import zone
from trayapp.core.errors import TrayAppError
from trayapp.core.model import Account
from trayapp.core.policy import Policy
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.links import portal_page
from trayapp.ui.style_sheet import Tone
from trayapp.ui.submit.known import Known
from trayapp.ui.texts import submit as words


class AccessNote(Note):
    """Shown only to those whom it concerns; what they write is kept all the same."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(shade=Tone.WARNING)
        self._context = context
        self._url = ""
        self.ask = self.add_action(words.ASK_FOR_ACCESS, lambda: self._context.open_url(self._url))
        self.hide()

    def look_at(self, known: Known) -> None:
        """Say how it stands."""
        now = self._context.clock()
        day = required_from(known.policy, known.me, now)
        rules = known.policy.registration if known.policy else None
        self._url = self._address(rules.request_url if rules else "")
        self.ask.setVisible(bool(self._url))
        if day is None:
            self.say("")
        elif refused(known.policy, known.me, now):
            self.say(words.not_registered(rules.refused if rules else ""))
        else:
            self.say(words.registration_needed(day))

    def _address(self, wanted: str) -> str:
        """A path is one of the portal itself."""
        try:
            portal = str(self._context.preferences.get("portal_url").value or "")
        except TrayAppError:
            portal = ""
        return portal_page(portal, wanted) or ""


def required_from(policy: Policy | None, me: Account | None, now: datetime) -> date | None:
    """The day from which this person's tickets are refused; `None`: they are not."""
    if me is None or me.registered:
        return None
    return policy.registration.required_from if policy else now.date()


def refused(policy: Policy | None, me: Account | None, now: datetime) -> bool:
    """Whether they are refused by now, by the calendar where the portal is."""
    day = required_from(policy, me, now)
    here = now.astimezone(zone(policy.time_zone if policy else "UTC")).date()
    return day is not None and here >= day
