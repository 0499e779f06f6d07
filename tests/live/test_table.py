"""What the table of checks and servers says."""

from __future__ import annotations

from tests.live.table import lines, table

_NODE = "tests/contract/test_contract.py::test_a_ticket_is_created_once[{server}]@group"


def test_each_check_is_a_row_and_each_server_a_column() -> None:
    """Passed, not offered and failed can be told apart; a failure of clearing up counts as one."""
    outcomes = [
        (_NODE.format(server="native"), "passed"),
        (_NODE.format(server="rt_strict"), "skipped"),
        (_NODE.format(server="rt_granted"), "passed"),
        (_NODE.format(server="rt_granted"), "error"),
        ("tests/contract/test_moving_on.py::test_without_a_server", "passed"),
    ]

    head, row = lines(table(outcomes))

    assert head.split() == ["native", "rt_granted", "rt_strict"]
    assert row.split()[-3:] == ["yes", "NO", "-"]
    assert row.startswith("a ticket is created once  ")
    assert row.index("NO") == head.index("rt_granted")
