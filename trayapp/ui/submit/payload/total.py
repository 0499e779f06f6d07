"""How much goes out."""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.ui.pictures.picture import Picture
from trayapp.ui.submit.files import Attachable


def total(pictures: Sequence[Picture], files: Sequence[Attachable]) -> int | None:
    """Bytes of all of them; `None` while a picture is not ready."""
    sizes = [*(picture.size() for picture in pictures), *(file.size for file in files)]
    return None if None in sizes else sum(amount for amount in sizes if amount)
