"""Keeps the pictures of what is being written, encrypted; what was hidden in one is not left there (APP-10)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from threading import Lock

from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.markup import Hiding, Mark, Markup
from trayapp.core.ports import DraftPicture, Encoded, PictureDrafts
from trayapp.ui.pictures.picture import Picture

_log = logging.getLogger(__name__)
Marks = tuple[tuple[Picture, Markup], ...]
"""Pictures, each with what was put on it."""


class PictureAutosave:
    """Knows what lies in the draft and what should. `want` is for the UI thread; `save` and `clear` are slow.

    What lies there is written anew under another key as soon as anything of it is to be seen by nobody: hidden,
    cropped or taken out.
    """

    def __init__(self, drafts: PictureDrafts) -> None:
        self._drafts = drafts
        self._wanted: tuple[Picture, ...] | None = None
        self._kept: Marks | None = None
        """As last written; `None`: nobody knows what lies there."""
        self._made: dict[Picture, tuple[Markup, DraftPicture]] = {}
        self._lock = Lock()
        self._due = False
        self.awaited = False
        """Those of a draft are on their way: nobody has seen them yet, so nothing that is wanted takes their place."""

    def lies_there(self, pictures: Sequence[Picture]) -> None:
        """The draft holds just these."""
        self._kept = marks_of(pictures)

    def want(self, pictures: Sequence[Picture]) -> bool:
        """The next `save` keeps these. Whether it is urgent: something lies there that is to be hidden."""
        if self.awaited:
            return False
        self._wanted = tuple(picture for picture in pictures if self._keepable(picture))
        return bool(self._kept) and self._hides(marks_of(self._wanted))

    def save(self, wait: float = 0.0) -> None:
        """Keep what is wanted now, unless it lies there. Raises `LocalFault`; nothing hidden is left there then.

        One that is under way takes this up, too, when it is done: a key store that asks the person for a password may
        take its time, and Send needs the threads. `wait`: seconds until even so nobody waits for it any more.
        """
        self._due = True
        while self._due and self._lock.acquire(timeout=wait):
            try:
                self._due = False
                self._save_wanted()
            except LocalFault:
                if not self._due:
                    raise
            finally:
                self._lock.release()

    def clear(self) -> None:
        """Sent or thrown away: nothing lies there, and nothing comes until something is wanted again."""
        self._wanted = None
        with self._lock:
            self._made.clear()
            try:
                self._drafts.clear()
                self._kept = ()
            except LocalFault as fault:
                self._kept = None
                _log.warning("the pictures of a draft could not be forgotten: %s", fault)

    def _save_wanted(self) -> None:
        wanted = self._wanted
        if wanted is None or not self._drafts.offered or marks_of(wanted) == self._kept:
            return
        hidden = self._hides(marks_of(wanted))
        try:
            self._write(wanted, hidden=hidden)
        except LocalFault:
            if hidden:
                self._give_up()
            raise

    def _write(self, wanted: tuple[Picture, ...], *, hidden: bool) -> None:
        state = marks_of(wanted)
        made = [self._draft_of(picture, markup) for picture, markup in state]
        if self._wanted is None or marks_of(self._wanted) != state:
            return  # it was changed meanwhile, and the next save is on its way
        self._drafts.save(made, hidden=hidden)
        self._kept = state
        self._made = {picture: self._made[picture] for picture in wanted}

    def _keepable(self, picture: Picture) -> bool:
        """Its pixels are here; those that can't be read keep the others from nothing."""
        known = any(picture is each for each, _ in self._kept or ())
        return known or picture.stored is not None or not picture.base().isNull()

    def _draft_of(self, picture: Picture, markup: Markup) -> DraftPicture:
        """Encoding is slow, so what was made is used until the picture is marked again."""
        known = self._made.get(picture)
        if known is None or known[0] != markup:
            kept = _reference(picture) if markup.empty else None
            self._made[picture] = known = (markup, kept or _draft(picture, markup))
        return known[1]

    def _hides(self, state: Marks) -> bool:
        """Whether something that lies there is gone from the pictures, or nobody knows."""
        if self._kept is None:
            return True
        now = dict(state)
        return any(
            picture not in now or _hidden(now[picture]) != _hidden(markup) for picture, markup in self._kept
        )

    def _give_up(self) -> None:
        self._kept = None
        with suppress(LocalFault):
            self._drafts.clear()
            self._kept = ()


def marks_of(pictures: Sequence[Picture]) -> Marks:
    """As they are now."""
    return tuple((picture, picture.markup) for picture in pictures)


def _hidden(markup: Markup) -> tuple[tuple[Mark, ...], Area | None]:
    """Of two mark-ups with the same of it, a draft shows the same pixels."""
    last = max((at for at, mark in enumerate(markup.marks) if isinstance(mark, Hiding)), default=-1)
    return markup.marks[: last + 1], markup.crop


def _draft(picture: Picture, markup: Markup) -> DraftPicture:
    """One that was marked up is work: taking again does not replace it, when it comes back neither."""
    made = picture.draft(markup)
    return made if markup.empty else replace(made, fresh=False)


def _reference(picture: Picture) -> DraftPicture | None:
    """A picture that lies in the spool already is not kept twice."""
    stored = picture.stored
    if stored is None:
        return None
    return DraftPicture(
        picture.name, picture.stem, Encoded(b"", stored.media_type), of=stored.sha256, fresh=False
    )
