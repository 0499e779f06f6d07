"""A session of the real program, and of a real portal, that says what is safe as soon as the program has said so.

python -m tests.faults.power.session ROOT MARKS SEED ROUNDS [--portal] [--without GUARD]...
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from tests.faults.employee import Account, Employee
from tests.faults.guards import GUARDS, without
from tests.faults.power.keys import MarkedSecrets
from tests.faults.power.ledger import Say
from tests.faults.promise import promise
from trayapp.core.model import Draft
from trayapp.core.operation import Operation
from trayapp.core.ports import DraftPicture, Encoded, FileSource, Portal, SavedDraft
from trayapp.paths import places
from trayapp.portals.registry import open_portal
from trayapp.settings.layered import LayeredSettings
from trayapp.store.picture_drafts.drafts import SealedPictureDrafts

_OFFLINE = Account("http://127.0.0.1:9", "nobody")


class Witness:
    """A portal whose acknowledgements are marked before the program has even noted them."""

    def __init__(self, portal: Portal, say: Say) -> None:
        self._portal = portal
        self._say = say

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._portal, name)
        if name not in {"submit", "update"}:
            return found

        @functools.wraps(found)
        def told(op_id: str, *given: object) -> object:
            answer = found(op_id, *given)
            self._say.told(f"landed {op_id}", name)
            return answer

        return told


class Session:
    """One employee from the first start to the last."""

    def __init__(self, root: Path, account: Account, say: Say, seed: int) -> None:
        self._home = root / "home"
        self._places = places(str(self._home))
        self._account = account
        self._say = say
        self._seed = seed
        self._settings = LayeredSettings(self._places.settings_file, root / "none.json", {})
        self._pictures = SealedPictureDrafts(self._places.data / "draft", MarkedSecrets(say))

    def _reach(self, account: Account, files: FileSource) -> Portal:
        portal = open_portal("native", account.url, lambda: account.token, files)
        return cast("Portal", Witness(portal, self._say))

    def life(self, number: int, rounds: int) -> None:
        """Start, work, end."""
        seed = self._seed + number
        one = Employee(
            self._home, self._account, lambda: datetime.now(UTC), lambda _: None, seed, self._reach
        )
        with closing(one):
            one.store.outbox.recover()
            self._setting("hotkey", f"Ctrl+Alt+{number}")
            for each in range(rounds):
                self._round(one, f"{number}.{each}")
            one.store.sweep()

    def _round(self, one: Employee, name: str) -> None:
        shot = one.picture(9000)
        self._draft(one, SavedDraft(f"Half a thought {name}"))
        self._picture(shot, hidden=False)
        self._picture(one.picture(700), hidden=True)
        first = self._op(one.submit(f"Ticket {name}", shot, one.picture()))
        self._draft(one, None)
        self._clear_pictures()
        wrong = self._op(one.submit(f"Never mind {name}", shot))
        self._discard(one, wrong)
        self._edit(one, self._op(one.submit(f"Wrong {name}", one.picture())), f"Right {name}", one.picture())
        one.sync()
        self._op(one.update(first.op_id, f"More of {name}", one.picture(), shot))
        if one.desk.capabilities.priority:
            self._op(one.set_priority(first.op_id, "high"))
        one.sync()
        self._setting("poll_seconds", 60 + len(name) * 7)

    def _op(self, op: Operation) -> Operation:
        self._say.told(f"op {op.op_id}", asdict(promise(op)))
        return op

    def _discard(self, one: Employee, op: Operation) -> None:
        self._say.want(f"op {op.op_id}", None)
        one.desk.discard(op.op_id)
        self._say.told(f"op {op.op_id}", None)

    def _edit(self, one: Employee, op: Operation, subject: str, picture: bytes) -> None:
        draft = Draft(subject, files=(one.attached(picture),))
        wanted = asdict(promise(replace(op, payload=draft)))
        self._say.want(f"op {op.op_id}", wanted)
        one.desk.edit(op.op_id, draft)
        self._say.told(f"op {op.op_id}", wanted)

    def _draft(self, one: Employee, draft: SavedDraft | None) -> None:
        value = None if draft is None else draft.subject
        self._say.want("draft", value)
        if draft is None:
            one.store.drafts.clear()
        else:
            one.store.drafts.save(draft)
        self._say.told("draft", value)

    def _picture(self, data: bytes, *, hidden: bool) -> None:
        value = hashlib.sha256(data).hexdigest()
        self._say.want("pictures", value)
        picture = DraftPicture("Screen", "screen", Encoded(data, "image/png"))
        self._pictures.save([picture], hidden=hidden)
        self._say.told("pictures", value)

    def _clear_pictures(self) -> None:
        self._say.want("pictures", None)
        self._pictures.clear()
        self._say.told("pictures", None)

    def _setting(self, key: str, value: str | int) -> None:
        self._say.want(f"setting {key}", value)
        self._settings.set(key, value)
        self._say.told(f"setting {key}", value)


@contextmanager
def _portal(data: Path, guards: Sequence[str]) -> Iterator[Account]:
    """The real one, in a process of its own with the same guards missing."""
    options = [argument for guard in guards for argument in ("--without", guard)]
    command = [sys.executable, "-m", "tests.faults.power.portal", *options, "--", "--data", str(data)]
    process = subprocess.Popen([*command, "--seed", "demo"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        announced = json.loads(process.stdout.readline())
        token = next(user["token"] for user in announced["users"] if user["level"] == "basic")
        yield Account(announced["url"], token)
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()


def main() -> None:
    """Two lives, with the portal started anew between them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("marks")
    parser.add_argument("seed", type=int)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--portal", action="store_true")
    parser.add_argument("--without", action="append", default=[], choices=list(GUARDS))
    asked = parser.parse_args()
    without(asked.without)
    say = Say(asked.marks)
    for number in range(2):
        if asked.portal:
            with _portal(asked.root / "portal", asked.without) as account:
                Session(asked.root, account, say, asked.seed).life(number, asked.rounds)
        else:
            Session(asked.root, _OFFLINE, say, asked.seed).life(number, asked.rounds)


if __name__ == "__main__":
    main()
