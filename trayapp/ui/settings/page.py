"""The Settings page: every setting the program has, in people's words."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.core.errors import LocalFault
from trayapp.core.events import Event, PolicyChanged
from trayapp.core.session import Setting, Value
from trayapp.ui.context import UiContext
from trayapp.ui.note import Note
from trayapp.ui.parts.card import Card
from trayapp.ui.parts.page import Page
from trayapp.ui.settings import hot_key
from trayapp.ui.settings.row import SettingRow, row_for
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import settings as texts
from trayapp.ui.texts.errors import explain_error
from trayapp.ui.widgets import label, rule


class SettingsPage(Page):
    """A change is kept at once; there is no button to forget."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(texts.SECTION)
        self._context = context
        self.rows: dict[str, SettingRow] = {}
        self.fault = Note("", Tone.FAILED)
        self.fault.hide()
        self.column.addWidget(self.fault)
        self.refresh()

    def hear(self, event: Event) -> None:
        """Settings may have changed with another person or portal."""
        if isinstance(event, PolicyChanged):
            self.refresh()

    def refresh(self) -> None:
        """Read them again, in the background: they lie in files."""
        self._context.background.run(self._context.preferences.all, self._show, self._fail, owner=self)

    def _show(self, settings: Sequence[Setting]) -> None:
        if not self.rows:
            self._build(settings)
        for setting in settings:
            self.rows[setting.key].show_setting(setting)
        context, row = self._context, self.rows.get(hot_key.KEY)
        if row is not None:
            context.background.run(lambda: hot_key.look(context), self._show_key, owner=row)

    def _show_key(self, state: hot_key.State) -> None:
        """Whether the key works here is known only by trying, which may take a moment."""
        row = self.rows[hot_key.KEY]
        row.forbid("" if state.offered else texts.NO_KEYS)
        row.show_setting(state.setting)
        if isinstance(state.fault, LocalFault):
            row.refuse(texts.refusal(hot_key.KEY, state.fault))

    def _build(self, settings: Sequence[Setting]) -> None:
        for group in texts.GROUPS:
            members = [setting for setting in settings if texts.words(setting.key).group == group]
            if members:
                self.column.addWidget(self._card(group, members))

    def _card(self, group: str, members: Sequence[Setting]) -> Card:
        card = Card()
        card.column.addWidget(label(group, strong=True))
        for setting in members:
            row = row_for(setting)
            row.changed.connect(self._set)
            self.rows[setting.key] = row
            card.column.addWidget(rule())
            card.column.addWidget(row)
        return card

    def _set(self, key: str, value: Value) -> None:
        context, row = self._context, self.rows[key]
        self._context.background.run(
            lambda: (
                hot_key.keep(context, value) if key == hot_key.KEY else context.preferences.set(key, value)
            ),
            row.accept,
            lambda error: row.refuse(texts.refusal(key, error)),
            owner=row,
        )

    def _fail(self, error: Exception) -> None:
        self.fault.say(str(explain_error(error)), Tone.FAILED)
