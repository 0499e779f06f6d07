"""What is kept of a TIFF's tags, by number. All others tell of people, places and programs, or nobody knows of what."""

from __future__ import annotations

SIZES = {1: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of one value, by its type; a text is no number."""
DIRECTORIES = (330,)
"""Tags that point to further directories of the picture (smaller versions of it, a camera's raw pixels)."""
PLACES = (273, 324, 513)
LENGTHS = (279, 325, 514)
"""Where strips, tiles and a JPEG inside lie, and how long they are."""
TABLES = {519: 64, 520: 272, 521: 272}
"""Where tables of the first kind of JPEG lie, and how long they may be at most."""
_LAYOUT = {254, 255, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 297}
"""Size, depth, compression, strips, which way is up, number of the page."""
_RESOLUTION = {282, 283, 296}
"""A fax has pixels that are not square: without these it comes out flattened."""
_COLOURS = {
    263,
    264,
    265,
    280,
    281,
    290,
    291,
    317,
    320,
    332,
    334,
    336,
    338,
    339,
    340,
    341,
    529,
    530,
    531,
    532,
}
_COMPRESSION = {292, 293, 326, 327, 328, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521}
_TILES = {322, 323, 324, 325}
_RAW = {
    33421,
    33422,
    *range(50706, 50708),
    *range(50710, 50731),
    50778,
    50779,
    50829,
    50830,
    51008,
    51009,
    51022,
}
"""How a sensor's pixels become colours (DNG)."""
KEPT = _LAYOUT | _RESOLUTION | _COLOURS | _COMPRESSION | _TILES | _RAW | set(DIRECTORIES)
