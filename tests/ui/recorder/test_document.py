"""The page and its pictures keep to the portal's limits, and hold nothing of what was hidden."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtGui import QImage

from trayapp.capture.encode import encode
from trayapp.core.area import Area, Point
from trayapp.core.markup import BlackOut, Markup
from trayapp.core.model import Capabilities
from trayapp.core.ports import Encoded, Happening, HappeningKind, RawShot
from trayapp.ui.recorder.document import Composer
from trayapp.ui.recorder.shot import packed
from trayapp.ui.recorder.steps import Step

NOW = datetime(2026, 5, 4, 9, 5, tzinfo=UTC)
SECRET = b"\x13\x57\x9b\xff"


def step(width: int = 1600, height: int = 900) -> Step:
    """A monitor full of one colour."""
    raw = RawShot("m", 0, 0, width, height, SECRET * (width * height))
    return Step(Happening(HappeningKind.CLICK, NOW, Point(5, 5), "left", "Writer"), packed(raw, ()))


def bare(raw: RawShot) -> Encoded:
    """The pixels as they are."""
    return Encoded(bytes(raw.bgrx), "image/png")


def heavy(raw: RawShot) -> Encoded:
    """A picture that takes as many bytes as a photograph of its width would, and can be decoded again."""
    real = encode(raw)
    return Encoded(real.data + b"x" * (raw.width * 100), real.media_type)


def test_pictures_go_in_full_and_smaller_in_the_page() -> None:
    """Beside the page each picture goes in its full size; in the page it is no wider than it is read."""
    made = Composer(encode, Capabilities()).compose([step()], NOW)

    full = QImage.fromData(made.pictures[0].encoded.data)
    assert (full.width(), made.pictures[0].step, made.whole) == (1600, 1, True)
    assert b'width="1280" height="720"' in made.page
    assert made.size == len(made.page) + len(made.pictures[0].encoded.data)


def test_a_small_screen_is_not_made_larger() -> None:
    """What is narrower than the page stays as it is."""
    assert b'width="640" height="400"' in Composer(encode, Capabilities()).compose([step(640, 400)], NOW).page


def test_the_page_shrinks_until_the_portal_takes_it() -> None:
    """Pictures get smaller until the page is no larger than the largest file; the full ones then stay behind."""
    made = Composer(heavy, Capabilities(max_file=120_000)).compose([step()], NOW)

    assert len(made.page) <= 120_000
    assert b'width="800"' in made.page
    assert (made.pictures, made.whole) == ((), False)


def test_what_is_too_much_together_goes_as_the_page_alone() -> None:
    """The portal's limit for all files of a ticket leaves room for others."""
    whole = Composer(encode, Capabilities()).compose([step()], NOW)

    tight = Composer(encode, Capabilities(max_total=whole.size)).compose([step()], NOW)
    wide = Composer(encode, Capabilities(max_total=whole.size * 2)).compose([step()], NOW)

    assert (tight.pictures, tight.whole) == ((), False)
    assert wide.whole


def test_what_was_hidden_is_in_neither() -> None:
    """A step that was blacked out is black in the page and in its picture, also after it was made without that."""
    composer, before = Composer(bare, Capabilities()), step(64, 40)
    composer.compose([before], NOW)

    made = composer.compose([replace(before, markup=Markup((BlackOut(Area(0, 0, 64, 40)),)))], NOW)

    assert SECRET[:3] not in made.pictures[0].encoded.data
    assert all(SECRET[:3] not in each.data for each in composer._fulls.values())
    assert all(SECRET[:3] not in each.encoded.data for each in composer._smalls.values())


def test_what_was_cut_off_is_in_neither() -> None:
    """What is left of a cropped picture is all that is encoded."""
    cropped = replace(step(64, 40), markup=Markup((), Area(0, 0, 10, 8)))

    made = Composer(encode, Capabilities()).compose([cropped], NOW)

    assert QImage.fromData(made.pictures[0].encoded.data).size().toTuple() == (10, 8)
    assert b'width="10" height="8"' in made.page


def test_other_words_encode_nothing_anew() -> None:
    """A picture is encoded once for the page and once in full, however often its words change."""
    calls: list[int] = []

    def counting(raw: RawShot) -> Encoded:
        calls.append(raw.width)
        return encode(raw)

    composer, before = Composer(counting, Capabilities()), step(640, 400)
    composer.compose([before], NOW)
    made = composer.compose([replace(before, own_words="Then it hangs")], NOW)

    assert len(calls) == 2
    assert b"Then it hangs" in made.page


def test_a_step_without_a_picture_is_told_in_words() -> None:
    """What could not be pictured is in the page all the same."""
    made = Composer(encode, Capabilities()).compose([replace(step(), shot=None)], NOW)

    assert made.pictures == ()
    assert b"Start in" not in made.page
    assert b"Click in" in made.page
