"""The environment without what programs that are started from here must not inherit."""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from trayapp.redaction import hide

TOKEN_VARIABLE = "TRAYAPP_TOKEN"  # noqa: S105 - the name of a variable


@contextmanager
def without_token() -> Iterator[Mapping[str, str]]:
    """The environment, the token among it; children get it without, until the end.

    Where the token lay when this process began, only this user and root can read it: `/proc/PID/environ`.
    """
    token = os.environ.pop(TOKEN_VARIABLE, None)
    if token is None:
        yield os.environ
        return
    hide(token.strip())
    try:
        yield ChainMap(os.environ, {TOKEN_VARIABLE: token})
    finally:
        os.environ.setdefault(TOKEN_VARIABLE, token)
