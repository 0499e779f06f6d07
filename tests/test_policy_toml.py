"""`policy.toml`: read with suspicion, the machine's over the employee's, and noticed when it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from trayapp.core.errors import UnusablePolicy
from trayapp.core.policy import Policy
from trayapp.core.policy.checks import fatal
from trayapp.portals.overlay import laid_over
from trayapp.settings.files import MOST_BYTES
from trayapp.settings.policy_toml import PolicyToml

SAMPLE = Path(__file__).parent.parent / "docs" / "policy.toml"


class Bench:
    """The two files, in folders of their own."""

    def __init__(self, folder: Path) -> None:
        self.own = folder / "config" / "policy.toml"
        self.machine = folder / "machine" / "policy.toml"
        for file in (self.own, self.machine):
            file.parent.mkdir()
        self.read = PolicyToml(self.own.with_name("settings.json"), self.machine.with_name("policy.json"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """No file yet."""
    return Bench(tmp_path)


def test_without_a_file_there_is_nothing_over(bench: Bench) -> None:
    """The usual case."""
    assert bench.read() == {}


def test_the_machines_words_lie_over_the_employees(bench: Bench) -> None:
    """What both name is the machine's; what one of them names stays; lists go together by their codes."""
    bench.own.write_text(
        'portal_name = "Mine"\n[[channels]]\nkind = "phone"\nlabel = "Call"\nvalue = "1"\nhint = "From nine"\n'
    )
    bench.machine.write_text('portal_name = "Acme IT"\n[[channels]]\nkind = "phone"\nvalue = "2"\n')

    assert bench.read() == {
        "portal_name": "Acme IT",
        "channels": [{"kind": "phone", "label": "Call", "value": "2", "hint": "From nine"}],
    }


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'portal_name = "A"\n\nhours = = 5\n', "3"),
        (b'portal_name = "A"\nportal_name = "B"\n', "2"),
        (b'portal_name = "A\n', "1"),
        (b'portal_name = "A"\n[hours', "2"),
        (b'portal_name = "A"\ntexts = "\xff"\n', "2"),
    ],
)
def test_a_fault_is_told_with_file_and_line(bench: Bench, content: bytes, line: str) -> None:
    """Whoever wrote it finds the place; nothing is half taken."""
    bench.own.write_bytes(content)

    with pytest.raises(UnusablePolicy) as raised:
        bench.read()

    assert raised.value.params == {"reason": "unreadable", "file": str(bench.own), "line": line}


def test_what_is_no_file_of_this_kind_is_refused(bench: Bench) -> None:
    """A folder of that name, or a file without end, is no policy."""
    bench.own.mkdir()
    with pytest.raises(UnusablePolicy):
        bench.read()
    bench.own.rmdir()
    bench.own.write_bytes(b"#" * (MOST_BYTES + 1))
    with pytest.raises(UnusablePolicy):
        bench.read()


def test_a_file_of_notepad_is_read(bench: Bench) -> None:
    """A byte order mark and carriage returns do no harm."""
    bench.own.write_bytes(b'\xef\xbb\xbfportal_name = "Acme IT"\r\n')

    assert bench.read() == {"portal_name": "Acme IT"}


def test_a_change_is_noticed_once(bench: Bench) -> None:
    """Made, written over, removed: each is told the next time, and then no more."""
    assert not bench.read.changed()
    bench.machine.write_text('portal_name = "Acme"')
    assert bench.read.changed()
    assert not bench.read.changed()
    bench.machine.write_text('portal_name = "Acme IT"')
    assert bench.read.changed()
    bench.machine.unlink()
    assert bench.read.changed()
    assert not bench.read.changed()


def test_the_sample_is_a_policy(bench: Bench) -> None:
    """What the document shows can be used as it stands."""
    bench.own.write_bytes(SAMPLE.read_bytes())

    policy = laid_over(Policy("v1", "made", "Help"), bench.read())

    assert fatal(policy) is None
    assert policy.channel("phone")
    assert policy.products[0].categories[0].fields[0].choices
