"""Search through everything (INFO-3)."""
