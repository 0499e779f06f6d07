"""How large a file is when it leaves: of a picture, nothing but the picture does."""

from __future__ import annotations

from trayapp.core.metadata import BadPicture, clean_file
from trayapp.ui.submit.files import Attachable, PathFile


def clean_size(file: Attachable) -> int:
    """Bytes that `store` will put into the spool, as the file is now. Slow. Raises `OSError`."""
    if not isinstance(file, PathFile):
        return file.size
    with file.path.open("rb") as source:
        try:
            cleaned = clean_file(source)
        except BadPicture:  # it can't be taken, which Send tells
            return file.size
    return file.path.stat().st_size if cleaned is None else len(cleaned.data)
