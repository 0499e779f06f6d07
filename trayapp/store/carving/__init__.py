"""Rows read out of the pages of a database that SQLite itself can no longer find its way in."""
