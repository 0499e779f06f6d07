"""Reads the accessibility tree of other programs, to propose what may be private. Nothing read is kept or logged."""
