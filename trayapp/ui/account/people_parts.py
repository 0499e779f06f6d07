"""The parts of the account page that ask for changes about people, and how their wishes reach the outbox."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from trayapp.core.events import OutboxChanged
from trayapp.core.model import EditProfile, Probe, RegisterUser, RemoveUser
from trayapp.core.operation import Operation
from trayapp.core.policy import Permission, Policy
from trayapp.ui.account.colleagues_card import ColleaguesCard
from trayapp.ui.account.profile_card import ProfileCard
from trayapp.ui.context import UiContext
from trayapp.ui.parts.confirm import confirm
from trayapp.ui.parts.links import web_link
from trayapp.ui.texts import people as texts
from trayapp.ui.theme import GROUP


class PeopleParts(QWidget):
    """Profile and colleagues; hidden where the level grants neither."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self._context = context
        self._page = ""
        self.profile = ProfileCard()
        self.colleagues = ColleaguesCard()
        self.profile.save_wanted.connect(self._save)
        self.profile.password_wanted.connect(lambda: context.open_url(self._page))
        self.colleagues.register_wanted.connect(self._register)
        self.colleagues.remove_wanted.connect(self._ask_removal)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP)
        column.addWidget(self.profile)
        column.addWidget(self.colleagues)
        self.hide()

    def show_for(self, probe: Probe | None, policy: Policy | None) -> None:
        """Follow who is signed in, and what they may do; `None`: nobody is."""
        if probe is None:
            self.hide()
            return
        self._page = web_link(probe.capabilities.profile_url) or ""
        self.profile.setVisible(Permission.PROFILE in probe.me.permissions)
        self.profile.show_profile(probe.me, password=bool(self._page))
        self.colleagues.show_for(probe.me, policy)
        self.setVisible(not (self.profile.isHidden() and self.colleagues.isHidden()))

    def _save(self, wanted: EditProfile) -> None:
        desk = self._context.desk
        self._queue(lambda: desk.edit_profile(wanted), self.profile.saved, self.profile.refuse)

    def _register(self, wanted: RegisterUser) -> None:
        desk, card = self._context.desk, self.colleagues
        self._queue(
            lambda: desk.register(wanted),
            lambda: card.asked(wanted),
            lambda error: card.refuse(wanted, error),
        )

    def _ask_removal(self, wanted: RemoveUser) -> None:
        desk, card = self._context.desk, self.colleagues
        words = (texts.REMOVE_QUESTION.format(email=wanted.email), texts.REMOVE_MEANING)
        confirm(
            self,
            words,
            (texts.REMOVE, texts.KEEP),
            lambda: self._queue(
                lambda: desk.remove(wanted.email),
                lambda: card.asked(wanted),
                lambda error: card.refuse(wanted, error),
            ),
        )

    def _queue(
        self,
        wish: Callable[[], Operation],
        done: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def queued(operation: Operation) -> None:
            self._context.bridge.emit_event(OutboxChanged(operation.op_id))
            done()

        self._context.background.run(wish, queued, failed, owner=self)
