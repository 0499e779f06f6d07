"""SQLite: everything that must survive."""
