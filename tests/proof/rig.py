"""The proof's world: a desktop with a key store and something secret on it, a portal, and a home for each program."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from PySide6.QtGui import QImage

from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.proof.likeness import PLACE
from tests.proof.search import Finding, Search
from tests.proof.secret_window import HEIGHT, WIDTH
from tests.proof.trace import Trace
from tests.waiting import wait_for
from trayapp.core.area import Area
from trayapp.demo.virtual_desktop import VirtualDesktop

SECRET = Area(*PLACE, WIDTH, HEIGHT)
"""Of the screen: where the secret window stands."""


@dataclass(frozen=True, slots=True)
class Rig:
    """Everything but the program. `base` is for this one proof."""

    desktop: VirtualDesktop
    portal: PortalProcess
    base: Path

    @property
    def screen(self) -> Screen:
        """Eyes and hands."""
        return Screen(self.desktop.env)

    @property
    def environment(self) -> Mapping[str, str]:
        """Of the program; what it writes lies in `base` and in the desktop's folder."""
        (self.base / "temp").mkdir(exist_ok=True)
        return self.desktop.env | {
            "TRAYAPP_HOME": str(self.base / "home"),
            "TRAYAPP_PORTAL_URL": self.portal.url,
            "TRAYAPP_TOKEN": self.portal.users["basic"],
            "TMPDIR": str(self.base / "temp"),
        }

    @property
    def token(self) -> str:
        """Of the employee."""
        return self.portal.users["basic"]

    @property
    def environment_without_token(self) -> Mapping[str, str]:
        """Of a program that finds it in the key store; it logs everything."""
        settings = self.base / "home" / "config" / "settings.json"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('{"log_level": "debug"}')
        return {name: value for name, value in self.environment.items() if name != "TRAYAPP_TOKEN"}

    def answer(self, subject: str, text: str) -> None:
        """The agent answers on the ticket, and the program has pulled it."""
        with self.portal.client() as client, self.portal.client("agent") as agent:
            page = client.get("/tickets", params={"view": "open"}).raise_for_status().json()
            [number] = [each["ref"]["number"] for each in page["tickets"] if each["subject"] == subject]
            key = {"Idempotency-Key": str(uuid4())}
            agent.post(f"/tickets/{number}/messages", json={"text": text}, headers=key).raise_for_status()
        data = self.base / "home" / "data"
        wait_for(
            lambda: any(text.encode() in path.read_bytes() for path in data.glob("trayapp.db*")), "the answer"
        )

    @property
    def log(self) -> str:
        """Of every program that ran, all of it."""
        files = sorted((self.base / "home" / "logs").iterdir())
        return "".join(path.read_text() for path in files)

    def where_the_token_is(self, *lives: Trace) -> set[str]:
        """In whatever was written, sent or handed to a program; the header of a request to the portal is its place."""
        port = f":{urlsplit(self.portal.url).port}]"
        header = b"authorization: bearer " + self.token.lower().encode()
        found, search = set(), Search((self.token,))
        programs = (("a program's start", started) for life in lives for started in life.started)
        for where, data in (*self.everything(*lives), *programs):
            to_portal = where.startswith("TCP") and port in where
            rest = data.lower().replace(header, b"") if to_portal else data
            if search.find(rest):
                found.add(where)
        return found

    @property
    def drafts(self) -> Path:
        """Where sealed files lie."""
        return self.base / "home" / "data" / "draft"

    def sealed(self, *, besides: Iterable[str] = ()) -> dict[str, bytes]:
        """The draft's file once it is there under another name than those: by name."""

        def whole() -> list[Path]:
            return [path for path in self.drafts.glob("*") if path.suffix == ".sealed"]

        known = set(besides)
        wait_for(
            lambda: [path.name for path in whole() if path.name not in known] and len(whole()) == 1,
            "the draft",
        )
        return {path.name: path.read_bytes() for path in whole()}

    def opened(self, sealed: Mapping[str, bytes]) -> list[bytes]:
        """What the key that lies in the key store now opens of these."""
        with tempfile.TemporaryDirectory(dir=self.base) as name:
            source, target = Path(name, "from"), Path(name, "to")
            source.mkdir()
            target.mkdir()
            for file, data in sealed.items():
                (source / file).write_bytes(data)
            words = [sys.executable, "-m", "tests.proof.read_draft", *map(str, (self.drafts, source, target))]
            subprocess.run(words, env=dict(self.desktop.env), check=True, timeout=60)
            return [path.read_bytes() for path in sorted(target.iterdir())]

    def delivered(self, subject: str) -> QImage:
        """The picture of that ticket, as the portal has it, once it does."""
        with self.portal.client() as client:

            def files() -> list[tuple[Any, Any]]:
                page = client.get("/tickets", params={"view": "open"}).raise_for_status().json()
                return [(t, t["files"]) for t in page["tickets"] if t["subject"] == subject and t["files"]]

            wait_for(files, "the ticket on the portal")
            [(ticket, [file])] = files()
            path = f"/tickets/{ticket['ref']['number']}/files/{file['id']}"
            return QImage.fromData(client.get(path).raise_for_status().content)

    def everything(self, *lives: Trace) -> Iterator[tuple[str, bytes]]:
        """All that was ever written or sent, and all that lies on the disk now."""
        for life in lives:
            yield from life.everything()
        for folder in (self.base / "home", self.base / "temp", self.desktop.folder):
            for path in folder.rglob("*"):
                if path.is_file():
                    yield f"{path} (lies there)", path.read_bytes()

    def found(self, *lives: Trace) -> dict[str, list[Finding]]:
        """Where the marker is."""
        search = Search()
        looked = {where: search.find(data) for where, data in self.everything(*lives)}
        return {where: findings for where, findings in looked.items() if findings}


@contextmanager
def secret_shown(environment: Mapping[str, str]) -> Iterator[None]:
    """The secret window stands on the desktop."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.proof.secret_window"], env=dict(environment), stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"shown\n"
        yield
        process.kill()
