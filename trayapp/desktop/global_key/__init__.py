"""A key that opens the dialog from anywhere (opt-in)."""
