"""Opening what a cut left, with the real program, and looking whether everything that was told is there."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.invariants import Broken, broken
from tests.faults.portal_truth import portal_truth
from tests.faults.power.keys import OneSecret
from tests.faults.power.ledger import Ledger
from tests.faults.promise import Promise
from trayapp.core.errors import TrayAppError
from trayapp.embedded.db import Database as PortalDatabase
from trayapp.paths import Places, places
from trayapp.settings.files import BrokenFile, read_object
from trayapp.store.op_rows import files_of
from trayapp.store.opened import open_store
from trayapp.store.picture_drafts.drafts import SealedPictureDrafts


def found_broken(root: Path, ledger: Ledger) -> list[Broken]:
    """Everything that does not hold in the folder of a session that a cut ended."""
    home, portal = root / "home", root / "portal"
    here = places(str(home))
    try:
        found = [
            *_portal_opens(portal),
            *_store_opens(here, ledger),
            *_landed(portal, ledger),
            *_settings(here, ledger),
            *_pictures(here, ledger),
        ]
        return found or broken(home, portal, _promises(ledger), settled=False)
    except (TrayAppError, sqlite3.Error, ValueError, OSError) as error:
        return [Broken("opens", "", f"{type(error).__name__}: {error}")]


def clear(root: Path) -> None:
    """Take the folder away."""
    shutil.rmtree(root, ignore_errors=True)


def _portal_opens(portal: Path) -> Iterator[Broken]:
    """As it does at its start; a new one is made when there is none, so that there is something to ask."""
    portal.mkdir(parents=True, exist_ok=True)
    with closing(PortalDatabase(portal / "portal.db")) as database, database.read() as tx:
        sound = tx.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        yield Broken("database", "", f"portal: {sound}")


def _store_opens(here: Places, ledger: Ledger) -> Iterator[Broken]:
    """Without salvage, and with what was told in it."""
    with closing(open_store(here, lambda: datetime.now(UTC))) as store:
        if store.salvage is not None:
            yield Broken("salvage", "", str(store.salvage))
        for op_id, values in ledger.about("op"):
            yield from _op(store.outbox.get(op_id), op_id, values)  # type: ignore[arg-type] # it is one
        for op in store.outbox.pending():
            for file in files_of(op.payload):
                with store.spool.open(file):
                    pass
        draft = store.drafts.load()
        yield from _one_of("draft", None if draft is None else draft.subject, ledger)
        yield from (Broken("no_file", each.op_id, each.name) for each in store.sweep().missing)


def _op(op: Any, op_id: str, values: list[object]) -> Iterator[Broken]:
    """It is there as it was told, or as was wanted since."""
    if op is None:
        if None not in values:
            yield Broken("lost", op_id, f"{values[0]} is nowhere")
        return
    words = getattr(op.payload, "subject", getattr(op.payload, "text", ""))
    now = [words, [file.sha256 for file in files_of(op.payload)]]
    if now not in [[each["words"], each["files"]] for each in values if isinstance(each, dict)]:
        yield Broken("back" if values == [None] else "words", op_id, f"{now} is none of {values}")


def _landed(portal: Path, ledger: Ledger) -> Iterator[Broken]:
    """What the portal has acknowledged it has."""
    if not ledger.about("landed"):
        return
    truth = portal_truth(portal)
    there = {each.op_id: each for each in (*truth.tickets, *truth.messages)}
    for op_id, _ in ledger.about("landed"):
        if op_id not in there:
            yield Broken("lost", op_id, "acknowledged, and not on the portal")


def _settings(here: Places, ledger: Ledger) -> Iterator[Broken]:
    try:
        content = read_object(here.settings_file)
    except BrokenFile as fault:
        yield Broken("settings", "", str(fault))
        return
    for key, values in ledger.about("setting"):
        if content.get(key) not in values:
            yield Broken("settings", key, f"{content.get(key)!r} is none of {values}")


def _pictures(here: Places, ledger: Ledger) -> Iterator[Broken]:
    key = ledger.allowed.get("key", [None])[0]
    kept = SealedPictureDrafts(here.data / "draft", OneSecret(None if key is None else str(key))).load()
    found = hashlib.sha256(kept[0].encoded.data).hexdigest() if kept else None
    yield from _one_of("pictures", found, ledger)


def _one_of(what: str, found: object, ledger: Ledger) -> Iterator[Broken]:
    values = ledger.allowed.get(what, [None])
    if found not in values:
        yield Broken(what, "", f"{found!r} is none of {values}")


def _promises(ledger: Ledger) -> list[Promise]:
    """Those that are certain: whose words are not just being changed."""
    sure = [json.loads(json.dumps(values[0])) for _, values in ledger.about("op") if len(values) == 1]
    return [Promise(**{**each, "files": tuple(each["files"])}) for each in sure if each is not None]
