"""Screens that really exist."""

from __future__ import annotations

from tests.fakes.x_screen import x_screen

__all__ = ["x_screen"]
