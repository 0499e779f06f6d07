"""What a command hands in is kept whole or not at all, and it is said which."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from trayapp.commands.context import Context
from trayapp.core.errors import LocalFault
from trayapp.core.model import StoredFile


@contextmanager
def all_or_nothing(context: Context) -> Iterator[list[StoredFile]]:
    """The files of the block go into the list as they are put; after any error none of them stays.

    Raises what the block raises; a `LocalFault` says that nothing was kept.
    """
    files: list[StoredFile] = []
    try:
        yield files
    except BaseException as error:
        if files:
            with suppress(LocalFault):
                context.app.desk.let_go(files)
        if isinstance(error, LocalFault):
            raise LocalFault(error.detail, **{**error.params, "kept": "no"}) from error
        raise
