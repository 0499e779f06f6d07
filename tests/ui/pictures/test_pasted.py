"""What a clipboard may hold, and what becomes of it."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from tests.core.metadata.tainted import MARKS, drawn, gif, jpeg, png, read, webp, written
from tests.ui.pictures.test_decode import bomb
from tests.ui.pictures.test_smaller import noise
from trayapp.ui.pictures.decode import held
from trayapp.ui.pictures.pasted import NotPasted, bytes_in, offers, only_refers, read_pasted, text_in


def copied(**kinds: bytes) -> QMimeData:
    """As another program offers it; `image_png` is `image/png`."""
    mime = QMimeData()
    for kind, data in kinds.items():
        mime.setData(kind.replace("_", "/"), QByteArray(data))
    return mime


def page(html: str) -> QMimeData:
    """HTML and nothing else."""
    return copied(text_html=html.encode())


def test_bytes_are_taken_rather_than_decoded_pixels() -> None:
    """Of several kinds the first that loses nothing."""
    mime = copied(image_jpeg=jpeg(), image_png=png(), image_bmp=b"BM")

    assert offers(mime)
    assert bytes_in(mime) == QByteArray(png())
    assert bytes_in(copied(image_jpeg=jpeg())) == QByteArray(jpeg())


def test_words_are_meant_where_there_are_words() -> None:
    """What a table program copies, text with a picture of it, is text."""
    mime = copied(image_png=png())
    mime.setText("a table")

    assert not offers(mime)


def test_nothing_to_look_at_is_left_alone() -> None:
    """Text, a page of words, nothing at all."""
    for mime in (copied(text_plain=b"words"), page("<p>words</p>"), QMimeData()):
        assert not offers(mime)
        assert not only_refers(mime)
        assert bytes_in(mime) is None


def test_a_page_alone_is_its_words() -> None:
    """Without pictures, for they are not in it."""
    assert (
        text_in(page("<h1>Error</h1><p>It says <b>no</b>.</p><img src='https://example.com/a.png'>"))
        == "Error\nIt says no."
    )
    assert text_in(copied(text_plain=b"words")) == ""


def test_of_a_page_only_what_is_seen_is_taken() -> None:
    """Lines as they stand, no scripts, no styles."""
    html = "<head><title>t</title><style>p{}</style><p>one\n two</p><script>x</script><br>three<table><tr><td>a<td>b"

    assert text_in(page(html)) == "one two\nthree\na\tb"


def test_a_page_with_nothing_but_a_picture_elsewhere_is_known() -> None:
    """Nothing of it can be taken, and somebody has to say so."""
    mime = page("<meta charset='utf-8'><IMG src='https://example.com/a.png' alt=''>")

    assert only_refers(mime)
    assert bytes_in(mime) is None


def test_a_picture_inside_a_page_is_taken() -> None:
    """Some programs copy a picture as a page that holds it."""
    packed = base64.b64encode(png()).decode()

    mime = page(f'<html><img alt="x" src="data:image/png;base64,{packed}"></html>')

    assert offers(mime)
    assert bytes_in(mime) == QByteArray(png())
    assert bytes_in(page("<img src='data:image/png,no'>")) is None


def test_a_large_picture_inside_a_page_is_taken() -> None:
    """However long the page is because of it."""
    data = written(noise(300, 300), "bmp")

    mime = page(f"<p><img src='data:image/bmp;base64,{base64.b64encode(data).decode()}'></p>")

    assert offers(mime)
    assert bytes_in(mime) == QByteArray(data)


@pytest.mark.parametrize("data", [jpeg(), webp(), gif()], ids=["jpeg", "webp", "gif"])
def test_what_is_packed_stays_as_it_is_without_metadata(data: bytes) -> None:
    """It may move, or would only grow."""
    pasted = read_pasted(held(data), "Pasted picture 1", "pasted-1")
    original = pasted.original()

    assert original is not None
    assert read(original.data) == read(data)
    assert [mark for mark in MARKS if mark in original.data] == []


@pytest.mark.parametrize("kind", ["png", "bmp"])
def test_a_bitmap_is_encoded(kind: str) -> None:
    """However large it was, it leaves as the best lossless form of its pixels."""
    pasted = read_pasted(held(written(drawn(), kind)), "Pasted picture 1", "pasted-1")

    assert (pasted.original(), pasted.image().isNull(), pasted.several) == (None, False, False)


def test_a_bomb_is_told_by_its_size() -> None:
    """Nothing of it is decoded; how many pixels it has is known."""
    with pytest.raises(NotPasted) as refused:
        read_pasted(held(bomb(20_000, 20_000)), "Pasted picture 1", "pasted-1")

    assert refused.value.pixels == 400_000_000


@pytest.mark.parametrize("data", [b"no picture", png()[:60], b""])
def test_what_cant_be_read_is_told(data: bytes) -> None:
    """Whatever the clipboard called it."""
    with pytest.raises(NotPasted) as refused:
        read_pasted(held(data), "Pasted picture 1", "pasted-1")

    assert refused.value.pixels == 0


def test_a_pasted_picture_is_let_go_of() -> None:
    """Pixels and bytes."""
    pasted = read_pasted(held(gif()), "Pasted picture 1", "pasted-1")
    assert pasted.several

    pasted.release()

    assert (pasted.original(), pasted.image()) == (None, QImage())
