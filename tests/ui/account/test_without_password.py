"""Signing in where a name alone may do."""

from __future__ import annotations

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from trayapp.ui.account.sign_in_form import SignInForm


def form(qtbot: QtBot, *methods: str) -> SignInForm:
    """The form for those ways to sign in, shown."""
    made = SignInForm()
    qtbot.addWidget(made)
    made.show()
    made.offer(frozenset(methods))
    QTest.keyClicks(made.password.user, "ann@example.com")
    return made


def test_a_name_alone_can_be_sent_where_it_may_do(qtbot: QtBot) -> None:
    """And the form says when the password may stay empty."""
    made = form(qtbot, "password", "name")
    with qtbot.waitSignal(made.password_wanted) as asked:
        made.password.send.click()

    assert asked.args == ["ann@example.com", ""]
    assert made.password.optional.isVisible()
    assert not made.ways.isVisible()


def test_elsewhere_a_password_is_needed(qtbot: QtBot) -> None:
    """Nothing can be sent without it, and nothing says that it could."""
    made = form(qtbot, "password", "token")

    assert not made.password.send.isEnabled()
    assert not made.password.optional.isVisible()
    assert made.ways.isVisible()
