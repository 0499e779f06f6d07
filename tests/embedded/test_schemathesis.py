"""Requests that a machine makes up from the API document find no failure of the server and no undocumented answer.

A longer search: `python -m tests.embedded.fuzz`.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.embedded.fuzz import EMPLOYEE, LEFT_OUT, STAFF, Found, Run, fuzz
from trayapp.embedded import openapi

pytestmark = pytest.mark.timeout(600)  # a few thousand requests, on a machine that may be busy
_EXAMPLES = 5
_BY_STAFF_ALONE = {
    "POST /api/v1/announcements",
    "DELETE /api/v1/announcements/{announcement}",
    "POST /api/v1/articles",
    "DELETE /api/v1/articles/{article}",
    "POST /api/v1/tickets/{ticket}/estimates",
    "DELETE /api/v1/tickets/{ticket}/estimates/{estimate}",
    "POST /api/v1/tickets/{ticket}/credits",
    "POST /api/v1/registrations/{registration}/approve",
    "POST /api/v1/registrations/{registration}/decline",
}
_BY_NOBODY = {"POST /oauth/token"}
"""Needs what only a person in a browser gets."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Found]:
    """What was found as each kind of person; both at the same time, each with a portal of its own."""
    folders = {who: tmp_path_factory.mktemp(who) for who in (EMPLOYEE, STAFF)}
    with ThreadPoolExecutor() as pool:
        runs = {
            who: pool.submit(fuzz, who, Run(_EXAMPLES, every_method=False), folder)
            for who, folder in folders.items()
        }
        return {who: run.result() for who, run in runs.items()}


@pytest.mark.parametrize("who", [EMPLOYEE, STAFF])
def test_no_answer_is_a_failure_or_outside_of_the_document(found: Mapping[str, Found], who: str) -> None:
    """Every answer to every operation has a documented status, content type, header and shape, and none is a 500."""
    assert found[who].status == 0, found[who].told


@pytest.mark.parametrize("who", [EMPLOYEE, STAFF])
def test_every_operation_was_reached(found: Mapping[str, Found], who: str) -> None:
    """Each operation was carried out at least once, so that the search did not end at the door."""
    operations = {
        f"{method.upper()} {path}"
        for path, item in openapi.document()["paths"].items()
        for method in item
        if path != LEFT_OUT
    }
    beyond = _BY_NOBODY if who == STAFF else _BY_NOBODY | _BY_STAFF_ALONE
    assert operations - beyond - found[who].carried_out == set()
    assert max(found[who].statuses) < 500
