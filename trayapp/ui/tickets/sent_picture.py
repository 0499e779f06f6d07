"""A picture that was sent, fetched back from the portal: shown as the portal has it, and compared byte by byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from trayapp.core.model import RemoteFile, TicketRef
from trayapp.core.receipt import FileReceipt, Held
from trayapp.ui.context import UiContext
from trayapp.ui.hints import plain
from trayapp.ui.inspector.picture_row import PictureRow
from trayapp.ui.inspector.seen import Seen, see
from trayapp.ui.inspector.viewer import show_large
from trayapp.ui.style_sheet import Tone
from trayapp.ui.texts import sent as texts
from trayapp.ui.texts.errors import explain_error

LARGEST = 64_000_000
"""Bytes; a larger picture is not fetched unasked."""
SHADES = {Held.SAME: Tone.DONE, Held.DIFFERENT: Tone.FAILED, Held.MISSING: Tone.FAILED}
"""How a verdict looks; others are muted."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What the portal gave back."""

    path: Path
    sha256: str
    seen: Seen


class SentPicture(PictureRow):
    """Fetched as soon as it is made."""

    def __init__(self, context: UiContext, ref: TicketRef | None, receipt: FileReceipt, portal: str) -> None:
        super().__init__(receipt.file.name, removable=False)
        self._context = context
        self._receipt = receipt
        self._portal = portal
        self._path: Path | None = None
        self.opened.connect(self._open)
        self._judge(receipt.held)
        if receipt.remote is None or ref is None:
            self.wait("")
        elif receipt.remote.size > LARGEST:
            self.wait(texts.TOO_LARGE_TO_SHOW)
        else:
            self.wait(texts.FETCHING)
            self._fetch(ref, receipt.remote)

    def _fetch(self, ref: TicketRef, file: RemoteFile) -> None:
        fetch, scale = self._context.fetch_file, self.devicePixelRatioF()
        self._context.background.run(
            lambda: _look_at(fetch(ref, file), scale), self._show, self._complain, owner=self
        )

    def _show(self, fetched: _Fetched) -> None:
        """What came back is what counts, whatever the portal says of it."""
        self._path = fetched.path
        if fetched.seen.small.isNull():
            self.wait(texts.TOO_LARGE_TO_SHOW if fetched.seen.form else texts.NO_PICTURE)
        else:
            self.show_seen(fetched.seen)
        same = fetched.sha256 == self._receipt.file.sha256
        self._judge(Held.SAME if same else Held.DIFFERENT)

    def _complain(self, error: Exception) -> None:
        self.wait(texts.NOT_FETCHED.format(reason=explain_error(error)))

    def _judge(self, held: Held) -> None:
        self._receipt = replace(self._receipt, held=held)
        words = texts.held(held, self._portal, self._receipt.file.sha256)
        self.judge(words, SHADES.get(held, Tone.MUTED))
        self.verdict.setToolTip(plain(self._receipt.file.sha256))

    def _open(self) -> None:
        if self._path is not None:
            path = self._path
            show_large(path.read_bytes, self.name, self.about.text(), self._context.background, self)


def _look_at(path: Path, scale: float) -> _Fetched:
    data = path.read_bytes()
    return _Fetched(path, hashlib.sha256(data).hexdigest(), see(data, scale))
