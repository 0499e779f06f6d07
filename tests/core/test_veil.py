"""What lies beneath a veil cannot be found out, not by somebody who knows all about how it was made."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import mul

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from trayapp.core.area import Area
from trayapp.core.veil import GROUND, Veil, veil

TRIALS, LOOKS = 200, 24
"""Pictures an attacker is given, and veils averaged to learn what a candidate looks like."""
CHANCE = 1 / 20
PINS = [f"{number:04}" for number in random.Random(4).sample(range(10_000), 20)]
PEOPLE = "anna bert cleo dora emil finn gret hans ines jens kurt lina mona nils olga paul rosa susi toni uwes"
ADDRESSES = [f"{name}@example.com" for name in PEOPLE.split()]
Picture = tuple[bytes, int, int]
Hidden = Callable[[bytes, int, int, random.Random], Sequence[float]]
"""A way to hide a picture: what somebody who gets the result can see of it, as numbers."""


def written(text: str, font: QFont, ink: str = "#111111", paper: str = "#f4f4f4") -> Picture:
    """The text alone, as tight as a person would hide it, on paper of one colour."""
    metrics = QFontMetrics(font)
    image = QImage(metrics.horizontalAdvance(text) + 4, metrics.height(), QImage.Format.Format_RGB32)
    image.fill(QColor(paper))
    painter = QPainter(image)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QPoint(2, metrics.ascent()), text)
    painter.end()
    return bytes(image.constBits()), image.width(), image.height()


def candidates(texts: Sequence[str], pixels: int, weight: QFont.Weight, *, dark: bool) -> list[Picture]:
    """A picture of each text, all of one size: the attacker knows the length."""
    font = QFont("DejaVu Sans Mono")
    font.setPixelSize(pixels)
    font.setWeight(weight)
    colours = ("#f0f0f0", "#1e1e1e") if dark else ("#111111", "#f4f4f4")
    made = [written(text, font, *colours) for text in texts]
    assert len({size[1:] for size in made}) == 1
    assert len({picture[0] for picture in made}) == len(made)
    return made


def veiled(pixels: bytes, width: int, height: int, chance: random.Random) -> Sequence[float]:
    """What a veil shows of a picture to somebody who averages the fine cells' noise away."""
    made = veil(pixels, width, height, Area(0, 0, width, height), chance.randbytes)
    parts = width // max(GROUND, height) or 1
    edges = [made.columns * part // parts for part in range(parts + 1)]
    lines = [made.bgrx[row * made.columns * 4 :][: made.columns * 4] for row in range(made.rows)]
    return [
        sum(sum(line[start * 4 + channel : end * 4 : 4]) for line in lines) / (end - start) / made.rows
        for start, end in pairwise(edges)
        for channel in range(3)
    ]


def mosaic(pixels: bytes, width: int, height: int, chance: random.Random) -> Sequence[float]:
    """What everybody else does: the average of each 8 × 8 pixels; with a little noise, as some do."""
    row = width * 4
    blocks = [
        [pixels[y * row + x * 4] for y in range(top, top + 8) for x in range(left, left + 8)]
        for top in range(0, height - 7, 8)
        for left in range(0, width - 7, 8)
    ]
    return [sum(block) / 64 + chance.uniform(-8, 8) for block in blocks]


def guessed(pictures: Sequence[Picture], hide: Hidden, trials: int) -> float:
    """How often somebody finds the right text who knows the way, the font, the place and all the texts it may be.

    They hide each text many times to learn what it looks like on average, and choose the nearest.
    """
    chance = random.Random(11)
    known = [average([hide(*picture, chance) for _ in range(LOOKS)]) for picture in pictures]
    right = 0
    for trial in range(trials):
        seen = hide(*pictures[trial % len(pictures)], chance)
        near = min(range(len(known)), key=lambda guess: distance(seen, known[guess]))
        right += near == trial % len(pictures)
    return right / trials


def average(many: Sequence[Sequence[float]]) -> list[float]:
    """Of each number."""
    return [sum(each) / len(many) for each in zip(*many, strict=True)]


def distance(one: Sequence[float], other: Sequence[float]) -> float:
    """Squared, between two pictures."""
    apart = [a - b for a, b in zip(one, other, strict=True)]
    return float(sum(map(mul, apart, apart)))


@pytest.fixture(autouse=True)
def fonts(qtbot: QtBot) -> None:
    """Text can be drawn."""
    assert QGuiApplication.instance()


@pytest.mark.parametrize("weight", [QFont.Weight.Normal, QFont.Weight.Black], ids=["normal", "black"])
@pytest.mark.parametrize(("pixels", "dark"), [(14, False), (32, True), (60, False), (130, True)])
@pytest.mark.parametrize("texts", [PINS, ADDRESSES], ids=["pin", "address"])
def test_text_under_a_veil_is_guessed_by_chance_alone(
    texts: list[str], pixels: int, weight: QFont.Weight, dark: bool
) -> None:
    """Knowing way, font, place and all twenty texts it may be, one is hardly better off than by throwing dice."""
    rate = guessed(candidates(texts, pixels, weight, dark=dark), veiled, TRIALS)

    assert rate <= CHANCE + 0.05


@pytest.mark.parametrize("texts", [PINS, ADDRESSES], ids=["pin", "address"])
def test_the_same_attack_reads_a_mosaic(texts: list[str]) -> None:
    """The attack works: a mosaic of averages, noise and all, is read nearly every time."""
    rate = guessed(candidates(texts, 14, QFont.Weight.Normal, dark=False), mosaic, 60)

    assert rate >= 0.9


def grid(made: Veil) -> list[list[bytes]]:
    """The veil's cells, row by row."""
    cells = [made.bgrx[at : at + 4] for at in range(0, len(made.bgrx), 4)]
    return [cells[row * made.columns : (row + 1) * made.columns] for row in range(made.rows)]


@pytest.mark.parametrize(
    ("width", "height"), [(1, 1), (12, 12), (13, 25), (640, 20), (20, 640), (300, 300), (1000, 1)]
)
def test_a_veil_covers_its_area_whole(width: int, height: int) -> None:
    """Fine cells reach every pixel, whatever the shape, and let nothing shine through."""
    made = veil(bytes(1000 * 1000 * 4), 1000, 1000, Area(0, 0, width, height), random.Random(1).randbytes)

    assert made.columns * made.cell >= width > (made.columns - 1) * made.cell
    assert made.rows * made.cell >= height > (made.rows - 1) * made.cell
    assert len(made.bgrx) == made.columns * made.rows * 4
    assert set(made.bgrx[3::4]) == {255}


@pytest.mark.parametrize("area", [Area(-50, -50, 100, 100), Area(90, 90, 100, 100), Area(-9, 20, 400, 3)])
def test_what_juts_out_of_the_picture_is_cut(area: Area) -> None:
    """The veil tells what part of the picture it covers."""
    made = veil(bytes(100 * 100 * 4), 100, 100, area, random.Random(1).randbytes)

    assert made.area == area.common(Area(0, 0, 100, 100))
    assert made.columns == -(-made.area.width // made.cell)


@pytest.mark.parametrize("area", [Area(0, 0, 0, 5), Area(200, 0, 10, 10), Area(5, 5, -3, 4)])
def test_an_area_without_pixels_needs_no_veil(area: Area) -> None:
    """Nothing is made where nothing is to be covered."""
    made = veil(bytes(100 * 100 * 4), 100, 100, area)

    assert (made.columns, made.rows, made.bgrx) == (0, 0, b"")


def test_a_veil_takes_the_colour_of_what_it_covers() -> None:
    """Red on the left stays reddish and blue on the right bluish: people see what kind of thing is hidden."""
    row = b"\x00\x00\xff\x00" * 200 + b"\xff\x00\x00\x00" * 200
    made = grid(veil(row * 50, 400, 50, Area(0, 0, 400, 50), random.Random(2).randbytes))

    assert all(cell[2] > 150 and cell[0] < 100 for line in made for cell in line[:12])
    assert all(cell[0] > 150 and cell[2] < 100 for line in made for cell in line[-12:])


def test_no_part_of_a_veil_is_finer_than_the_area_is_thick() -> None:
    """Of a line 100 pixels tall, the colour changes at most every 100 pixels: no letter has a cell of its own."""
    noise = random.Random(3)
    pixels = b"".join(noise.choice([b"\xff" * 4, b"\x00" * 4]) * 10 for _ in range(100 * 100))
    made = grid(veil(pixels, 1000, 100, Area(0, 0, 1000, 100), random.Random(3).randbytes))

    tones = [sum(line[at][1] for line in made) > 128 * len(made) for at in range(len(made[0]))]
    changes = [at * 12 for at, (one, other) in enumerate(pairwise(tones), 1) if one != other]
    assert all(other - one >= 100 - 12 for one, other in pairwise(changes))
    assert GROUND >= 48


def test_two_veils_differ_and_averaging_one_does_not_help() -> None:
    """The ground itself is noised: the mean of a veil over one colour is not that colour, and another each time."""
    grey = b"\x80" * (96 * 96 * 4)
    chance = random.Random(5)
    means = [sum(veil(grey, 96, 96, Area(0, 0, 96, 96), chance.randbytes).bgrx[::4]) / 64 for _ in range(60)]

    assert max(means) - min(means) > 17


def test_nobody_can_foretell_a_veil() -> None:
    """By default the noise is the system's own."""
    grey = b"\x80" * (96 * 96 * 4)

    assert veil(grey, 96, 96, Area(0, 0, 96, 96)) != veil(grey, 96, 96, Area(0, 0, 96, 96))
