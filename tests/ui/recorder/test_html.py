"""The page: one file, nothing fetched, nothing run, whatever a window is called."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime
from html.parser import HTMLParser

from trayapp.core.ports import Encoded
from trayapp.ui.recorder.html import Told, page

NOW = datetime(2026, 5, 4, 9, 5, tzinfo=UTC)
PICTURE = Encoded(b"\x89PNG etc", "image/png")


class Read(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.text.append(data.strip())


def read(*steps: Told) -> Read:
    """The page of those steps, parsed."""
    return Read(page(steps, NOW))


def test_each_step_has_its_number_words_and_picture() -> None:
    """Words and pictures stand in order, each picture with words for whoever does not see it."""
    found = read(Told("Click on “Save”.", PICTURE, 640, 400), Told("The end."))

    images = [attributes for tag, attributes in found.tags if tag == "img"]
    assert found.text[-5:] == ["1", "Click on “Save”.", "2", "The end.", "No picture."]
    assert (images[0]["width"], images[0]["height"]) == ("640", "400")
    assert images[0]["alt"] == "The screen at step 1: Click on “Save”."
    assert b64decode(str(images[0]["src"]).partition("base64,")[2]) == PICTURE.data


def test_a_title_stays_text() -> None:
    """A window that is called like markup does nothing."""
    nasty = 'Click in “<script>alert(1)</script>" onerror="x”.'
    found = read(Told(nasty, PICTURE, 1, 1))

    assert nasty in found.text
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "iframe", "link", "object", "a"})
    assert all("onerror" not in attributes for _, attributes in found.tags)


def test_nothing_is_fetched_or_run() -> None:
    """The page forbids itself everything but its own pictures and style, and every address in it is its own data."""
    found = read(Told("Click.", PICTURE, 1, 1))

    rules = [attributes for tag, attributes in found.tags if attributes.get("http-equiv")]
    addresses = [
        value for _, attributes in found.tags for key, value in attributes.items() if key in {"src", "href"}
    ]
    assert rules[0]["content"] == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert all(str(address).startswith("data:image/") for address in addresses)
    assert b"http://" not in page((), NOW)
    assert b"https://" not in page((), NOW)


def test_it_says_when() -> None:
    """The moment stands under the title; of the computer nothing does."""
    assert "Recorded on 4 May 2026 at 09:05 (UTC)" in read().text


def test_halves_of_letters_lose_no_page() -> None:
    """What a program or somebody typed may be no text at all; the page is made all the same."""
    assert "half \ufffd of one" in read(Told("half \ud83d of one", PICTURE, 640, 400)).text
