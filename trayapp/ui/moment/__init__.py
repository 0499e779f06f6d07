"""The moment of a picture: our own windows off the screen, now or later, all of it or a part."""
