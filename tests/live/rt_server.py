"""A real Request Tracker 5 on loopback."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.live.rt_house import ROOT_PASSWORD, everything
from tests.live.server import LiveServer

HERE = Path(__file__).parent
SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SETUP = "rt-setup-database-5"


class RtServer(LiveServer):
    """With several workers, so that one can be busy while another answers."""

    asked = "/REST/2.0/rt"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tokens: Mapping[str, str] = {}
        """By the names of people."""
        self.queues: Mapping[str, int] = {}

    def set_up(self) -> None:
        """A database in the folder, with the people and queues of the house."""
        self._lay_out()
        self.run(
            [SETUP, "--action", "init", "--skip-create", "--root-password-file", str(self.folder / "root")]
        )
        made: Mapping[str, Any] = json.loads(
            self.run(["perl", str(HERE / "rt_seed.pl")], json.dumps(everything()))
        )
        self.tokens, self.queues = made["tokens"], made["queues"]

    @property
    def command(self) -> Sequence[str]:
        """Its own stand-alone server."""
        address = ["--host", "127.0.0.1", "--port", str(self.port)]
        return ["perl", str(SERVER), "--server", "Starlet", *address, "--max-workers", "3"]

    @property
    def environment(self) -> Mapping[str, str]:
        """Which points to the settings in the folder."""
        site = str(self.folder / "RT_SiteConfig.pm")
        return {**os.environ, "RT_SITE_CONFIG": site, "RT_SITE_CONFIG_DIR": os.devnull}

    @property
    def mail(self) -> str:
        """All mail that it sent."""
        return "".join(
            file.read_text(errors="replace") for file in self.folder.glob("mail/**/*") if file.is_file()
        )

    def _lay_out(self) -> None:
        for name in ("mason", "sessions", "mail", "log"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "root").write_text(ROOT_PASSWORD)
        words = (HERE / "rt_site.pm").read_text(encoding="utf-8")
        words = words.replace("@FOLDER@", str(self.folder)).replace("@PORT@", str(self.port))
        (self.folder / "RT_SiteConfig.pm").write_text(words, encoding="utf-8")
