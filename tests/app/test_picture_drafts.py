"""Where pictures of a draft lie, and where their key."""

from __future__ import annotations

import pytest

from tests.app.desk import Bench
from tests.fakes.memory_keyring import MemoryKeyring
from trayapp.core.ports import DraftPicture, Encoded
from trayapp.desktop import secrets

PICTURE = DraftPicture("Screen 1", "screen-1", Encoded(b"pixels", "image/png"))


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch, key_store: MemoryKeyring) -> MemoryKeyring:
    """The key store of this test, taken for one that encrypts."""
    monkeypatch.setattr(secrets.KeyStoreSecrets.__init__, "__defaults__", (lambda: key_store, 20.0))
    return key_store


@pytest.mark.rule("APP-10")
def test_pictures_lie_in_the_data_folder_and_their_key_in_the_key_store(
    bench: Bench, trusted: MemoryKeyring
) -> None:
    """One file, one entry that names the folder; both go when the draft is sent."""
    drafts, folder = bench.app.picture_drafts, bench.app.places.data / "draft"
    drafts.save([PICTURE], hidden=False)

    assert drafts.load() == (PICTURE,)
    assert [path.suffix for path in folder.iterdir()] == [".sealed"]
    assert list(trusted.secrets) == [("trayapp drafts", f"key of {folder}")]

    drafts.clear()
    assert list(folder.iterdir()) == []
    assert trusted.secrets == {}


def test_without_a_key_store_no_picture_is_written_anywhere(bench: Bench) -> None:
    """A store that keeps secrets as plain text is none."""
    drafts = bench.app.picture_drafts
    drafts.save([PICTURE], hidden=True)

    assert not drafts.offered
    assert not (bench.app.places.data / "draft").exists()
