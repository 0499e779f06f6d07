"""Identifiers that are unique, sort by time, and can be read out."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from trayapp.core.ids import OpId, new_op_id, reference

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_an_operation_id_is_a_uuid_of_version_7() -> None:
    """The form is RFC 9562's, so that servers may take it apart."""
    value = uuid.UUID(new_op_id(NOW))

    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == int(NOW.timestamp() * 1000)


def test_ids_sort_by_the_time_they_were_made() -> None:
    """A later id is greater, as text."""
    ids = [new_op_id(NOW + timedelta(milliseconds=step)) for step in range(100)]

    assert ids == sorted(ids)


def test_ids_of_one_moment_differ() -> None:
    """Two operations in the same millisecond have two ids."""
    assert len({new_op_id(NOW) for _ in range(1000)}) == 1000


@pytest.mark.rule("CH-2")
def test_a_reference_can_be_read_out() -> None:
    """Six signs in three pairs, none of which is mistaken for another over a telephone."""
    for _ in range(200):
        assert re.fullmatch(r"([A-HJKMNP-Z2-9]{2}-){2}[A-HJKMNP-Z2-9]{2}", reference(new_op_id(NOW)))


@pytest.mark.rule("CH-2")
def test_a_reference_belongs_to_its_operation() -> None:
    """The same operation has the same reference everywhere; others made in the same moment have another."""
    op_id = new_op_id(NOW)

    assert reference(op_id) == reference(OpId(str(op_id)))
    assert len({reference(new_op_id(NOW)) for _ in range(100)}) > 95
