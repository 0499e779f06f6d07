"""`trayapp portal --check FILE`: every fault in a profile, with its place, what is wrong and what would be right."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from trayapp.commands.context import Context
from trayapp.commands.exits import Exit
from trayapp.commands.usage import Usage

if TYPE_CHECKING:
    from trayapp.embedded.policy_lint import Fault


def check(context: Context, path: Path) -> int:
    """0: nothing is wrong. 6: something is; a portal would not start with this file. Raises `Usage`: no such file."""
    from trayapp.embedded.policy_lint import Fault, lint

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Usage(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        faults: tuple[Fault, ...] = (Fault(1, 1, "$", f"not UTF-8: {error.reason} at byte {error.start}"),)
    else:
        faults = lint(text).faults
    for fault in faults:
        context.out.say(sentence(path, fault))
    context.out.say(_sum(path, len(faults)))
    context.out.show([{"file": str(path), **asdict(fault)} for fault in faults])
    return Exit.LOCAL if faults else Exit.DONE


def refuse(context: Context, path: Path, fault: Fault) -> int:
    """A portal does not start with a profile that has a fault: say the first of them, and how to see all."""
    told = sentence(path, fault)
    hint = f"To see all faults, run `trayapp portal --check {path}`."
    context.out.warn(f"{told}\n{hint}")
    problem = {"kind": "local_fault", "params": {"reason": "policy", "key": fault.key}}
    context.out.show({"error": {**problem, "title": told, "hint": hint}, "exit": int(Exit.LOCAL)})
    return Exit.LOCAL


def sentence(path: Path, fault: Fault) -> str:
    """One line, in the form that editors know how to follow."""
    told = f"{path}:{fault.line}:{fault.column}: {fault.key}: {fault.what}."
    return f"{told} {fault.hint}".rstrip()


def _sum(path: Path, count: int) -> str:
    if not count:
        return f"{path}: nothing is wrong."
    return f"{path}: {count} faults." if count > 1 else f"{path}: one fault."
