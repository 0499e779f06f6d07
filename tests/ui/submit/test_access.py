"""What somebody sees whom the portal does not know as a registered user."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Fakes
from tests.ui.samples import sample_probe
from tests.ui.submit.conftest import Open, closing
from tests.ui.submit.forms import policy_of_natures
from trayapp.core.events import PolicyChanged
from trayapp.core.policy import RegistrationRules
from trayapp.ui import toast
from trayapp.ui.context import UiContext

WHY = "Only registered users get support here."
RULES = RegistrationRules(required_from=date(2017, 6, 10), refused=WHY, request_url="/request-access")


def meet(fakes: Fakes, rules: RegistrationRules | None, *, registered: bool = False) -> None:
    """The portal's rules, and whether it knows Anna."""
    probe = sample_probe()
    fakes.notes.kept_probe = replace(probe, me=replace(probe.me, registered=registered))
    fakes.notes.kept_policy = policy_of_natures(natures=(), registration=rules) if rules else None


@pytest.mark.rule("REG-3")
def test_the_reason_and_the_way_in_are_shown(fakes: Fakes, open_dialog: Open) -> None:
    """In the portal's words; its path is one of the portal itself."""
    meet(fakes, RULES)

    access = open_dialog().form.access
    access.ask.click()

    assert access.isVisible()
    assert access.text().startswith(WHY)
    assert "goes out once you have access" in access.text()
    assert fakes.world.opened == ["https://portal.example/request-access"]


@pytest.mark.rule("REG-3")
def test_what_is_written_is_kept(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """It is saved as always and waits; nobody is told that it is on its way."""
    meet(fakes, RULES)
    dialog = open_dialog()
    dialog.form.writing.fill("Outlook won't open", "")

    with closing(qtbot, dialog):
        dialog.send()

    assert len(fakes.outbox.operations) == 1
    assert [shown.accessibleName() for shown in toast._shown] == [
        "Saved. It goes to IT once you have access."
    ]


@pytest.mark.rule("REG-3")
def test_before_the_day_it_is_only_announced(qtbot: QtBot, fakes: Fakes, open_dialog: Open) -> None:
    """Tickets still pass; the day is the policy's."""
    meet(fakes, replace(RULES, required_from=date(2026, 12, 1)))
    dialog = open_dialog()
    dialog.form.writing.fill("Outlook won't open", "")
    said = dialog.form.access.text()

    with closing(qtbot, dialog):
        dialog.send()

    assert said.startswith(("From 1 Dec 2026 on", "From Dec 1, 2026 on"))
    assert [shown.accessibleName() for shown in toast._shown] == ["Saved. We'll tell you when IT has it."]


@pytest.mark.rule("REG-3")
@pytest.mark.parametrize(("zone", "refused"), [("Pacific/Kiritimati", True), ("Pacific/Niue", False)])
def test_the_day_begins_where_the_portal_is(
    fakes: Fakes, open_dialog: Open, zone: str, refused: bool
) -> None:
    """It is the 24th in Kiritimati while it is the 23rd in Niue."""
    meet(fakes, replace(RULES, required_from=date(2026, 11, 24)))
    assert fakes.notes.kept_policy
    fakes.notes.kept_policy = replace(fakes.notes.kept_policy, time_zone=zone)

    assert open_dialog().form.access.text().startswith(WHY) == refused


@pytest.mark.parametrize("registered", [True, False])
def test_nobody_else_is_bothered(fakes: Fakes, open_dialog: Open, *, registered: bool) -> None:
    """Neither who is registered, nor anybody where the policy does not ask for it."""
    meet(fakes, RULES if registered else RegistrationRules(), registered=registered)

    assert not open_dialog().form.access.isVisible()


def test_without_a_policy_the_reason_is_in_our_words(fakes: Fakes, open_dialog: Open) -> None:
    """There is no way in to show."""
    meet(fakes, None)

    access = open_dialog().form.access

    assert "registered users only" in access.text()
    assert not access.ask.isVisible()


def test_it_goes_once_the_portal_knows_the_person(
    qtbot: QtBot, fakes: Fakes, context: UiContext, open_dialog: Open
) -> None:
    """While the dialog is open; the words stay."""
    meet(fakes, RULES)
    form = open_dialog().form
    form.writing.fill("Outlook won't open", "")
    meet(fakes, RULES, registered=True)

    context.bridge.emit_event(PolicyChanged())

    qtbot.waitUntil(lambda: not form.access.isVisible())
    assert form.writing.subject.text() == "Outlook won't open"


def test_an_address_that_is_none_of_the_web_is_not_offered(fakes: Fakes, open_dialog: Open) -> None:
    """A policy can't start a program."""
    meet(fakes, replace(RULES, request_url="file:///usr/bin/true"))

    assert not open_dialog().form.access.ask.isVisible()
