"""A core dump holds every pixel of a screenshot, those that were hidden too: none is written."""

from __future__ import annotations

import sys
from collections.abc import Mapping

WANTED = "TRAYAPP_CORE_DUMPS"
"""Set to 1 by who looks for a crash, and lets dumps be written as the system is set up."""

if sys.platform == "win32":

    def write_none(environment: Mapping[str, str]) -> None:
        """Windows keeps no dumps of a program unless an administrator asks for them."""

else:

    def write_none(environment: Mapping[str, str]) -> None:
        """No core dump of this process and its children, unless `TRAYAPP_CORE_DUMPS` is 1."""
        if environment.get(WANTED) == "1":
            return
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        # Linux asks no limit where dumps are piped to a program, as systemd and apport set it up, but for the limit
        # of one byte: with that it runs no program, and a file of one byte is none
        one = 1 if sys.platform == "linux" and hard != 0 else 0
        resource.setrlimit(resource.RLIMIT_CORE, (one, hard))
