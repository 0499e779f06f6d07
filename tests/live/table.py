"""The one contract suite as a table: each check, and how it went on each kind of server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pytest

from tests.needed import NOT_HERE

_NODE = re.compile(r"tests/contract/\w+\.py::test_(?P<check>\w+)\[(?P<server>[a-z_]+)(?P<more>-[^\]]*)?\]")
_SIGNS = {"passed": "yes", "failed": "NO", "error": "NO", "skipped": "-"}
_LIVE = {"rt_granted", "redmine_granted"}
"""Without any of these the table would only repeat what the suite says."""
Table = Mapping[str, Mapping[str, str]]


def table(outcomes: Iterable[tuple[str, str]]) -> Table:
    """Signs by check and server, from node ids and their outcomes; what failed once has failed."""
    found: dict[str, dict[str, str]] = {}
    for node, outcome in outcomes:
        if (parts := _NODE.search(node)) and outcome in _SIGNS:
            row = found.setdefault(parts["check"].replace("_", " ") + (parts["more"] or ""), {})
            if row.get(parts["server"]) != _SIGNS["failed"]:
                row[parts["server"]] = _SIGNS[outcome]
    return found


def lines(found: Table) -> list[str]:
    """The table as text, a line each."""
    servers = sorted({server for row in found.values() for server in row})
    width = max(map(len, found))
    head = " " * width + "".join(f"  {server}" for server in servers)
    body = [
        check.ljust(width) + "".join(f"  {row.get(server, '').ljust(len(server))}" for server in servers)
        for check, row in sorted(found.items())
    ]
    return [head, *(line.rstrip() for line in body)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where real servers took part."""
    stats = terminalreporter.stats
    found = table(
        (each.nodeid, kind)
        for kind in _SIGNS
        for each in stats.get(kind, ())
        if NOT_HERE not in str(each.longrepr)
    )
    if _LIVE & {server for row in found.values() for server in row}:
        terminalreporter.section("the contract on each server (-: it does not offer that)")
        for line in lines(found):
            terminalreporter.write_line(line)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of one real server go to one worker, which starts it once.

    First: the workers look for groups in this hook, too.
    """
    for item in items:
        names = {*getattr(item, "fixturenames", ()), getattr(getattr(item, "callspec", None), "id", "")}
        for server in ("redmine", "rt"):
            if any(name.startswith(server) for name in names):
                item.add_marker(pytest.mark.xdist_group(server))
