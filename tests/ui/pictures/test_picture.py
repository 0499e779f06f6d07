"""A picture hands over between threads: the UI never waits, and nothing made before a change leaves after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event, Thread

import pytest
from PySide6.QtGui import QImage

from trayapp.core.area import Area
from trayapp.core.errors import LocalFault
from trayapp.core.markup import BlackOut, Box, Markup, Stroke
from trayapp.core.ports import DraftPicture, Encoded, RawShot
from trayapp.ui.pictures.picture import Picture, raw_shot
from trayapp.ui.pictures.sources import Pixels

HIDDEN = Markup((BlackOut(Area(0, 0, 8, 8)),))
LONG = 10.0
"""Seconds after which a test that hangs gives up."""


def white() -> QImage:
    """Sixteen pixels by eight."""
    image = QImage(16, 8, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    return image


def corner(shot: RawShot) -> Encoded:
    """Tells the colour of the first pixel, in place of a file."""
    return Encoded(bytes(shot.bgrx[:3]), "image/png")


@dataclass
class Slow:
    """Encodes no faster than it is let."""

    begun: Event = field(default_factory=Event)
    go_on: Event = field(default_factory=Event)
    count: int = 0

    def __call__(self, shot: RawShot) -> Encoded:
        made = corner(shot)
        self.count += 1
        self.begun.set()
        assert self.go_on.wait(LONG)
        return made


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Let go at the end, whatever happened."""
    made = Slow()
    yield made
    made.go_on.set()


def picture(encode: object = corner) -> Picture:
    """A white one."""
    return Picture(Pixels("Screen 1", "screen-1", white()), encode)  # type: ignore[arg-type]


def test_whoever_marks_never_waits_for_whoever_encodes(slow: Slow) -> None:
    """While the picture is being encoded, everything that a window asks of it answers at once."""
    made = picture(slow)
    thread = Thread(target=made.prepare)
    thread.start()
    assert slow.begun.wait(LONG)

    made.mark(HIDDEN)
    answers = (
        made.size(),
        made.image().isNull(),
        made.markup,
        made.stored,
        made.improvable,
        made.base().isNull(),
    )

    assert thread.is_alive()
    assert answers == (None, True, HIDDEN, None, False, False)
    slow.go_on.set()
    thread.join(LONG)


def test_what_was_encoded_before_something_was_hidden_is_used_by_nobody(slow: Slow) -> None:
    """The bytes that come too late are thrown away, and the picture is encoded again without what is hidden."""
    made = picture(slow)
    found: list[Encoded] = []
    thread = Thread(target=lambda: found.append(made.encoded()))
    thread.start()
    assert slow.begun.wait(LONG)

    made.mark(HIDDEN)
    slow.go_on.set()
    thread.join(LONG)

    assert [each.data for each in found] == [bytes(3)]
    assert (made.encoded().data, made.image().pixelColor(1, 1).name(), slow.count) == (bytes(3), "#000000", 2)


def test_a_smaller_form_takes_the_place_of_the_first() -> None:
    """Once, and nobody looks again until the picture is changed."""
    made = picture()
    made.prepare()

    assert made.improvable
    assert made.improve(lambda _shot, _encoded: Encoded(b"w", "image/webp"))
    assert (made.size(), made.encoded().media_type, made.improvable) == (1, "image/webp", False)
    assert not made.improve(lambda _shot, _encoded: Encoded(b"", "image/webp"))


def test_a_smaller_form_of_what_was_hidden_since_is_thrown_away() -> None:
    """It was made of pixels that must not leave."""
    made = picture()
    made.prepare()

    def improve(_shot: RawShot, _encoded: Encoded) -> Encoded:
        made.mark(HIDDEN)
        return Encoded(b"w", "image/webp")

    made.improve(improve)

    assert made.encoded().data == bytes(3)


def test_a_smaller_form_is_made_of_the_flattened_picture() -> None:
    """What is hidden is in nothing that is made later either."""
    made = picture()
    made.mark(HIDDEN)
    made.prepare()
    seen: list[bytes] = []

    def improve(shot: RawShot, encoded: Encoded) -> Encoded:
        seen.append(bytes(shot.bgrx[:3]))
        return encoded

    assert not made.improve(improve)
    assert (seen, made.improvable) == ([bytes(3)], False)


def test_a_picture_shrinks_only_as_it_was_when_somebody_was_asked() -> None:
    """What was made smaller before something was hidden is not used afterwards."""
    made = picture()
    made.prepare()
    asked = made.markup
    small = Encoded(b"small", "image/webp")

    made.mark(HIDDEN)
    made.prepare()
    made.shrink(QImage(4, 2, QImage.Format.Format_RGB32), small, asked)
    assert made.encoded().data == bytes(3)

    made.shrink(QImage(4, 2, QImage.Format.Format_RGB32), small, made.markup)
    assert (made.encoded(), made.image().width(), made.size()) == (small, 4, 5)

    made.mark(Markup((*HIDDEN.marks, Box(Area(9, 1, 3, 3), Stroke()))))
    made.prepare()
    assert (made.size(), made.image().width()) == (3, 16)


def test_a_picture_that_is_let_go_of_is_quiet(slow: Slow) -> None:
    """Whoever was at it ends without a complaint and leaves nothing behind; whoever comes later is told."""
    made = picture(slow)
    thread = Thread(target=made.prepare)
    thread.start()
    assert slow.begun.wait(LONG)

    made.release()
    slow.go_on.set()
    thread.join(LONG)

    assert (made.size(), made.image().isNull()) == (None, True)
    made.prepare()
    with pytest.raises(LocalFault):
        made.encoded()


def test_two_who_ask_at_once_encode_once(slow: Slow) -> None:
    """The second waits for the first and gets the same bytes."""
    made = picture(slow)
    threads = [Thread(target=made.prepare) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert slow.begun.wait(LONG)
    slow.go_on.set()
    for thread in threads:
        thread.join(LONG)

    assert (slow.count, made.size()) == (1, 3)


def test_pixels_that_cant_be_read_are_told() -> None:
    """There is nothing to make a picture of, and it says so."""
    made = Picture(Pixels("Screen 1", "screen-1", QImage()), corner)

    with pytest.raises(LocalFault) as fault:
        made.encoded()

    assert fault.value.params["name"] == "Screen 1"


def test_pixels_outlive_the_image_they_were_made_of() -> None:
    """What is laid over white is a picture of its own, and stays while it is encoded."""
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(0x00FF0000)

    shot = raw_shot(image, "glass")
    others = [QImage(64, 64, QImage.Format.Format_RGB32) for _ in range(50)]
    for other in others:
        other.fill(0)

    assert bytes(shot.bgrx) == b"\xff" * 64 * 64 * 4


def test_a_draft_holds_the_bytes_of_the_marks_it_was_asked_for(slow: Slow) -> None:
    """Undone while the draft is made, and done again later: what is kept of the first shows nothing of it."""
    made = picture(slow)
    made.mark(HIDDEN)
    told: list[DraftPicture] = []
    thread = Thread(target=lambda: told.append(made.draft(HIDDEN)))
    thread.start()
    assert slow.begun.wait(LONG)
    made.mark(Markup())
    slow.go_on.set()
    thread.join(LONG)

    assert [each.encoded.data for each in told] == [bytes(3)]
    assert made.encoded().data == b"\xff\xff\xff"


def test_bytes_that_leave_say_what_is_burned_into_them(slow: Slow) -> None:
    """Whoever makes something else of them, such as a smaller form, knows for which marks it holds."""
    made = picture(slow)
    told: list[tuple[Markup, Encoded]] = []
    thread = Thread(target=lambda: told.append(made.leaving()))
    thread.start()
    assert slow.begun.wait(LONG)
    made.mark(HIDDEN)
    slow.go_on.set()
    thread.join(LONG)

    assert [(markup, encoded.data) for markup, encoded in told] == [(HIDDEN, b"\0\0\0")]
