"""Start at log-on, as the platforms' own rules read it."""

from __future__ import annotations

import configparser
import plistlib
import re
import sys
from pathlib import Path

import pytest

from trayapp.core.errors import LocalFault
from trayapp.core.ports import Autostart
from trayapp.desktop.autostart import autostart
from trayapp.desktop.autostart_macos import LaunchAgent
from trayapp.desktop.autostart_xdg import XdgAutostart, desktop_entry


def xdg(tmp_path: Path, command: tuple[str, ...] = ("/usr/bin/trayapp",)) -> XdgAutostart:
    """Autostart with folders of its own."""
    return XdgAutostart(command, tmp_path / "user", [tmp_path / "system"])


def test_an_entry_is_made_and_removed(tmp_path: Path) -> None:
    """Switching on makes an entry, switching off leaves nothing."""
    start: Autostart = xdg(tmp_path)
    assert not start.enabled()

    start.set(True)
    assert start.enabled()

    start.set(False)
    assert not start.enabled()
    assert not list((tmp_path / "user").iterdir())


def test_a_removed_program_leaves_no_error() -> None:
    """`TryExec` names the program, so that an entry left behind is silent."""
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(desktop_entry(["/usr/bin/trayapp"]))

    section = entry["Desktop Entry"]
    assert section["TryExec"] == "/usr/bin/trayapp"
    assert section["Exec"] == "/usr/bin/trayapp"
    assert section["Type"] == "Application"


def test_words_with_blanks_are_quoted() -> None:
    """An argument with blanks, quotes or a percent sign arrives as one word."""
    command = ["/opt/my apps/x", 'a"b$c`d\\e f', "100%"]
    line = next(line for line in desktop_entry(command).splitlines() if line.startswith("Exec="))
    quoted = line.removeprefix("Exec=").replace("\\\\", "\\")  # the file's own layer, undone first
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', quoted)

    assert [re.sub(r"\\(.)", r"\1", inner) or plain for inner, plain in words] == [*command[:2], "100%%"]


def test_a_packages_entry_counts_and_can_be_overridden(tmp_path: Path) -> None:
    """An entry for everybody starts the program, until the employee switches it off."""
    (tmp_path / "system").mkdir()
    (tmp_path / "system" / "trayapp.desktop").write_text(desktop_entry(["trayapp"]))
    start = xdg(tmp_path)
    assert start.enabled()

    start.set(False)
    assert not start.enabled()

    start.set(True)
    assert start.enabled()


def test_a_folder_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    """What cannot be written is this computer's fault, and said so."""
    (tmp_path / "user").write_text("a file where the folder should be")

    with pytest.raises(LocalFault):
        xdg(tmp_path).set(True)


def test_the_mac_gets_a_launch_agent(tmp_path: Path) -> None:
    """The property list starts the command at log-on, and is gone after switching off."""
    start: Autostart = LaunchAgent(["/Applications/trayapp.app/Contents/MacOS/trayapp"], tmp_path / "agents")
    assert not start.enabled()

    start.set(True)
    assert start.enabled()
    agent = plistlib.loads(next((tmp_path / "agents").iterdir()).read_bytes())
    assert agent["ProgramArguments"] == ["/Applications/trayapp.app/Contents/MacOS/trayapp"]

    start.set(False)
    start.set(False)
    assert not start.enabled()


def test_a_broken_launch_agent_is_none(tmp_path: Path) -> None:
    """A damaged property list does not count, and a folder that cannot be written is a fault."""
    (tmp_path / "org.trayapp.agent.plist").write_text("<plist>")
    assert not LaunchAgent(["x"], tmp_path).enabled()

    (tmp_path / "file").write_text("")
    with pytest.raises(LocalFault):
        LaunchAgent(["x"], tmp_path / "file").set(True)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="freedesktop only")
def test_this_platform_has_its_way(tmp_path: Path) -> None:
    """On a freedesktop platform the entry goes to the user's autostart folder."""
    start = autostart(["/usr/bin/trayapp"])
    start.set(True)

    assert (tmp_path / "user" / ".config" / "autostart" / "trayapp.desktop").is_file()
    assert start.enabled()
