"""Kill -9 and failing disks at every system call of app and portal."""

from tests.faults.points.whole import run

__all__ = ["run"]
