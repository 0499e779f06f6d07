"""Pictures of a draft, encrypted, while the dialog is open (APP-10).

One file, named after its key; the key lies in the OS key store and nowhere else. Erasing is done by the key: a block
that a deleted file leaves on the disk can be read by nobody once its key is replaced.

A new key comes in three steps: the new file is written beside the old one, the key store's entry is swapped, the old
file goes. Killed before the swap the old file is read, after it the new one; whatever the key does not fit is removed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from threading import RLock

from trayapp.core.ports import DraftPicture, Secrets
from trayapp.store.picture_drafts.codec import pack, unpack
from trayapp.store.picture_drafts.files import SealedFiles
from trayapp.store.picture_drafts.seal import Key, Unreadable, seal, unseal

LARGEST = 256 << 20
"""Bytes of all pictures together: far above what a portal takes, and far below what fills a disk."""
_log = logging.getLogger(__name__)


class SealedPictureDrafts:
    """The port `PictureDrafts` over a folder of its own. From any thread.

    Without a key store nothing is written. That is known once the key store was asked: `offered` holds until then.
    """

    def __init__(self, folder: Path, secrets: Secrets, largest: int = LARGEST) -> None:
        self._files = SealedFiles(folder, largest + (1 << 20))
        self._secrets = secrets
        self._name = f"key of {folder}"  # two homes of one person have two drafts
        self._largest = largest
        self._refused = False
        self._lock = RLock()

    @property
    def offered(self) -> bool:
        """Whether there is a key store, as far as is known; asked anew after `clear`."""
        return not self._refused

    def save(self, pictures: Sequence[DraftPicture], *, hidden: bool) -> None:
        """Keep them; none, or more than may lie here, is the same as `clear`. Raises `LocalFault`."""
        with self._lock:
            if self._refused:
                return
            packed = pack(pictures) if pictures else b""
            if len(packed) > self._largest:
                _log.info("the pictures of the draft are too large to be kept: %d bytes", len(packed))
            if not 0 < len(packed) <= self._largest:
                self._erase()
                return
            before = self._key()
            if before is None or not self._files.has(before.name):
                self._begin(packed)
            elif hidden:
                self._swap(packed)
            else:
                self._write(before, packed)

    def load(self) -> Sequence[DraftPicture]:
        """Those that were kept. What can't be read with the key is removed. Raises `LocalFault`."""
        with self._lock:
            key = self._key()
            if key is None:  # no draft, or a key store that is locked just now: a file is left where it is
                return ()
            self._files.keep_only(key.name)
            try:
                sealed = self._files.read(key.name)
                return () if sealed is None else unpack(unseal(key, sealed))
            except Unreadable as fault:
                _log.warning("the pictures of the draft can't be read, and are removed: %s", fault)
                self._erase()
                return ()

    def clear(self) -> None:
        """File and key go. Raises `LocalFault`."""
        with self._lock:
            self._refused = False
            if self._files.any():
                self._erase()

    def _begin(self, packed: bytes) -> None:
        """Nothing readable lies here: the key first, so that without a key store nothing is ever written."""
        fresh = Key.fresh()
        if self._kept(fresh):
            self._write(fresh, packed)

    def _swap(self, packed: bytes) -> None:
        """What was written before can be read until the new key is in the key store, and by nobody from then on."""
        fresh = Key.fresh()
        self._files.write(fresh.name, seal(fresh, packed))
        if self._kept(fresh):
            self._files.keep_only(fresh.name)

    def _write(self, key: Key, packed: bytes) -> None:
        self._files.write(key.name, seal(key, packed))
        self._files.keep_only(key.name)

    def _kept(self, key: Key) -> bool:
        """Whether the key store took it; if not, nothing is left here."""
        if self._secrets.put(self._name, key.text()):
            return True
        _log.info("no key store: the pictures of the draft are not kept")
        self._refused = True
        self._erase()
        return False

    def _erase(self) -> None:
        """The key first: a kill in between leaves a file that nobody can read."""
        self._secrets.delete(self._name)
        self._files.keep_only(None)

    def _key(self) -> Key | None:
        text = self._secrets.get(self._name)
        return None if text is None else Key.read(text)
