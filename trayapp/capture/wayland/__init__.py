"""Pictures of the screen on Wayland, which the desktop takes."""
