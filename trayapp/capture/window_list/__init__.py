"""The windows on the screen, and where they stand."""
