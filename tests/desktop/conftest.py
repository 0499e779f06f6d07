"""The desktop's parts, tested without a desktop."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _application(qapp: QApplication) -> None:
    """Sockets and notifiers need an event loop's application."""
