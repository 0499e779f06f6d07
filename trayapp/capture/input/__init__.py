"""Tells of clicks and window changes while steps are recorded, and at no other time."""
