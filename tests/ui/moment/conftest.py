"""What tests of the moment share."""

from __future__ import annotations

from tests.ui.submit.conftest import _leave_nothing, dialog, open_dialog

__all__ = ["_leave_nothing", "dialog", "open_dialog"]
