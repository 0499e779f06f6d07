"""The portal's program, made and warmed up once: in each child that would take longer than a trial."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from trayapp.embedded import policy_file, seed, serving
from trayapp.embedded.api.app import create_app
from trayapp.embedded.portal import open_portal
from trayapp.embedded.server import run

if TYPE_CHECKING:
    from fastapi import FastAPI

    from trayapp.embedded.portal import Portal

__all__ = ["preload", "run"]


def preload() -> None:
    """Make what each portal of this process and of its children takes from here."""
    app = create_app(None)
    profile = policy_file.load("msp")

    def ready(portal: Portal | None) -> FastAPI:
        app.state.portal = portal
        return app

    setattr(serving, "create_app", ready)  # noqa: B010 - it is imported there, not exported
    policy_file.load = lambda wanted: profile
    with _open() as (portal, token):
        asyncio.run(_visit(ready(portal), token))


@contextmanager
def _open() -> Iterator[tuple[Portal, str]]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with closing(open_portal(policy_file.load("msp"), data)) as portal:
            users = seed.plant(portal, data, seed.Seed("demo"))
            yield portal, next(user.token for user in users if user.level == "basic")


async def _visit(app: FastAPI, token: str) -> None:
    """One request of each kind: what is imported or built at first use is there from then on."""
    asgi = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(transport=asgi, base_url="http://portal/api/v1", headers=headers) as client:
        for path in ("/probe", "/me", "/policy", "/changes", "/tickets", "/announcements"):
            await client.get(path)
        body = b"x" * 1000
        await client.put(f"/files/{hashlib.sha256(body).hexdigest()}", content=body)
        made = await client.post(
            "/tickets", json={"subject": "Warm"}, headers={"Idempotency-Key": "0123456789abcdef"}
        )
        made.raise_for_status()
