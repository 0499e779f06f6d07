"""A window of GTK 3 with private things in it, for the reader of the screen. Run by the system's Python."""

import gi  # type: ignore[import-not-found]

gi.require_version("Gtk", "3.0")
from gi.repository import Gtk  # type: ignore[import-not-found]  # noqa: E402


def main() -> None:
    """Show it until it is ended."""
    window = Gtk.Window(title="More private things")
    window.set_default_size(420, 200)
    window.move(560, 80)
    column = Gtk.VBox()
    window.add(column)
    column.add(Gtk.Label(label="Write to jane@example.com today"))
    secret = Gtk.Entry()
    secret.set_visibility(False)
    secret.set_text("hunter2@example.com")
    column.add(secret)
    scrolled = Gtk.ScrolledWindow()
    text = Gtk.TextView()
    lines = [f"line {number}" for number in range(60)]
    text.get_buffer().set_text("\n".join(["IBAN DE89 3704 0044 0532 0130 00", *lines, "hidden@example.org"]))
    scrolled.add(text)
    column.pack_end(scrolled, True, True, 0)
    window.connect("destroy", Gtk.main_quit)
    window.show_all()
    print("shown", flush=True)  # noqa: T201 - a program of its own
    Gtk.main()


if __name__ == "__main__":
    main()
