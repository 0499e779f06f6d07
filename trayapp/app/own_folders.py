"""At every start: what others on this computer can look into is closed, and what is not ours is not used."""

from __future__ import annotations

import logging
from pathlib import Path

from trayapp.core.errors import LocalFault
from trayapp.core.finding import Finding, Verdict
from trayapp.paths import Places
from trayapp.private import NotOurs, exposed, mended, open_to_others

_log = logging.getLogger(__name__)


def folders_of(places: Places) -> tuple[Path, ...]:
    """Every folder of this program."""
    return places.config, places.data, places.cache, places.logs


def close_to_others(places: Places) -> None:
    """Mend folders that others can look into, and tell the log; one that is not there yet is made private later.

    Raises `LocalFault` (not_ours): somebody else has put a folder or a link where ours should be.
    """
    for folder in folders_of(places):
        try:
            _close(folder)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except NotOurs as error:
            raise LocalFault(str(error), reason="not_ours", path=str(folder)) from error
        except OSError as error:
            _log.warning("others may be able to look into %s: %s", folder, error)


def privacy(places: Places) -> Finding:
    """`private`, or `open` and `exposed` with the `path`: what could not be mended at the start."""
    for folder in folders_of(places):
        try:
            if open_to_others(folder):
                return Finding("folders", Verdict.DOUBTFUL, "open", {"path": str(folder)})
            if (above := exposed(folder)) is not None:
                return Finding("folders", Verdict.DOUBTFUL, "exposed", {"path": str(above)})
        except OSError:
            continue  # not there yet; what cannot be read at all is told by others
    return Finding("folders", Verdict.GOOD, "private")


def _close(folder: Path) -> None:
    if mended_now := mended(folder):
        _log.info("%d files and folders were open to others, and are closed: %s", len(mended_now), folder)
    if open_to_others(folder):
        _log.warning("the file system lets others look into %s", folder)
    if (above := exposed(folder)) is not None:
        _log.warning("others can write in %s, above %s", above, folder)
