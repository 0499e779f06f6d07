"""What is hidden: a block of colours that nothing else on the screen has, and words that nobody else writes."""

from __future__ import annotations

import random

from PySide6.QtGui import QImage

SIDE = 96
"""Pixels of the block, each way."""
CELL = 8
"""Pixels of a cell of about one colour: what is left of the block in a small picture."""
ANCHOR_AT = 40
"""The column from which every row has the same few colours: whoever finds those, finds any row."""
ANCHOR = 4
WORD = "quillowmarsh"
SENTENCE = f"Salary of {WORD}@example.org: IBAN DE89 3704 0044 0532 0130 00"
"""Stands beside the block, and is in the accessibility tree."""
PASSWORD = "vexbrindle-7731-oriole"
"""Stands in a password field."""
SECRET_TEXTS = (SENTENCE, WORD, PASSWORD)

Colour = tuple[int, int, int]


def rows(seed: int = 20261122) -> list[list[Colour]]:
    """R G B of every pixel, always the same for a seed."""
    chance = random.Random(seed)
    grid = [[_colour(chance) for _ in range(SIDE // CELL)] for _ in range(SIDE // CELL)]
    made = [[_near(grid[y // CELL][x // CELL], chance) for x in range(SIDE)] for y in range(SIDE)]
    anchor = [_colour(chance) for _ in range(ANCHOR)]
    for row in made:
        row[ANCHOR_AT : ANCHOR_AT + ANCHOR] = anchor
    return made


def image(seed: int = 20261122) -> QImage:
    """The block, to be shown pixel by pixel."""
    data = b"".join(bytes((blue, green, red, 255)) for row in rows(seed) for red, green, blue in row)
    return QImage(data, SIDE, SIDE, SIDE * 4, QImage.Format.Format_RGB32).copy()


def _colour(chance: random.Random) -> Colour:
    return chance.randrange(32, 224), chance.randrange(32, 224), chance.randrange(32, 224)


def _near(colour: Colour, chance: random.Random) -> Colour:
    red, green, blue = (part + chance.randrange(-24, 25) for part in colour)
    return red, green, blue
