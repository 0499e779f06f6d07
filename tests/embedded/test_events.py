"""Server-sent events: who hears of what, at once, and how it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing, suppress

import pytest

from tests.embedded.conftest import World, made
from tests.embedded.test_access import share
from trayapp.embedded import tokens
from trayapp.embedded.api.events import stream
from trayapp.embedded.events import Audience
from trayapp.embedded.portal import Work
from trayapp.embedded.standing import standing_of, stands

CHANGED = "event: changed\ndata: {}\n\n"
FIRST = f"retry: 100\n{CHANGED}"


async def never() -> bool:
    """To them everything is new."""
    return False


def heard(world: World, act: Callable[[], object]) -> set[str]:
    """The names of those who hear something while `act` happens in another thread."""
    return asyncio.run(_heard(world, act))


async def _heard(world: World, act: Callable[[], object]) -> set[str]:
    hub = world.portal.hub
    listeners = {name: hub.join(person) for name, person in world.people.items()}
    await asyncio.to_thread(act)
    # everybody who was to be told has been: the wake-ups were queued before `act` returned
    news = {name: await listener.wait(0.01) for name, listener in listeners.items()}
    for listener in listeners.values():
        hub.leave(listener)
    return {name for name, told in news.items() if told}


@pytest.mark.rule("APP-7")
def test_a_ticket_is_heard_of_by_those_who_see_it(world: World) -> None:
    """The requester, manager and primary of the company and support staff; nobody else."""
    world.add("kim", "bakery", "basic")
    everyone = {"dana", "leo", "maya", "sam"}
    assert heard(world, lambda: world.create("dana")) == everyone
    ticket = world.create("dana")
    assert heard(world, lambda: world.say("sam", ticket)) == everyone
    assert heard(world, lambda: world.change("dana", ticket, kind="close")) == everyone
    assert heard(world, lambda: world.create("tom")) == {"tom", "sam"}


@pytest.mark.rule("TK-7")
def test_a_collaborator_hears_of_the_shared_ticket(world: World) -> None:
    """From the moment it is shared on."""
    ticket = world.create("dana")
    assert "tom" in heard(world, lambda: share(world, ticket, "tom"))
    assert "tom" in heard(world, lambda: world.say("sam", ticket))


@pytest.mark.rule("TK-8")
def test_a_subscriber_hears_of_the_ticket(world: World) -> None:
    """From being added until being taken off, with the news that it is gone."""
    world.add("kim", "bakery", "basic")
    ticket = world.create("dana")
    path, wish = (
        f"/tickets/{ticket['ref']['id']}/changes",
        {"kind": "subscriber", "email": "kim@bakery.example"},
    )

    def put(*, on: bool) -> None:
        made(world.client("dana").post(path, json=wish | {"on": on}, headers=world.key()))

    assert "kim" in heard(world, lambda: put(on=True))
    assert "kim" in heard(world, lambda: world.say("sam", ticket))
    assert "kim" in heard(world, lambda: put(on=False))
    assert "kim" not in heard(world, lambda: world.say("sam", ticket))


@pytest.mark.rule("INFO-1")
def test_everybody_hears_of_an_announcement(world: World) -> None:
    """An announcement is for all companies."""

    def announce() -> None:
        body = {"title": "Hello", "body": ""}
        made(world.client("sam").post("/announcements", json=body, headers=world.key()), 201)

    assert heard(world, announce) == set(world.people)


def test_what_was_refused_or_replayed_is_not_heard_of(world: World) -> None:
    """Nothing happened, so nobody is woken."""
    key = world.key()
    world.client("dana").post("/tickets", json={"subject": "X"}, headers=key)
    assert (
        heard(world, lambda: world.client("dana").post("/tickets", json={"subject": "X"}, headers=key))
        == set()
    )
    assert (
        heard(world, lambda: world.client("dana").post("/tickets", json={"subject": ""}, headers=key))
        == set()
    )


def run(test: Callable[[], Awaitable[None]]) -> None:
    """In an event loop of its own."""

    async def within() -> None:
        async with asyncio.timeout(20):
            await test()

    asyncio.run(within())


def test_a_stream_speaks_at_once_then_on_changes_then_ends_with_the_portal(world: World) -> None:
    """First an event on connecting, one for each change, and the end when the portal stops."""

    async def test() -> None:
        async with aclosing(stream(world.portal.hub, world.people["dana"], never)) as lines:  # type: ignore[type-var]
            assert await anext(lines) == FIRST
            await asyncio.to_thread(world.create, "dana")
            assert await anext(lines) == CHANGED
            world.portal.hub.close()
            assert [line async for line in lines] == []
        assert len(world.portal.hub) == 0

    run(test)


def test_silence_is_broken_by_a_comment(world: World) -> None:
    """A heartbeat shows that the line still stands; it is no event."""

    async def test() -> None:
        async with aclosing(stream(world.portal.hub, world.people["dana"], never, heartbeat=0.01)) as lines:  # type: ignore[type-var]
            assert [await anext(lines), await anext(lines)] == [FIRST, ": still here\nretry: 100\n\n"]

    run(test)


def test_who_joins_a_stopping_portal_is_sent_home(world: World) -> None:
    """A stream that is opened while the portal stops ends by itself."""

    async def test() -> None:
        world.portal.hub.close()
        assert [line async for line in stream(world.portal.hub, world.people["dana"], never)] == [FIRST]

    run(test)


def after(world: World, token: str, act: Callable[[], object]) -> list[str]:
    """What the stream of a token says once `act` was done: nothing, when it ended."""
    lines: list[str] = []
    standing = standing_of(world.portal, token)

    async def good() -> bool:
        return stands(world.portal, standing)

    async def test() -> None:
        person = world.people["dana"]
        async with aclosing(stream(world.portal.hub, person, never, good)) as told:  # type: ignore[type-var]
            assert await anext(told) == FIRST
            await asyncio.to_thread(act)
            world.portal.hub.tell(Audience(accounts=frozenset({person.id})))
            with suppress(StopAsyncIteration):
                lines.append(await anext(told))

    run(test)
    return lines


def signed_in(world: World) -> tokens.Pair:
    """Tokens of an app that dana signed in to."""
    with world.portal.work() as work:
        _, pair = tokens.begin(work, world.people["dana"].id, "trayapp")
    return pair


def test_a_stream_ends_with_its_sign_in(world: World) -> None:
    """Signed out, the open stream is told nothing more; that of another sign-in of the same person goes on."""
    mine, other = signed_in(world), signed_in(world)

    def sign_out() -> None:
        with world.portal.work() as work:
            tokens.revoke(work, "trayapp", mine.refresh)

    assert after(world, other.access, sign_out) == [CHANGED]
    assert after(world, mine.access, lambda: None) == []


def test_signing_out_wakes_the_stream_at_once(world: World) -> None:
    """Nobody waits for the next ticket: a sign-out, and the end of all sign-ins, wake who listens."""
    mine = signed_in(world)

    def end(how: Callable[[Work], None]) -> None:
        with world.portal.work() as work:
            how(work)

    dana = world.people["dana"].id
    assert "dana" in heard(world, lambda: end(lambda work: tokens.revoke(work, "trayapp", mine.access)))
    assert "dana" in heard(world, lambda: end(lambda work: tokens.end_all(work, dana)))


def test_a_renewed_token_breaks_no_stream(world: World) -> None:
    """An app exchanges its token every hour; its stream, opened with the one before, goes on and is not woken."""
    mine = signed_in(world)

    assert heard(world, lambda: tokens.renew(world.portal, "trayapp", mine.refresh)) == set()
    assert after(world, mine.access, lambda: None) == []  # the access token is gone with its family's name

    fresh = signed_in(world)
    assert after(world, fresh.access, lambda: tokens.renew(world.portal, "trayapp", fresh.refresh)) == [
        CHANGED
    ]


def test_an_expired_sign_in_is_told_nothing(world: World) -> None:
    """Over when the next change comes, the stream ends without having said it."""
    mine = signed_in(world)

    assert after(world, mine.access, lambda: world.clock.forward(days=61)) == []
