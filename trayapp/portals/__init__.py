"""Adapters to portal backends."""
