"""The demonstration: embedded portal, virtual screen and tour."""
