"""A computer on which nobody has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.desk import NOW, Bench
from trayapp.app import open_app


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A new computer."""
    with open_app(str(tmp_path / "app"), clock=lambda: NOW, environment={}) as app:
        yield Bench(app)
