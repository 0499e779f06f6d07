"""Waking a sleeper."""

from __future__ import annotations

from threading import Thread

from trayapp.sync.bell import Bell

LONG = 60.0
"""Seconds; a test that sleeps so long has failed."""


def test_a_ring_before_the_sleep_is_not_lost() -> None:
    """Rung while nobody sleeps, the next sleep ends at once; many rings count as one."""
    bell = Bell()
    bell.ring()
    bell.news()

    assert bell.sleep(LONG) is True
    assert bell.sleep(0.001) is False


def test_a_ring_ends_a_sleep() -> None:
    """Another thread ends the sleep."""
    bell, woke = Bell(), []
    sleeper = Thread(target=lambda: woke.append(bell.sleep(LONG)))
    sleeper.start()
    bell.ring()
    sleeper.join(LONG)

    assert woke == [True]


def test_a_stopped_bell_lets_nobody_sleep() -> None:
    """After the stop every sleep ends at once."""
    bell = Bell()
    bell.stop()

    bell.sleep(LONG)
    bell.sleep(LONG)

    assert (bell.stopped, bell.leaving()) == (True, True)


def test_beginning_anew_is_left_once() -> None:
    """A wish to begin anew makes everybody leave until the beginning."""
    bell = Bell()
    bell.ring(anew=True)
    leaving = bell.leaving()
    bell.begin()

    assert (leaving, bell.leaving(), bell.stopped) == (True, False, False)


def test_news_for_later_end_the_sleep_later() -> None:
    """News that are to be looked for in a while end the sleep then, and the soonest counts."""
    bell = Bell()
    bell.news(LONG)
    bell.news(0.01)

    assert bell.sleep(0.001) is False
    assert bell.sleep(LONG) is True
    assert bell.sleep(0.001) is False


def test_a_person_is_heard_where_news_are_not() -> None:
    """While the worker is deaf to news they wait; somebody who rings ends the sleep all the same."""
    bell = Bell()
    bell.news()
    unheard = bell.sleep(0.01, deaf=LONG)
    bell.ring()

    assert (unheard, bell.sleep(LONG, deaf=LONG)) == (False, True)
