"""What an administrator writes is laid over the policy made of a server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from trayapp.core.errors import UnusablePolicy
from trayapp.core.policy import Bucket, Policy, Priority, Status
from trayapp.portals.overlay import laid_over

MADE = Policy(
    "v1",
    "made",
    "Help",
    statuses=(Status("new", "new", "", Bucket.OPEN), Status("done", "resolved", "", Bucket.RESOLVED)),
    priorities=(Priority("1", "Low", ""),),
)


def test_nothing_over_changes_nothing() -> None:
    """The very policy."""
    assert laid_over(MADE, {}) is MADE


def test_items_with_the_same_code_are_laid_one_over_the_other() -> None:
    """A label is another, what is not named stays, what is new is added."""
    over: dict[str, Any] = {
        "portal_name": "Acme IT",
        "statuses": [
            {"code": "done", "label": "Done"},
            {"code": "odd", "label": "Odd", "meaning": "", "bucket": "open"},
        ],
        "texts": {"credits": "Minutes"},
    }

    found = laid_over(MADE, over)

    assert found == replace(
        MADE,
        version=found.version,
        portal_name="Acme IT",
        statuses=(
            Status("new", "new", "", Bucket.OPEN),
            Status("done", "Done", "", Bucket.RESOLVED),
            Status("odd", "Odd", "", Bucket.OPEN),
        ),
        texts={"credits": "Minutes"},
    )


def test_other_words_are_another_version() -> None:
    """The version tells one overlay from another and from none, and the same from the same it does not."""
    versions = [laid_over(MADE, over).version for over in ({}, {"portal_name": "A"}, {"portal_name": "B"})]

    assert len(set(versions)) == 3
    assert laid_over(MADE, {"portal_name": "A"}).version == versions[1]


@pytest.mark.parametrize("over", [{"statuses": "none"}, {"portal_name": 5}, {"statuses": [{"code": "x"}]}])
def test_what_does_not_fit_is_an_error_and_no_policy(over: dict[str, Any]) -> None:
    """It is said, with the place; nothing is half taken."""
    with pytest.raises(UnusablePolicy) as raised:
        laid_over(MADE, over)
    assert raised.value.params["reason"] == "unreadable"
