"""The desktop around the program: one instance, key store, notifications, autostart."""
