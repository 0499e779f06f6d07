"""From what is in the dialog to what is safe on disk (APP-4). Runs off the UI thread."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from trayapp.core.errors import LocalFault, TrayAppError
from trayapp.core.ids import OpId
from trayapp.core.model import Draft, StoredFile, Update
from trayapp.core.operation import Problem, problem_of
from trayapp.core.service import Desk
from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.files import Attachable


class NotTaken(Exception):
    """A picture or file that goes along could not be taken; `problem` says why, `item` is which."""

    def __init__(self, problem: Problem, item: Picture | Attachable) -> None:
        super().__init__(problem.kind)
        self.problem = problem
        self.item = item


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything that Send takes from the dialog, so that the dialog is not touched again."""

    draft: Draft
    """Without files; only the facts that are ticked."""
    pictures: tuple[Picture, ...]
    files: tuple[Attachable, ...]
    replaces: OpId | None = None
    """The outbox item to change, in place of a new one."""
    reply: bool = False
    """The item is an answer; its text is the draft's description."""
    onto: str | None = None
    """The id of an open ticket that all this is an update of, in place of a new one."""


def make_durable(parcel: Parcel, desk: Desk) -> None:
    """Spool the files, then queue or change the operation: on disk when it returns. What was added twice goes once.

    Raises `NotTaken`, or what `Desk.submit`, `Desk.update` and `Desk.edit` raise. The parcel can then be sent again,
    and nothing of it is left in the spool: before that, something in a picture may be hidden.
    """
    put: list[StoredFile] = []
    items: list[Picture | Attachable] = [*parcel.pictures, *parcel.files]
    try:
        put.extend(
            _store(item, desk) for item in items
        )  # one after the other: what came before a fault is known
        _hand_in(parcel, tuple(dict.fromkeys(put)), desk)
    except Exception:
        with suppress(LocalFault):
            desk.let_go(put)
        raise


def _hand_in(parcel: Parcel, files: tuple[StoredFile, ...], desk: Desk) -> None:
    if parcel.onto is not None:
        desk.update(parcel.onto, parcel.draft.description, files)
    elif parcel.replaces is None:
        desk.submit(replace(parcel.draft, files=files))
    elif parcel.reply:
        desk.edit(parcel.replaces, Update(parcel.draft.description, files))
    else:
        desk.edit(parcel.replaces, replace(parcel.draft, files=files))


def _store(item: Picture | Attachable, desk: Desk) -> StoredFile:
    try:
        return item.store(desk)
    except TrayAppError as error:
        raise NotTaken(problem_of(error), item) from error
