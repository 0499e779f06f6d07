"""Whom limits count: a computer cannot say that it is another one."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from starlette.requests import Request

from tests.embedded.conftest import World
from trayapp.core.errors import Busy
from trayapp.embedded import rate_limit
from trayapp.embedded.api.client_address import address_of


@dataclass
class Asks:
    """A request, by whom it is sent and what it says of that."""

    world: World
    peer: str = "127.0.0.1"
    forwarded: list[str] = field(default_factory=list)

    def address(self) -> str:
        """Whom the portal counts."""
        headers = [(b"x-forwarded-for", each.encode()) for each in self.forwarded]
        scope = {"type": "http", "headers": headers, "client": (self.peer, 9), "app": self}
        return address_of(Request(scope))

    @property
    def state(self) -> Asks:
        """Stands for the application."""
        return self

    @property
    def portal(self) -> object:
        """That of the test."""
        return self.world.portal


def test_the_web_server_before_the_portal_has_the_last_word(world: World) -> None:
    """Whether it adds to the client's header or sends one of its own after it."""
    world.portal.site.proxied = True
    assert Asks(world, forwarded=["192.0.2.1, 203.0.113.5"]).address() == "203.0.113.5"
    assert Asks(world, forwarded=["192.0.2.1", "203.0.113.5"]).address() == "203.0.113.5"
    assert Asks(world).address() == "127.0.0.1"
    assert Asks(world, "::ffff:127.0.0.1", ["203.0.113.5"]).address() == "203.0.113.5"


@pytest.mark.parametrize("peer", ["198.51.100.9", "2001:db8::9", "unix"])
def test_who_comes_past_the_web_server_is_not_believed(world: World, peer: str) -> None:
    """The header counts only from this machine, and only when the portal was told of a web server."""
    world.portal.site.proxied = True
    assert Asks(world, peer, ["192.0.2.1"]).address() == peer
    world.portal.site.proxied = False
    assert Asks(world, forwarded=["192.0.2.1"]).address() == "127.0.0.1"


def test_one_connection_with_many_addresses_is_counted_as_one(world: World) -> None:
    """Whoever is given an IPv6 network cannot try from each address of it anew; another network can."""
    with world.portal.work() as work:
        for number in range(rate_limit.PASSWORD_FROM.tries):
            rate_limit.count(work, rate_limit.PASSWORD_FROM, f"2001:db8:1:1::{number:x}")
        with pytest.raises(Busy):
            rate_limit.count(work, rate_limit.PASSWORD_FROM, "2001:DB8:1:1:ffff::1")
        rate_limit.count(work, rate_limit.PASSWORD_FROM, "2001:db8:1:2::1")
