"""`trayapp outbox export FOLDER`: everything that only this computer holds, as texts and files anybody can open.

For when the portal does not come back, or the program that wrote the database is a newer one. Nothing is sent, changed
or deleted; the pictures of a draft are encrypted and stay where they are.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trayapp.app.downloads import safe_name
from trayapp.commands.context import Context
from trayapp.commands.documents import Document
from trayapp.commands.exits import Exit
from trayapp.commands.usage import Usage
from trayapp.core.ids import OpId, reference
from trayapp.core.text import whole
from trayapp.durable import add_folder, sync_file
from trayapp.paths import places
from trayapp.private import write_new
from trayapp.store.translate import translated
from trayapp.store.unsent import Everything, Unsent, UnsentFile, read_unsent
from trayapp.ui.texts.files import counted

_TITLES = {"create": "New ticket", "update": "Answer", "profile": "Change of your profile"}
_FIRST = ("subject", "text", "description")
_APART = {*_FIRST, "files", "facts", "policy"}
_LONGEST = 60


def run(context: Context, folder: str) -> int:
    """Write it, and say what could not be had."""
    target = Path(folder).expanduser().absolute()
    found = read_unsent(places(context.home))
    with translated(target):
        _make_empty(target)
        items = [_item(target, operation) for operation in found.operations]
        if found.draft is not None:
            _words(target / "draft", "Draft, never sent", found.draft)
            _write(target / "draft" / "item.json", _json(found.draft))
        for key, answer in found.answers.items():
            _answer(target, key, answer)
        _index(target, found, items)
    missing = [name for item in items for name in item["missing"]]
    _say(context, found, missing, target)
    document: Document = {
        "folder": str(target),
        "items": items,
        "draft": found.draft is not None,
        "answers": len(found.answers),
    }
    context.out.show(document)
    return Exit.LOCAL if missing else Exit.DONE


def _say(context: Context, found: Everything, missing: list[str], target: Path) -> None:
    items = [counted(len(found.operations), "item", "items")] if found.operations else []
    draft = ["the draft"] if found.draft is not None else []
    draft += [counted(len(found.answers), "unsent answer", "unsent answers")] if found.answers else []
    what = " and ".join(items + draft) or "an empty list"
    context.out.say(
        f"{what[:1].upper()}{what[1:]} written to {target}. Nothing was sent, changed or deleted."
    )
    for name in missing:
        context.out.warn(f"The bytes of this file are not on this computer, or are damaged: {name}")


def _make_empty(target: Path) -> None:
    """Wherever the employee wants it, be it on a share that is somebody else's. Raises `Usage`, `OSError`."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Usage(f"{target} is there already. Name a folder that is new or empty.")
    add_folder(target)


def _item(target: Path, operation: Unsent) -> dict[str, Any]:
    """A folder of its own; its line of the list."""
    name = f"{_code(operation)} {_title(operation)}"
    folder = _free(target, safe_name(name[:_LONGEST]))
    _words(folder, _heading(operation), operation.payload)
    files = [_copy(file, folder / "files") for file in operation.files]
    item: dict[str, Any] = {
        "op_id": operation.op_id,
        "kind": operation.kind,
        "state": operation.state,
        "number": operation.number or None,
        "created_at": operation.created_at.isoformat() if operation.created_at else None,
        "folder": folder.name,
        "files": [name for name in files if name],
        "missing": [whole(file.name) for file, name in zip(operation.files, files, strict=True) if not name],
    }
    _write(folder / "item.json", _json(item | {"payload": operation.payload}))
    return item


def _answer(target: Path, key: str, answer: object) -> None:
    """One that was being written; its files are still where the employee has them."""
    payload = answer if isinstance(answer, dict) else {"text": str(answer)}
    _words(_free(target, safe_name(f"answer {key}"[:_LONGEST])), f"Answer on {key}, never sent", payload)


def _code(operation: Unsent) -> str:
    try:
        return reference(OpId(operation.op_id))
    except ValueError:  # of a version to come
        return operation.op_id


def _title(operation: Unsent) -> str:
    return str(operation.payload.get("subject") or _TITLES.get(operation.kind, operation.kind))


def _heading(operation: Unsent) -> str:
    about = f" on ticket #{operation.number}" if operation.number else ""
    when = operation.created_at.strftime(", %Y-%m-%d %H:%M UTC") if operation.created_at else ""
    return f"{_TITLES.get(operation.kind, operation.kind)}{about}{when}"


def _words(folder: Path, heading: str, payload: Mapping[str, Any]) -> None:
    add_folder(folder)
    _write(folder / "words.txt", "\n".join(_lines(heading, payload)))


def _lines(heading: str, payload: Mapping[str, Any]) -> Iterator[str]:
    yield from (heading, "=" * len(heading), "")
    for name in _FIRST:
        if payload.get(name):
            yield from (str(payload[name]), "")
    for name, value in payload.items():
        if name not in _APART and value not in (None, "", [], {}):
            yield f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
    facts = payload.get("facts")
    if isinstance(facts, list) and facts:
        yield from ("", "About the computer")
        yield from (f"{fact.get('key')}: {fact.get('value')}" for fact in facts if isinstance(fact, dict))
    yield ""


def _copy(file: UnsentFile, folder: Path) -> str:
    """Under a name that is safe and free; empty when its bytes are not there as they were."""
    if file.path is None or not file.path.is_file():
        return ""
    add_folder(folder)
    target = _free(folder, safe_name(file.name))
    with file.path.open("rb") as source, os.fdopen(write_new(target), "wb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        sync_file(copy.fileno())
    with target.open("rb") as written:
        whole_file = hashlib.file_digest(written, "sha256").hexdigest() == file.sha256
    return target.name if whole_file else ""


def _index(target: Path, found: Everything, items: list[dict[str, Any]]) -> None:
    lines = ["What had not reached IT", ""]
    lines += [f"{item['folder']}: {_heading(op)}" for item, op in zip(items, found.operations, strict=True)]
    lines += ["draft: what was being written"] if found.draft is not None else []
    _write(target / "README.txt", "\n".join([*lines, ""]))
    _write(target / "items.json", _json(items))


def _free(folder: Path, name: str) -> Path:
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
    return path


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    with os.fdopen(write_new(path), "w", encoding="utf-8") as file:
        file.write(whole(text))
        file.flush()
        sync_file(file.fileno())
