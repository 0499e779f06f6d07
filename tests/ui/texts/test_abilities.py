"""What one can do on a helpdesk, in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.fakes.memory_portal import POLICY, MemoryPortal
from trayapp.core.model import Capabilities, Once
from trayapp.core.policy import Level, Permission, Policy
from trayapp.ui.texts.abilities import Ability, abilities


def told(
    policy: Policy = POLICY, permissions: frozenset[str] = frozenset(), **can: Any
) -> dict[str, Ability]:
    """The abilities by their codes, of somebody with these capabilities and permissions."""
    probe = MemoryPortal().probe()
    granted = replace(Capabilities(submit_once=Once.LOOKUP), **can)
    probe = replace(probe, capabilities=granted, me=replace(probe.me, permissions=permissions))
    return {ability.code: ability for ability in abilities(probe, policy)}


def test_what_can_be_done_comes_first() -> None:
    """Nobody reads refusals before what is offered."""
    order = [ability.can is True for ability in told(close=False).values()]

    assert order == sorted(order, reverse=True)
    assert not all(order)


def test_sizes_are_told_where_the_helpdesk_tells_them() -> None:
    """The limit is known before a picture is taken."""
    assert told(max_file=5 * 1024 * 1024)["attach"].words.endswith("each up to 5.2 MB")
    assert told(max_file=None)["attach"].words == "Send pictures and files along"
    assert not told(attachments=False)["attach"].can


def test_a_helpdesk_by_e_mail_tells_nothing_of_tickets() -> None:
    """No list of tickets is promised, and no news; how answers come is said."""
    by_mail = told(views=frozenset(), update=False, submit_once=Once.NONE)

    assert not by_mail["status"].can
    assert "answers come by e-mail" in by_mail["status"].words
    assert "events" not in by_mail
    assert not by_mail["once"].can


def test_levels_count_where_there_are_any() -> None:
    """A helpdesk without levels says all in what it lets one do; with levels, the level decides, too."""
    leveled = replace(POLICY, levels=(Level("basic", "Basic"),))

    assert told()["close"].can
    assert not told(leveled)["close"].can
    assert told(leveled, frozenset({Permission.CLOSE}))["close"].can
    assert not told(leveled, frozenset({Permission.CLOSE}))["create"].can


def test_urgency_is_offered_where_there_is_a_choice() -> None:
    """Without priorities nobody is told that one may be set, whatever the helpdesk allows."""
    assert told(priority=True)["priority"].can
    without = told(replace(POLICY, priorities=(), default_priority=None), priority=True)
    assert not without["urgency"].can
    assert not without["priority"].can


def test_what_a_first_ticket_tells_is_not_promised() -> None:
    """Neither possible nor impossible, and told after what is sure; what is refused for certain stays so."""
    unsure = frozenset({"close", "priority"})
    early = told(close=True, priority=True, unsure=unsure)

    assert (early["close"].can, early["priority"].can) == (None, None)
    assert early["close"].words == "Close a ticket yourself"
    order = [ability.can for ability in early.values()]
    assert order == sorted(order, key=(True, None, False).index)
    leveled = replace(POLICY, levels=(Level("basic", "Basic"),))
    assert told(leveled, close=True, unsure=unsure)["close"].can is False
