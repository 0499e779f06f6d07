"""The windows of all programs, as they tell them themselves."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from trayapp.capture.accessibility import answers, questions
from trayapp.capture.accessibility.bus import Bus, Node
from trayapp.core.area import Area

_PATIENCE = 0.4
"""Seconds in which a program that is well says how many windows it has; frozen ones are left out."""
_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Program:
    """One that other programs may read."""

    root: Node
    pid: int
    """-1: unknown."""
    qt: bool
    """Made with Qt, which counts letters beyond the first 65 536 twice, and has its own ideas of their places."""


@dataclass(frozen=True, slots=True)
class Window:
    """One that shows."""

    node: Node
    program: Program
    title: str
    told: Area
    """Where the program believes it is."""


def windows(bus: Bus, until: float, without_pid: int) -> Sequence[Window]:
    """Those of every program that answers, but our own."""
    found = [each for each in _programs(bus, until) if each.pid != without_pid]
    quick = min(until, time.monotonic() + _PATIENCE)
    told = bus.ask([questions.children(each.root) for each in found], quick)
    pairs = [
        (node, program)
        for program, kids in zip(found, told, strict=True)
        for node in answers.nodes(kids)
        if node.bus_name == program.root.bus_name
    ]
    return _shown(bus, pairs, until)


def _programs(bus: Bus, until: float) -> Sequence[Program]:
    quick = min(until, time.monotonic() + _PATIENCE)
    roots = answers.nodes(bus.ask([questions.children(questions.REGISTRY)], quick)[0])
    pids = bus.ask([questions.process(root.bus_name) for root in roots], quick)
    quick = min(until, time.monotonic() + _PATIENCE)
    kits = bus.ask([questions.toolkit(root) for root in roots], quick)
    return [
        Program(root, answers.number(pid), answers.words(kit).casefold() == "qt")
        for root, pid, kit in zip(roots, pids, kits, strict=True)
    ]


def _shown(bus: Bus, pairs: Sequence[tuple[Node, Program]], until: float) -> Sequence[Window]:
    asked = [
        question
        for node, _ in pairs
        for question in (questions.state(node), questions.name(node), questions.extents(node))
    ]
    told = bus.ask(asked, min(until, time.monotonic() + _PATIENCE))
    found = []
    for at, (node, program) in enumerate(pairs):
        state, name, extents = told[at * _QUESTIONS : (at + 1) * _QUESTIONS]
        area = answers.area(extents)
        if area and answers.bit(state, questions.SHOWING) and answers.bit(state, questions.VISIBLE):
            found.append(Window(node, program, answers.words(name), area))
    return found
