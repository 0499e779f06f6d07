"""Moves operations out and changes in."""
