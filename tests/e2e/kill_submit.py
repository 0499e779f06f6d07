"""Kills `trayapp submit --wait` at random moments and counts what arrives: everything once, nothing twice.

Run it longer with `python -m tests.e2e.kill_submit --kills 200 --tickets 40 --seed 7`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.unmeasured import unmeasured
from trayapp.demo.portal_process import PortalProcess

_OP_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_PICTURE = bytes(range(256)) * 512
_EXIT_DONE = 0


@dataclass(slots=True)
class Tally:
    """What happened on either side."""

    printed: set[str] = field(default_factory=set)
    """Ids that a submit had told its caller before it was killed."""
    committed: set[str] = field(default_factory=set)
    """Ids of rows found in the database after a kill."""
    arrived: Counter[str] = field(default_factory=Counter)
    """How many tickets the portal holds for an id."""
    killed: int = 0
    """Submits that were still running when the kill came."""
    damaged: list[str] = field(default_factory=list)
    """Ids whose picture did not arrive byte by byte."""

    @property
    def promised(self) -> set[str]:
        """What must be on the portal exactly once."""
        return self.printed | self.committed

    def faults(self) -> list[str]:
        """Every broken promise, in words; empty when all were kept."""
        lost = [f"lost: {op}" for op in sorted(self.promised) if not self.arrived[op]]
        twice = [f"{number} times: {op}" for op, number in self.arrived.items() if number > 1]
        return lost + twice + [f"damaged: {op}" for op in self.damaged]


class Killing:
    """One run: a portal, a home folder, many submits."""

    def __init__(self, portal: PortalProcess, folder: Path, seed: int) -> None:
        self._portal = portal
        self._token = portal.users["basic"]
        self._random = random.Random(seed)
        self._home = folder / "home"
        self._picture = folder / "screen.png"
        self._picture.write_bytes(_PICTURE)
        # a program that is killed could not write down what was measured
        self._environment: Mapping[str, str] = unmeasured() | {
            "TRAYAPP_HOME": str(self._home), "TRAYAPP_PORTAL_URL": portal.url, "TRAYAPP_TOKEN": self._token,
        }  # fmt: skip

    def run(self, kills: int, tickets: int, sync_every: int) -> Tally:
        """Kill so often, spread over so many subjects, each or every few of them followed by a sync.

        Where none follows, the next submit finds what the killed one left behind.
        """
        tally = Tally()
        longest = self._uninterrupted(tally)
        for number in range(kills):
            after = self._random.uniform(0, longest)
            tally.printed |= self._submit_and_kill(f"Ticket {number % tickets}", after, tally)
            tally.committed |= self._rows()
            if number % sync_every == 0:
                self._sync()
        self._drain()
        self._count(tally)
        return tally

    def _uninterrupted(self, tally: Tally) -> float:
        """How long a submit takes that nobody disturbs: the kills are spread over that time."""
        started = time.perf_counter()
        done = self._trayapp(*self._submit("Nobody disturbs this"))
        if done.returncode != _EXIT_DONE:
            raise RuntimeError(f"an undisturbed submit ended with {done.returncode}: {done.stderr}")
        tally.printed |= set(_OP_ID.findall(done.stdout))
        return (time.perf_counter() - started) * 1.1

    def _submit(self, subject: str) -> list[str]:
        """Without machine facts: collecting them would be most of the time, and nothing is promised before it ends."""
        return ["submit", "--subject", subject, "--no-facts", "--attach", str(self._picture), "--wait", "30"]

    def _submit_and_kill(self, subject: str, after: float, tally: Tally) -> set[str]:
        with subprocess.Popen(
            self._command(*self._submit(subject)),
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                tally.killed += 1
                process.kill()
            output = process.communicate()[0]
        return set(_OP_ID.findall(output))

    def _rows(self) -> set[str]:
        database = self._home / "data" / "trayapp.db"
        if not database.exists():
            return set()
        with closing(sqlite3.connect(database)) as connection:
            return {row[0] for row in connection.execute("SELECT op_id FROM outbox")}

    def _sync(self) -> None:
        self._trayapp("sync")

    def _drain(self) -> None:
        """Sync until nothing is left: what was in doubt may have to wait for its next try."""
        for _ in range(60):
            self._trayapp("sync")
            if not json.loads(self._trayapp("outbox", "--json").stdout)["outbox"]:
                return
            time.sleep(1)
        raise RuntimeError("the outbox does not drain")

    def _count(self, tally: Tally) -> None:
        wanted = hashlib.sha256(_PICTURE).hexdigest()
        path = "/api/v1/tickets?view=all&limit=100"
        after: str | None = ""
        while after is not None:
            page = self._get(f"{path}&after={after}" if after else path)
            for ticket in page["tickets"]:
                if ticket["op_id"]:
                    tally.arrived[ticket["op_id"]] += 1
                    if [file["sha256"] for file in ticket["files"]] != [wanted]:
                        tally.damaged.append(ticket["op_id"])
            after = page["next"]

    def _get(self, path: str) -> Any:
        request = Request(self._portal.url + path, headers={"Authorization": f"Bearer {self._token}"})
        with urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def _trayapp(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self._command(*words), env=self._environment, capture_output=True, text=True, check=False
        )

    @staticmethod
    def _command(*words: str) -> list[str]:
        return [sys.executable, "-m", "trayapp", *words]


def kill_many(kills: int, tickets: int, seed: int, sync_every: int = 1) -> Tally:
    """The whole run in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with PortalProcess(folder / "portal") as portal:
            return Killing(portal, folder, seed).run(kills, tickets, sync_every)


def main() -> int:
    """The run from the command line; 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--tickets", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    tally = kill_many(options.kills, options.tickets, options.seed)
    print(f"{options.kills} submits, {tally.killed} of them killed while they ran")
    print(
        f"promised: {len(tally.promised)} (ids printed: {len(tally.printed)}, rows found: {len(tally.committed)})"
    )
    print(f"on the portal: {sum(tally.arrived.values())} tickets with {len(tally.arrived)} different ids")
    for fault in tally.faults():
        print(fault)
    return 1 if tally.faults() else 0


if __name__ == "__main__":
    sys.exit(main())
