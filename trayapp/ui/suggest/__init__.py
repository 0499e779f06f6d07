"""Proposes to hide what looks private in pictures of the screen. Nothing is hidden by itself: the employee decides."""
