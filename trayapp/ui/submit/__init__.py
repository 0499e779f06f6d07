"""The submission dialog: from a click to a ticket that is safe on disk. Start at `flow`."""
