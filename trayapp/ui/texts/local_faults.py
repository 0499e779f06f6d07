"""What ails this computer, by the reason of a `LocalFault`: a title and what to do."""

from __future__ import annotations

FAULTS = {
    "disk_full": ("The disk is full", "Free some space, then try again. What you wrote is still here."),
    "read_only": ("The app's folder can't be written", "Ask IT to give you the right to write there."),
    "corrupt": (
        "The app's database is damaged",
        "Start the app again: it saves what can be read and deletes nothing. Then tell IT.",
    ),
    "newer_database": (
        "The data was written by a newer version of this app",
        "Start the newer version. Nothing was changed or deleted: what you wrote is still there.",
    ),
    "locked": ("The app's database is busy", "Another program holds it. Try again in a moment."),
    "file_missing": (
        "A file kept for sending is gone",
        "Open the item, take the file out, and add it again.",
    ),
    "file_damaged": (
        "A file kept for sending is damaged",
        "Open the item, take the file out, and add it again.",
    ),
    "silent": ("The app is running, but does not answer", "End it and start it again. Nothing is lost."),
    "io": ("This computer could not read or write its disk", "Try again. If it stays so, call IT."),
    "key_store": (
        "The system's key store can't be used",
        "You can sign in, but you will be asked again after the next start.",
    ),
    "no_screen": (
        "No screen to take a picture of",
        "The ticket goes without one; you can add pictures yourself.",
    ),
    "denied": (
        "The picture of the screen was not allowed",
        "The ticket goes without one, or you take it again and allow it.",
    ),
    "denied settings": (
        "This Mac does not let the app take pictures of the screen",
        "The ticket goes without one. Allow it in the privacy settings, then start the app again.",
    ),
    "denied ask_again": (
        "The desktop remembers that the app may not take pictures of the screen",
        "The ticket goes without one, or you let the desktop ask you again.",
    ),
    "forbidden": (
        "Your company does not allow pictures of the screen",
        "The ticket goes without one. What you write is enough.",
    ),
    "black": (
        "The picture of the screen came out empty",
        "The ticket goes without one; you can add pictures yourself.",
    ),
    "taken": ("Another program has this key", "Choose another one, or free it in that program."),
    "keys": ("This keyboard has no such key", "Choose another one."),
    "unsupported": (
        "This desktop lets no program hear keys from anywhere",
        "The icon and the menu open the same window.",
    ),
    "failed": ("The picture of the screen failed", "The ticket goes without one; try to take it again."),
}
