"""One embedded portal for all checks: each works on tickets of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.portal_process import PortalProcess


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PortalProcess]:
    """The embedded portal, in a process of its own."""
    with PortalProcess(tmp_path_factory.mktemp("portal"), "--test-api") as process:
        yield process
