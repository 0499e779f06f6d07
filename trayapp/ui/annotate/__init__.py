"""Mark-up of a picture: painting it, and the window in which it is made."""
