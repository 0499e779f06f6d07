"""Stand-ins for signing in, and for the world outside of the windows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.ui.fake_screen import FakeInput, FakeKey, FakePictureDrafts, FakeScreen
from tests.ui.samples import NOW, sample_policy, sample_probe
from trayapp.core.errors import NotFound, Offline, SignIn
from trayapp.core.events import Link, LinkChanged
from trayapp.core.model import (
    Contact,
    Probe,
    RemoteFile,
    Role,
    TicketRef,
)
from trayapp.core.ports import DeviceCode
from trayapp.core.ports.connecting import Connected, Recognised


@dataclass
class FakeSession:
    """Signed in with any token but `wrong`."""

    token: str | None = "token"
    lasting: bool = True
    fail_with: Exception | None = None
    ways: frozenset[str] = frozenset({"token"})
    unreached: bool = False
    back: threading.Event = field(default_factory=threading.Event)
    """Set: the person has finished elsewhere."""

    def signed_in(self) -> bool:
        return self.token is not None

    def sign_in(self, token: str) -> Probe:
        if self.fail_with:
            raise self.fail_with
        self.token = token
        return sample_probe()

    def methods(self) -> frozenset[str]:
        if self.unreached:
            raise Offline
        return self.ways

    def sign_in_with_browser(
        self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str
    ) -> Probe:
        open_url("https://portal.example/oauth/authorize?state=s")
        return self._come_back(cancel)

    def sign_in_with_device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Probe:
        show(DeviceCode("WDJB-MJHT", "https://portal.example/oauth/device", NOW))
        return self._come_back(cancel)

    def sign_in_with_password(self, user: str, password: str) -> Probe:
        return self.sign_in(f"{user} {password}")

    def _come_back(self, cancel: threading.Event) -> Probe:
        while not self.back.wait(0.01):
            if cancel.is_set():
                raise SignIn(reason="cancelled")
        return self.sign_in("from elsewhere")

    def sign_out(self) -> None:
        self.token = None

    def durable(self) -> bool:
        return self.lasting


@dataclass
class FakeTrial:
    """A helpdesk that is tried."""

    world: FakeWorld
    found: Recognised

    def methods(self) -> frozenset[str]:
        return self.world.trial_ways

    def token(self, token: str) -> Connected:
        return self.world.connected(self.found.address, token)

    def password(self, user: str, password: str) -> Connected:
        return self.world.connected(self.found.address, f"{user} {password}")

    def browser(self, open_url: Callable[[str], None], cancel: threading.Event, goodbye: str) -> Connected:
        open_url(f"{self.found.address}/oauth")
        assert goodbye
        return self.world.connected(self.found.address, "cancelled" if cancel.is_set() else "browser")

    def device(self, show: Callable[[DeviceCode], None], cancel: threading.Event) -> Connected:
        show(DeviceCode("WDJB-MJHT", f"{self.found.address}/device", NOW))
        return self.world.connected(self.found.address, "cancelled" if cancel.is_set() else "device")


@dataclass
class FakeWorld:
    """What the context's plain callables did, and what they answer."""

    link: LinkChanged = field(default_factory=lambda: LinkChanged(Link.ONLINE, NOW))
    syncs: int = 0
    opened: list[str] = field(default_factory=list)
    files: Mapping[str, Path] = field(default_factory=dict)
    contacts: Sequence[Contact] = ()
    fail_with: Exception | None = None
    """Raised when the portal is asked for contacts."""
    sought: list[tuple[str, Role]] = field(default_factory=list)
    nothing_there: Exception | None = None
    """Raised when an address is looked at."""
    trial_kind: str = "native"
    trial_ways: frozenset[str] = frozenset({"password"})
    connected: Callable[[str, str], Connected] = lambda _address, _secret: Connected(
        sample_probe(), sample_policy(), durable=True
    )
    """What becomes of signing in to another helpdesk; may raise."""
    screen: FakeScreen = field(default_factory=FakeScreen)
    input: FakeInput = field(default_factory=FakeInput)
    key: FakeKey = field(default_factory=FakeKey)
    picture_drafts: FakePictureDrafts = field(default_factory=FakePictureDrafts)

    def find_contacts(self, words: str, role: Role) -> Sequence[Contact]:
        self.sought.append((words, role))
        if self.fail_with:
            raise self.fail_with
        wanted = words.lower()
        return [one for one in self.contacts if wanted in f"{one.name} {one.email}".lower()]

    def connect(self, address: str, kind: str | None) -> FakeTrial:
        assert kind is None
        if self.nothing_there:
            raise self.nothing_there
        return FakeTrial(self, Recognised(self.trial_kind, f"https://{address}", "Desk", "5.0"))

    def fetch_file(self, _ref: TicketRef, file: RemoteFile) -> Path:
        if file.id not in self.files:
            raise NotFound(what="file", id=file.id)
        return self.files[file.id]

    def sync_now(self) -> None:
        self.syncs += 1
