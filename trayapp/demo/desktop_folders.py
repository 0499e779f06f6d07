"""The private folders of a virtual desktop, its configuration files, and the environment that points there."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

LOOK = Path(__file__).parent / "desktop_look"
"""The configuration files, as they are or with @NAMES@ to fill in."""

SYSTEM_SERVICES = Path("/usr/share/dbus-1/services")
BUS_SERVICES = ("org.a11y.Bus", "ca.desrt.dconf", "org.xfce.Xfconf")
"""What may be started by asking for it on the bus: accessibility, and where GTK programs keep their settings."""

FOREIGN = ("DBUS_", "DESKTOP_", "GDK_", "GDM", "GNOME_", "GTK_", "KDE_", "QT_", "WAYLAND_", "XDG_", "XFCE_")
"""Beginnings of the variables that tie a program to the desktop we were started on."""
FOREIGN_NAMES = (
    "DISPLAY",
    "XAUTHORITY",
    "SSH_AUTH_SOCK",
    "SESSION_MANAGER",
    "LC_ALL",
    "PYTHON_KEYRING_BACKEND",
)


@dataclass(frozen=True, slots=True)
class Folders:
    """Everything a desktop writes lies under `base`, which its owner deletes."""

    base: Path

    @property
    def home(self) -> Path:
        """HOME of every program on the desktop."""
        return self.base / "home"

    @property
    def config(self) -> Path:
        """XDG_CONFIG_HOME."""
        return self.home / ".config"

    @property
    def data(self) -> Path:
        """XDG_DATA_HOME."""
        return self.home / ".local" / "share"

    @property
    def runtime(self) -> Path:
        """XDG_RUNTIME_DIR, and the bus's socket."""
        return self.base / "run"

    @property
    def logs(self) -> Path:
        """What each program printed."""
        return self.base / "logs"

    @property
    def services(self) -> Path:
        """D-Bus service files of this desktop's bus."""
        return self.base / "services"

    def look(self, name: str) -> Path:
        """A configuration file, ready to use."""
        return self.base / name

    def create(self) -> None:
        """Make the folders and write the configuration."""
        theme = self.data / "themes" / "Quiet" / "openbox-3"
        xfconf = self.config / "xfce4" / "xfconf" / "xfce-perchannel-xml"
        for folder in (self.config, self.data, self.logs, self.services, theme, xfconf):
            folder.mkdir(parents=True)
        self.runtime.mkdir(mode=0o700)
        for name in ("fonts.conf", "openbox.xml", "tint2rc", "dunstrc"):
            shutil.copyfile(LOOK / name, self.look(name))
        shutil.copyfile(LOOK / "themerc", theme / "themerc")
        shutil.copyfile(LOOK / "xfce4-panel.xml", xfconf / "xfce4-panel.xml")
        self._write_bus()

    def _write_bus(self) -> None:
        text = (LOOK / "session.conf").read_text("utf-8")
        text = text.replace("@RUNTIME@", str(self.runtime)).replace("@SERVICES@", str(self.services))
        self.look("session.conf").write_text(text, encoding="utf-8")
        for name in BUS_SERVICES:
            service = SYSTEM_SERVICES / f"{name}.service"
            if service.exists():
                shutil.copy(service, self.services)

    def environment(self, display: str) -> dict[str, str]:
        """Our own environment, moved from the desktop we run on to this one."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in FOREIGN_NAMES and not name.startswith(FOREIGN)
        }
        language = os.environ.get("LC_ALL") or os.environ.get("LANG", "")
        return kept | {
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.runtime / 'bus'}",
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CACHE_HOME": str(self.home / ".cache"),
            "XDG_STATE_HOME": str(self.home / ".local" / "state"),
            "XDG_SESSION_TYPE": "x11",
            # no desktop Qt has a theme for: the pictures look the same whatever else is installed
            "XDG_CURRENT_DESKTOP": "openbox",
            "FONTCONFIG_FILE": str(self.look("fonts.conf")),
            "LANG": language if "utf" in language.lower() else "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
