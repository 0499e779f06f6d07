"""`trayapp` itself, as a process, before the worst of them: what the whole program takes, from start to end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.case import MEMORY, SECONDS
from tests.hostile.life import TOKEN, Met, Stage

_WORST = (
    "gigabytes, length told",
    "chunks without end",
    "interim answers without end",
    "one header without end",
    "deep lists",
    "2 million little numbers",
    "one text of 7 MB with one wide letter",
)
_COMMANDS = (("whoami", "probe"), ("sync", "changes"))


def programs(only: str) -> Iterator[Met]:
    """Each of the worst, met by `whoami` and by `sync`."""
    if sys.platform != "linux":
        return
    with TemporaryDirectory(prefix="hostile-") as folder:
        stage = Stage(Path(folder))
        try:
            for command, place in _COMMANDS:
                names = [f"{name} ({place})" for name in _WORST]
                if any(only in _title(command, name) for name in names):
                    yield from _met(stage, Path(folder), command, names, only)
        finally:
            stage.close()


def _title(command: str, name: str) -> str:
    return f"trayapp {command}: {name}"


def _met(stage: Stage, folder: Path, command: str, names: Sequence[str], only: str) -> Iterator[Met]:
    idle, _, _ = _run(stage, folder / command, command, "unchanged, never asked (changes)")
    for at, name in enumerate(names):
        if only in _title(command, name):
            most, seconds, code = _run(stage, folder / f"{command}{at}", command, name)
            wrong = []
            if most - idle > MEMORY:
                wrong.append(f"it took {(most - idle) // 1024} MiB")
            if seconds > SECONDS:
                wrong.append(f"it took {seconds:.0f} s")
            if code in {1, 70} or code < 0:
                wrong.append(f"it ended with {code}")
            yield Met(_title(command, name), f"exit {code}", round(seconds, 1), most - idle, 0, tuple(wrong))


def _run(stage: Stage, home: Path, command: str, name: str) -> tuple[int, float, int]:
    """KiB at most, seconds, and the exit code of one run."""
    address = str(stage.say(name))
    words = [sys.executable, "-m", "tests.hostile.watched", command, "--json", "--home", str(home)]
    began = time.monotonic()
    done = subprocess.run(words, env=_env(address), capture_output=True, text=True, check=False)
    seconds = time.monotonic() - began
    stage.say("honest")
    stage.say("end")
    last = (done.stderr.splitlines() or [""])[-1]
    return int(last) if last.isdecimal() else 0, seconds, done.returncode


def _env(address: str) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    return {
        **kept,
        "TRAYAPP_PORTAL_URL": address,
        "TRAYAPP_TOKEN": TOKEN,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
