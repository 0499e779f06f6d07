"""Announcements: messages of the portal to everybody (INFO-1)."""
