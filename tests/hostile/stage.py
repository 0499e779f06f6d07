"""Portals that mean harm, in a process of their own: what they cost themselves is not counted.

Told a case by its name, it opens one and says where; told `honest`, the portal means well from then on; told `end`, it
says what it has seen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.hostile.case import Case, Scene
from tests.hostile.certificates import Authority
from tests.hostile.every import longest, patient, quick
from tests.hostile.server import Request, Server


def _elsewhere(_request: Request) -> Iterable[bytes]:
    return [b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"]


class Turn:
    """One case on the stage."""

    def __init__(self, case: Case, elsewhere: Server, authority: Authority) -> None:
        self._scene = Scene(elsewhere.url)
        self._elsewhere = elsewhere
        self._before = elsewhere.touched
        self._hostile = case.serve(self._scene)
        tls = authority.context(case.certificate) if case.certificate else None
        self.server = Server(self._serve, tls)
        self._well = False
        if case.certificate:
            self.server.url = self.server.url.replace("http:", "https:")
        self._scene.here = self.server.url

    def _serve(self, request: Request) -> Iterable[bytes]:
        return self._scene.honest(request) if self._well else self._hostile(request)

    def mean_well(self) -> None:
        """No more harm; whoever is still being poured over is let go."""
        self._well = True

    def told(self) -> dict[str, object]:
        """What arrived: here, and where nothing should."""
        honest = self._scene.honest
        return {
            "asked": sum(1 for request in self.server.seen if request.path.endswith("/changes")),
            "elsewhere": self._elsewhere.touched - self._before,
            "made": {key: [body.decode() for body in bodies] for key, bodies in honest.bodies.items()},
            "files": list(honest.files),
        }


def main(folder: str) -> None:
    """Serve what stdin asks for, one after the other; answers are lines of JSON."""
    cases = {**quick(), **patient(), **longest()}
    authority = Authority(Path(folder))
    print(json.dumps(str(authority.trusted)), flush=True)
    with Server(_elsewhere, host="127.0.0.2") as elsewhere:
        for line in sys.stdin:
            turn = Turn(cases[json.loads(line)], elsewhere, authority)
            with turn.server as server:
                print(json.dumps(server.url), flush=True)
                sys.stdin.readline()
                turn.mean_well()
                print(json.dumps("well"), flush=True)
                sys.stdin.readline()
                print(json.dumps(turn.told()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
