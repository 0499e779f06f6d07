"""Files of the portal in the cache: fetched once, under harmless names."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.memory_portal import Fault, MemoryPortal
from trayapp.app import downloads as module
from trayapp.app.downloads import Downloads, safe_name
from trayapp.core.errors import LocalFault, NotFound, Offline, ServerFault
from trayapp.core.model import RemoteFile, TicketRef

REF = TicketRef("t1", "4711")


def file(name: str = "notes.txt", size: int = 5) -> RemoteFile:
    """A file of the portal."""
    return RemoteFile("f1", name, "text/plain", size)


@pytest.fixture
def portal() -> MemoryPortal:
    """One that holds a file."""
    return MemoryPortal(received={"f1": b"hello"})


def test_a_file_is_fetched_once(tmp_path: Path, portal: MemoryPortal) -> None:
    """The second time it is there already; each connection is given back."""
    downloads = Downloads(tmp_path, lambda: portal)

    first, second = downloads.fetch(REF, file()), downloads.fetch(REF, file())

    assert first == second
    assert (first.name, first.read_bytes()) == ("notes.txt", b"hello")
    assert portal.asked("fetch") == 1
    assert portal.closed


def test_a_failed_download_leaves_nothing(tmp_path: Path, portal: MemoryPortal) -> None:
    """What broke off is not taken for the file next time."""
    portal.faults.append(Fault("fetch", Offline("gone")))
    downloads = Downloads(tmp_path, lambda: portal)

    with pytest.raises(Offline):
        downloads.fetch(REF, file())

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert downloads.fetch(REF, file()).read_bytes() == b"hello"


def test_a_torn_file_is_fetched_again(tmp_path: Path, portal: MemoryPortal) -> None:
    """A file in the cache that is not as long as the portal says is replaced."""
    downloads = Downloads(tmp_path, lambda: portal)
    downloads.fetch(REF, file()).write_bytes(b"he")

    assert downloads.fetch(REF, file()).read_bytes() == b"hello"


def test_a_cache_that_cannot_be_written_is_a_fault(tmp_path: Path, portal: MemoryPortal) -> None:
    """A full or locked cache is this computer's fault."""
    (tmp_path / "cache").write_text("a file where the folder should be")

    with pytest.raises(LocalFault):
        Downloads(tmp_path / "cache", lambda: portal).fetch(REF, file())


def test_tickets_do_not_share_files(tmp_path: Path, portal: MemoryPortal) -> None:
    """The same id on two tickets is two files."""
    downloads = Downloads(tmp_path, lambda: portal)

    assert downloads.fetch(REF, file()) != downloads.fetch(TicketRef("t2", "4712"), file())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../.ssh/authorized_keys", "authorized_keys"),
        ("C:\\Windows\\evil.exe", "evil.exe"),
        ("..", "file_"),
        ("", "file_"),
        ("a\x00b\nc.txt", "a_b_c.txt"),
        ("invoice\u202efdp.exe", "invoice_fdp.exe"),
        ("con.txt", "file_con.txt"),
        ("what?*.txt", "what__.txt"),
        ("trailing. ", "trailing"),
        ("com¹.txt", "file_com¹.txt"),
        ("con .txt", "file_con .txt"),
        ("CONIN$", "file_CONIN$"),
        ("a\u200fb\u2028c\x9f.txt", "a_b_c_.txt"),
        ("half\ud800.txt", "half\ufffd.txt"),
        ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
    ],
)
def test_a_portals_name_is_made_harmless(name: str, safe: str) -> None:
    """No folder, control character, reserved name or turned direction of text survives."""
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending() -> None:
    """A name too long for a file system is cut before its ending."""
    name = safe_name("x" * 300 + ".pdf")

    assert len(name) <= 120
    assert name.endswith(".pdf")


@pytest.mark.parametrize("letter", ["報", "\U0001f600", "é"])
def test_a_long_name_is_counted_as_the_disk_counts(tmp_path: Path, letter: str) -> None:
    """Letters of several bytes: the name still fits on a file system, whole letters and ending kept."""
    name = safe_name(letter * 110 + ".pdf")
    (tmp_path / name).write_text("fits")

    assert name.endswith(".pdf")
    assert set(name.removesuffix(".pdf")) == {letter}


@pytest.mark.parametrize(
    "told", [file(size=4), file(size=6), RemoteFile("f1", "n", "a/b", 5, sha256="0" * 64), file(size=0)]
)
def test_a_file_is_the_one_that_was_told_of(tmp_path: Path, portal: MemoryPortal, told: RemoteFile) -> None:
    """Longer, shorter or other bytes than the ticket says are not kept."""
    with pytest.raises(ServerFault):
        Downloads(tmp_path, lambda: portal).fetch(REF, told)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_download_leaves_room(
    tmp_path: Path, portal: MemoryPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that would fill the disk is not begun: what the employee writes next needs the room."""
    monkeypatch.setattr(module, "LEFT_FREE", 2**60)

    with pytest.raises(LocalFault) as caught:
        Downloads(tmp_path, lambda: portal).fetch(REF, file())

    assert caught.value.params["reason"] == "disk_full"
    assert portal.asked("fetch") == 0


def test_another_accounts_file_is_not_shown(tmp_path: Path, portal: MemoryPortal) -> None:
    """A helpdesk may have the same numbers: what one account downloaded is nothing to the next."""
    whose = ["eva"]
    downloads = Downloads(tmp_path, lambda: portal, lambda: whose[0])
    downloads.fetch(REF, file())
    whose[0] = "ann"
    portal.received["f1"] = b"other"

    assert downloads.fetch(REF, file()).read_bytes() == b"other"


def test_a_file_that_comes_too_late_is_dropped(tmp_path: Path, portal: MemoryPortal) -> None:
    """Somebody else signed in while it was on its way."""
    answers = iter(["eva", "ann"])
    downloads = Downloads(tmp_path, lambda: portal, lambda: next(answers))

    with pytest.raises(NotFound):
        downloads.fetch(REF, file())

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
