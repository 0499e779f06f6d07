"""A desktop nobody sees: a screen in memory, window manager, tray and notifications, private, and ended with us.

    with VirtualDesktop() as desktop:
        subprocess.run(["trayapp"], env=desktop.env)

The demo walks itself on one where there is no screen, and the end-to-end tests click on one. Linux only.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from trayapp.demo.desktop_bus import name_owned
from trayapp.demo.desktop_folders import Folders
from trayapp.demo.desktop_processes import PATIENCE, DesktopError, Processes
from trayapp.demo.desktop_programs import NEEDED, Tray, missing
from trayapp.demo.x11_wire import X11Wire

BACKGROUND = "#3d5a73"
KEY_STORE = "gnome-keyring-daemon"
ACCESSIBILITY = "at-spi-bus-launcher"


@dataclass(slots=True)
class VirtualDesktop:
    """A context manager; `env` is for the programs to run on it. Raises DesktopError when a part does not come up.

    Enter it in a thread that outlives the desktop: the kernel ends the desktop when that thread is gone.
    """

    size: tuple[int, int] = (1280, 800)
    """Pixels."""
    dpi: int = 96
    """192 is what a person calls 200 %."""
    tray: Tray = Tray.TINT2
    notifications: bool = True
    secrets: bool = False
    """A key store, empty and unlocked."""
    accessibility: bool = False
    """The bus that screen readers listen on."""

    env: dict[str, str] = field(default_factory=dict, init=False)
    """The environment of a program on this desktop; empty while it is not up."""
    _folders: Folders = field(init=False)
    _processes: Processes = field(init=False)

    @staticmethod
    def missing(tray: Tray = Tray.TINT2, *, secrets: bool = False, accessibility: bool = False) -> list[str]:
        """The programs such a desktop needs that this machine does not have."""
        extra = [name for name, wanted in ((KEY_STORE, secrets), (ACCESSIBILITY, accessibility)) if wanted]
        return missing([*NEEDED, *([tray] if tray else []), *extra])

    @property
    def display(self) -> str:
        """Such as ":3"."""
        return self.env["DISPLAY"]

    @property
    def folder(self) -> Path:
        """Where the desktop's home, settings and logs lie; deleted with it."""
        return self._folders.base

    @property
    def pids(self) -> dict[str, int]:
        """The process id of each part that runs, by program."""
        return self._processes.pids()

    def __enter__(self) -> Self:
        absent = self.missing(self.tray, secrets=self.secrets, accessibility=self.accessibility)
        if absent:
            raise DesktopError(f"not installed: {', '.join(absent)}")
        self._folders = Folders(Path(tempfile.mkdtemp(prefix="ta-desktop-")))
        self._processes = Processes(self._folders.logs)
        try:
            self._start()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def start_tray(self) -> None:
        """Start the tray host, when it was stopped before."""
        commands = {
            Tray.TINT2: ["tint2", "-c", str(self._folders.look("tint2rc"))],
            Tray.XFCE: ["xfce4-panel", "--disable-wm-check", "--sm-client-disable"],
        }
        if self.tray in commands:
            self._run(*commands[self.tray])
            self._processes.wait(self.tray, self.has_tray)

    def stop_tray(self) -> None:
        """Take the tray host away from the programs that show an icon."""
        self._processes.stop(self.tray)

    def has_tray(self) -> bool:
        """Whether a program can show an icon now."""
        if self.tray == Tray.XFCE:
            return self.answers("org.kde.StatusNotifierWatcher")
        with X11Wire(int(self.display[1:])) as wire:
            return wire.selection_owned("_NET_SYSTEM_TRAY_S0")

    def answers(self, name: str) -> bool:
        """Whether some program has that name on the session bus."""
        return name_owned(self.env["DBUS_SESSION_BUS_ADDRESS"], name)

    def _start(self) -> None:
        self._folders.create()
        self.env = self._folders.environment(self._start_screen())
        self._run("dbus-daemon", "--nofork", f"--config-file={self._folders.look('session.conf')}")
        self._processes.wait("dbus-daemon", lambda: self.answers("org.freedesktop.DBus"))
        self._start_window_manager()
        self._dress()
        if self.secrets:
            self._start_key_store()
        if self.accessibility:
            self._start_accessibility()
        if self.notifications:
            self._run("dunst", "-config", str(self._folders.look("dunstrc")))
            self._processes.wait("dunst", lambda: self.answers("org.freedesktop.Notifications"))
        self.start_tray()

    def _end(self) -> None:
        try:
            self._processes.stop_all()
        finally:
            self.env = {}
            shutil.rmtree(self._folders.base, ignore_errors=True)

    def _run(self, *command: str, stdin: bytes = b"") -> None:
        self._processes.start(command, self.env, stdin=stdin)

    def _start_screen(self) -> str:
        """Xvfb chooses a free display itself and writes its number down once it listens."""
        reading, writing = os.pipe()
        with open(reading, "rb", buffering=0) as answer:  # noqa: PTH123 - a pipe has no path
            try:
                self._processes.start(self._screen_command(writing), os.environ, pass_fds=[writing])
            finally:
                os.close(writing)
            self._processes.wait("Xvfb", lambda: bool(select.select([answer], [], [], 0)[0]))
            number = answer.readline().strip()
        if not number:  # the pipe ended without an answer
            raise DesktopError(f"Xvfb did not start: {self._processes.said('Xvfb')}")
        return f":{number.decode('ascii')}"

    def _screen_command(self, answer: int) -> list[str]:
        width, height = self.size
        screen = ["-screen", "0", f"{width}x{height}x24", "-dpi", str(self.dpi)]
        return ["Xvfb", "-displayfd", str(answer), *screen, "-nolisten", "tcp", "-noreset"]

    def _start_window_manager(self) -> None:
        def ready() -> bool:
            with X11Wire(int(self.display[1:])) as wire:
                return wire.root_has("_NET_SUPPORTING_WM_CHECK")

        self._run("openbox", "--sm-disable", "--config-file", str(self._folders.look("openbox.xml")))
        self._processes.wait("openbox", ready)

    def _dress(self) -> None:
        """The background, and the scale for the programs that do not ask the screen."""
        for command, text in (
            (["xsetroot", "-solid", BACKGROUND, "-cursor_name", "left_ptr"], ""),
            (["xrdb", "-nocpp", "-merge"], f"Xft.dpi: {self.dpi}\n"),
        ):
            subprocess.run(command, env=self.env, input=text, text=True, timeout=PATIENCE, check=True)

    def _start_key_store(self) -> None:
        control = f"--control-directory={self._folders.runtime / 'keyring'}"
        # an empty password creates the login collection and unlocks it
        self._run(KEY_STORE, "--foreground", "--unlock", "--components=secrets", control, stdin=b"\n")
        self._processes.wait(KEY_STORE, lambda: self.answers("org.freedesktop.secrets"))

    def _start_accessibility(self) -> None:
        self._run(ACCESSIBILITY, "--launch-immediately")
        self._processes.wait(ACCESSIBILITY, lambda: self.answers("org.a11y.Bus"))
        self.env |= {"QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
