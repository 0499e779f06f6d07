"""What one trial after another needs: a portal, a proxy before it, the program behind it, and fresh copies of both."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from tests.faults.fault import Fault, Kind
from tests.faults.hosted_portal import HostedPortal, copied, policy_with_everything
from tests.faults.promise import Promise
from tests.faults.proxy import Proxy
from tests.faults.trial import Planned
from trayapp.demo.children import bound

PATIENCE = 0.6
"""Seconds after which the program gives up a silent portal."""
_TRIALS = 60
"""After so many, both sides begin anew: what is compared stays small."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A fault that happened."""

    fault: Fault
    request: int
    """The number of the request that met it, counted since the faults were armed."""


class House:
    """One portal, one employee. Used by one thread; only the proxy's threads come in besides, over `_plan`."""

    def __init__(self, folder: Path, guards: Sequence[str] = ()) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        policy = policy_with_everything(folder / "everything.json")
        self.portal = HostedPortal(str(policy))
        self._lock = threading.Lock()
        self._power = threading.Lock()
        self._may_end = False
        self._armed: list[Planned] = []
        self.hits: list[Hit] = []
        self.requests = 0
        self.promises: list[Promise] = []
        self._life = _life(guards)
        self._names = itertools.count()
        self._alive = False
        self._forgetful = False
        self._left = 0
        self.home = self.data = Path()
        self._make_templates()

    def close(self) -> None:
        """End everything."""
        self._end_life()
        self._others.close()
        self.proxy.close()
        self.portal.close()

    def take_away(self, guards: Sequence[str]) -> None:
        """The program starts again without those guards (names of `guards.GUARDS`), over homes as at the beginning."""
        self._tell("close")
        self._end_life()
        self._life = _life(guards)
        self.anew()

    def fresh(self, *, forgetful: bool) -> None:
        """Begin anew when it is time, or the portal is to be of the other kind: see `portal_host`."""
        self._left -= 1
        if self._left <= 0 or forgetful is not self._forgetful:
            self._forgetful = self.proxy.patient = forgetful
            self.anew()

    def anew(self) -> None:
        """Both sides as they were at the beginning."""
        self._tell("close")
        if self._alive:
            self.portal.kill()
        old, name = (self.home, self.data), str(next(self._names))
        self._begin(copied(self._old_home, self._folder / f"home-{name}"), self._folder / f"portal-{name}")
        self._left = _TRIALS
        for each in old:
            shutil.rmtree(each, ignore_errors=True)

    def new_computer(self) -> None:
        """The same employee with an empty home."""
        self._tell("close")
        shutil.rmtree(self.home)
        self.home.mkdir()
        self._open()

    def arm(self, planned: Sequence[Planned]) -> None:
        """From now on, requests are counted and meet these."""
        with self._lock:
            self._armed, self.hits, self.requests = list(planned), [], 0
            self.proxy.log.clear()
            if planned and planned[0].fault.kind is Kind.DOWN and planned[0].skip == 0:
                self._armed.pop(0)
                self.hits.append(Hit(planned[0].fault, 0))
                self.proxy.down()

    def disarm(self) -> None:
        """No more faults."""
        with self._lock:
            self._armed = []
        self.heal()

    def heal(self) -> None:
        """The portal runs, and can be reached. What was to end it and comes too late, does not."""
        self.proxy.up()
        with self._power:
            self._may_end = False
            if not self._alive:
                self.portal.start()
                self._alive = True

    def step(self) -> dict[str, Any]:
        """One pass of the engine, after as much time as the worker would let go by."""
        return self._tell("step")

    def quiet(self) -> None:
        """Passes until nothing is left to do. Raises `RuntimeError` when that does not end."""
        for _ in range(40):
            if self.step()["idle"]:
                return
        raise RuntimeError("no quiet without any fault")

    def do(self, what: str, *args: object) -> dict[str, Any]:
        """The employee asks for something: see `life.Life`. It is promised from now on."""
        told = self._tell("do", what=what, args=args)
        self.promises += [Promise(**{**each, "files": tuple(each["files"])}) for each in told["promises"]]
        return told

    def renew(self, patience: float = PATIENCE) -> None:
        """The program's engine begins anew, and gives up a silent portal after so many seconds."""
        self._tell("renew", patience=patience)

    def fetch(self, ticket: str, file: str) -> dict[str, Any]:
        """Get a file from the portal."""
        return self._tell("fetch", ticket=ticket, file=file)

    def file(self) -> tuple[str, bytes]:
        """A file of the employee's ticket: its id and its bytes."""
        row = self.there("SELECT id, sha256 FROM files WHERE ticket_id = ?", self.ticket)[0]
        return row[0], (self.data / "files" / row[1][:2] / row[1]).read_bytes()

    def post(self, level: str, path: str, body: object) -> dict[str, Any]:
        """Somebody of that level does something on the portal, by another way. Raises `httpx.HTTPError`."""
        head = {"Authorization": f"Bearer {self.portal.users[level]}", "Idempotency-Key": uuid.uuid4().hex}
        answer = self._others.post(f"{self.portal.url}/api/v1/{path}", json=body, headers=head)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told

    def there(self, query: str, *values: object) -> list[Any]:
        """Rows of the portal's database."""
        name = f"file:{self.data / 'portal.db'}?mode=ro"
        with closing(sqlite3.connect(name, uri=True, timeout=30)) as tx:
            return tx.execute(query, values).fetchall()

    def word(self) -> str:
        """One that did not come before."""
        return f"w{next(self._names)}"

    def _plan(self, _method: str, _path: str) -> Fault:
        with self._lock:
            self.requests += 1
            if not self._armed:
                return Fault()
            skip, fault = self._armed[0].skip, self._armed[0].fault
            down = fault.kind is Kind.DOWN
            if skip > int(down):
                self._armed[0] = Planned(skip - 1, fault)
                return Fault()
            self._armed.pop(0)
            self.hits.append(Hit(fault, self.requests + int(down)))
            self._may_end = True
            return Fault(then_down=True) if down else fault

    def _end_portal(self, kind: Kind) -> None:
        with self._power:
            if self._may_end:
                self._alive = False
                self.portal.stop() if kind is Kind.STOP else self.portal.kill()

    def _make_templates(self) -> None:
        self._others = httpx.Client(trust_env=False, timeout=60)
        self._old_home, self._old_data = self._folder / "home", self._folder / "portal"
        self.portal.start(self._old_data)
        self.proxy = Proxy(self.portal.address, self._plan)
        self.proxy.end_portal = self._end_portal
        self.home = self._old_home
        self.home.mkdir()
        self._open()
        self.quiet()
        self.ticket: str = self.do("create", "The first one", [700])["op"]
        self.quiet()
        self._old_promises = list(self.promises)
        self._tell("close")
        self.portal.stop()
        self.data = self._old_data
        self.ticket = self.there("SELECT id FROM tickets WHERE op_id = ?", self.ticket)[0][0]
        self.home = self.data = self._folder / "none"
        self.anew()

    def _begin(self, home: Path, data: Path) -> None:
        self.home, self.data = home, copied(self._old_data, data)
        self.promises = list(self._old_promises)
        self.portal.start(self.data, forgetful=self._forgetful)
        self._alive = True
        self.disarm()
        self._open()

    def _open(self) -> None:
        token = self.portal.users["primary"]
        now = datetime.now(UTC).isoformat()
        self._tell(
            "open",
            home=str(self.home),
            url=self.proxy.url,
            token=token,
            account=None,
            now=now,
            patience=PATIENCE,
        )

    def _end_life(self) -> None:
        assert self._life.stdin is not None
        assert self._life.stdout is not None
        self._life.stdin.close()
        self._life.stdout.close()
        self._life.wait(20)

    def _tell(self, do: str, **order: object) -> dict[str, Any]:
        assert self._life.stdin is not None
        assert self._life.stdout is not None
        self._life.stdin.write(json.dumps({"do_": do, **order}) + "\n")
        self._life.stdin.flush()
        line = self._life.stdout.readline()
        if not line:
            raise RuntimeError(f"the program ended at {do}")
        told: dict[str, Any] = json.loads(line)
        return told


def _life(guards: Sequence[str]) -> subprocess.Popen[str]:
    command = bound([sys.executable, "-m", "tests.faults.life", *guards])
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
