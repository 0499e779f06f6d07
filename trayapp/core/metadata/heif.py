"""HEIF and AVIF: boxes, and items that lie anywhere in the file.

The file keeps its length, for everything in it is found by its place: what is not wanted is made zero where it lies.
Colour profiles stay, without their texts and dates: here they can't be taken out, and zeros would be a broken profile.
"""

from __future__ import annotations

from trayapp.core.metadata.boxes import Box, blank, boxes, free
from trayapp.core.metadata.heif_items import blank_items
from trayapp.core.metadata.icc import blank_profile
from trayapp.core.metadata.parts import BadPicture, joined

_FILE = {b"ftyp", b"meta", b"mdat", b"moov", b"styp", b"sidx", b"moof", b"mfra"}
_META = {b"hdlr", b"dinf", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat", b"grpl"}
_PROPERTIES = {
    b"ispe", b"pixi", b"pasp", b"colr", b"hvcC", b"av1C", b"avcC", b"lhvC", b"vvcC", b"jpgC", b"j2kH", b"uncC", b"cmpd",
    b"irot", b"imir", b"clap", b"rloc", b"auxC", b"a1op", b"a1lx", b"lsel", b"tols", b"oinf", b"clli", b"mdcv", b"cclv",
    b"amve", b"rref", b"iscl", b"crtt",
}  # fmt: skip
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}
_TREES = {b"moov", b"trak", b"mdia"}
_TELLING = {b"udta", b"meta", b"uuid"}


def clean_heif(data: memoryview) -> bytes:
    """Everything a picture is made of; EXIF, XMP, texts and films that go with it are zero. Raises `BadPicture`."""
    kept = bytearray(data)
    view = memoryview(kept)
    metas = [box for box in boxes(view, range(len(view))) if _file(view, box)]
    for meta in metas:
        _meta(view, meta)
    return joined([kept])


def _file(view: memoryview, box: Box) -> bool:
    """Empty what is not wanted; whether the box is the one that tells of items."""
    if box.kind not in _FILE:
        free(view, box)
    elif box.kind == b"moov":
        _film(view, box)
    return box.kind == b"meta"


def _meta(view: memoryview, meta: Box) -> None:
    found = {box.kind: box for box in boxes(view, meta.inside(4))}
    for box in boxes(view, meta.inside(4)):
        if box.kind not in _META:
            free(view, box)
    if b"iloc" not in found or b"iinf" not in found:
        raise BadPicture("no items")
    blank_items(view, found[b"iinf"], found[b"iloc"], found.get(b"idat"))
    if b"iprp" in found:
        for group in boxes(view, found[b"iprp"].inside(0)):
            if group.kind == b"ipco":
                _properties(view, group)


def _properties(view: memoryview, group: Box) -> None:
    """Items name them by their number: none is taken out, those that tell something are emptied."""
    for box in boxes(view, group.inside(0)):
        if box.kind not in _PROPERTIES:
            free(view, box)
        elif box.kind == b"colr" and bytes(view[box.body : box.body + 4]) in {b"prof", b"rICC"}:
            blank_profile(view[box.body + 4 : box.end])


def _film(view: memoryview, tree: Box) -> None:
    """A sequence of pictures: when it was made, and what was written to it. Three levels, no more."""
    for box in boxes(view, tree.inside(0)):
        if box.kind in _TELLING:
            free(view, box)
        elif box.kind in _TIMED:
            first = box.inside(4).start
            blank(view, first, min(first + (16 if view[box.body] else 8), box.end))
        elif box.kind in _TREES - {tree.kind}:
            _film(view, box)
