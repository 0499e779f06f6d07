"""What may stand in a log."""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.core.errors import LocalFault, Rejected, ServerFault
from trayapp.redaction import hide, redact, told, traced

pytestmark = pytest.mark.usefixtures("_no_secrets_of_others")
WORDS = "My chef's laptop smells of Brandy"


@pytest.fixture(scope="module")
def _no_secrets_of_others() -> Iterator[None]:
    """What is hidden here is not hidden in other tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("trayapp.redaction._secrets", OrderedDict())
        yield


def test_a_known_secret_is_hidden_in_every_form() -> None:
    """A token that was read once is hidden as it is, in base64 and percent-encoded, wherever it stands."""
    secret = "tray_a/b+c=d&e\u00e9f"
    hide(secret)

    for form in (secret, b64encode(secret.encode()).decode(), quote(secret, safe="")):
        assert redact(f"before {form} after") == "before [redacted] after"


def test_a_short_word_is_no_secret() -> None:
    """What is too short to be a secret does not tear up the log."""
    hide("log")

    assert redact("the log says it") == "the log says it"


@pytest.mark.parametrize(
    "text", ["from ada@example.com", "<ada.b+c@mail.example.co.uk>", "mailto:ada@example.com?subject=Hi"]
)
def test_addresses_are_hidden(text: str) -> None:
    """No person's address is logged."""
    assert "ada" not in redact(text)


@pytest.mark.parametrize(
    "url",
    [
        "https://portal.example/search?q=Brandy&page=2",
        "trayapp://new?subject=Brandy",
        "https://ada:Brandy@portal.example/x",
        "https://portal.example/#Brandy",
    ],
)
def test_what_was_asked_for_in_an_address_is_hidden(url: str) -> None:
    """Search words, filled-in subjects and passwords in an address go; where it leads stays."""
    hidden = redact(f"GET {url} failed")

    assert "Brandy" not in hidden
    assert hidden.startswith(f"GET {url.partition('://')[0]}://")
    assert hidden.endswith(" failed")


def test_the_home_folder_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path does not tell who the user is."""
    monkeypatch.setenv("HOME", "/home/ada.lovelace")

    assert redact("no room in /home/ada.lovelace/.cache/trayapp") == "no room in ~/.cache/trayapp"


def _broken() -> list[Exception]:
    return [
        ValueError(f"invalid literal: {WORDS!r}"),
        KeyError(WORDS),
        UnicodeDecodeError("utf-8", WORDS.encode(), 0, 1, WORDS),
        json.JSONDecodeError(WORDS, WORDS, 0),
        FileNotFoundError(2, "no such file", f"/home/ada/{WORDS}.docx"),
        OSError(WORDS),
        RuntimeError(WORDS),
        TypeError(f"unusable: {WORDS}"),
        AssertionError(WORDS),
        LocalFault(WORDS, reason="io", path=WORDS),
        Rejected(WORDS, {"subject": WORDS}, reason=WORDS),
        ExceptionGroup(WORDS, [ValueError(WORDS)]),
        _sql(),
    ]


def _sql() -> Exception:
    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(sqlite3.Error) as caught:
        connection.execute(f'SELECT "{WORDS}" FROM sqlite_schema WHERE x = "{WORDS}" AND')
    return caught.value


@pytest.mark.parametrize("error", _broken(), ids=lambda error: type(error).__name__)
def test_an_exception_never_quotes(error: Exception) -> None:
    """Whatever went wrong, the log tells its kind and not the words that it went wrong with."""
    try:
        raise RuntimeError(WORDS) from error  # noqa: TRY301 - only what was raised has frames
    except RuntimeError as outer:
        whole = traced(outer, outer.__traceback__)

    for line in (told(error), whole):
        assert "Brandy" not in line
    assert type(error).__name__ in whole or getattr(error, "kind", "") in whole
    assert "test_redaction.py" in whole


def test_what_helps_is_told() -> None:
    """Kind, reason, status and the system's own words say what went wrong."""
    fault = LocalFault("secret", reason="disk_full")
    fault.__cause__ = OSError(28, "No space left on device")

    assert told(fault) == "local_fault reason=disk_full (OSError: [ENOSPC] No space left on device)"
    assert told(ServerFault("secret", status="502")) == "server_fault status=502"
    assert told(AttributeError("no attribute 'spool'")) == "AttributeError: no attribute 'spool'"


@given(st.text(min_size=6), st.text(), st.text())
def test_no_text_can_bring_a_secret_through(secret: str, before: str, after: str) -> None:
    """Whatever stands around a known secret, it is hidden, and redacting never fails."""
    hide(secret)

    assert secret not in redact(f"{before} {secret} {after}").replace("[redacted]", "")


def test_a_huge_line_is_quick_to_redact() -> None:
    """A line made to be slow takes no time that grows with its square."""
    for part in ("a@", "a." * 2, "://", "token", "authorization:", "x:y?"):
        assert len(redact(part * 8_000)) > 0
