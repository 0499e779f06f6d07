"""The files that settings lie in: read with suspicion, written atomically."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from trayapp.core import disk
from trayapp.core.errors import LocalFault
from trayapp.durable import make_folder, replace_file, sync_file, sync_folder
from trayapp.private import NotOurs, write_new

MOST_BYTES = 1 << 20
"""A settings file beyond this is none."""


class BrokenFile(ValueError):
    """The file is there but holds no settings."""


def machine_policy_file() -> Path:
    """Where an administrator puts settings for everybody on this computer."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "trayapp" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/trayapp/policy.json")
    return Path("/etc/trayapp/policy.json")


def read_object(path: Path) -> dict[str, object]:
    """The JSON object in the file, empty when there is no file. Raises `BrokenFile`."""
    try:
        with path.open("rb") as source:
            raw = source.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise BrokenFile("too large")
        found = json.loads(raw.decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise BrokenFile(error.strerror or str(error)) from error
    except (ValueError, RecursionError) as error:
        raise BrokenFile(str(error)) from error
    if not isinstance(found, dict):
        raise BrokenFile("not a JSON object")
    return found


def write_object(path: Path, content: Mapping[str, object]) -> None:
    """Replace the file in one step, durably: the old or the new one, never a half. Raises `LocalFault`."""
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    try:
        make_folder(path.parent)
        replace_file(path, text.encode())
    except OSError as error:
        raise LocalFault(str(error), reason=_reason(error), path=str(path)) from error


def keep_aside(path: Path) -> Path | None:
    """Copy a broken file beside itself before it is written over. Raises `LocalFault`."""
    if not path.exists():
        return None
    number = 1
    while (copy := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    try:
        with os.fdopen(write_new(copy), "wb") as target, path.open("rb") as source:
            shutil.copyfileobj(source, target)
            target.flush()
            sync_file(target.fileno())
        sync_folder(copy.parent)
    except OSError as error:
        raise LocalFault(str(error), reason=_reason(error), path=str(copy)) from error
    return copy


def stamp(path: Path) -> object:
    """Another one after the file was written, made or removed."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _reason(error: OSError) -> str:
    if isinstance(error, NotOurs):
        return "not_ours"
    return disk.reason_of(error)
