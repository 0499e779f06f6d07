"""Quantities as people read them."""

from __future__ import annotations

from datetime import timedelta

_UNITS = ("B", "KB", "MB", "GB", "TB", "PB")


def size(count: float) -> str:
    """Bytes in the largest fitting unit of 1024, such as `7.6 GB`."""
    power = 0
    while count >= 999.5 and power < len(_UNITS) - 1:
        count /= 1024
        power += 1
    digits = 1 if power and count < 99.95 else 0
    return f"{count:.{digits}f} {_UNITS[power]}"


def free_of(free: float, total: float) -> str:
    """Such as `7.6 GB of 15.5 GB free`."""
    return f"{size(free)} of {size(total)} free"


def span(length: timedelta) -> str:
    """A length of time in its two largest units, such as `3 d 4 h`; below a minute in seconds."""
    seconds = length.total_seconds()
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes = int(seconds // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (minutes, "min"))]
    first = next(at for at, part in enumerate(parts) if not part.startswith("0 "))
    return " ".join(part for part in parts[first : first + 2] if not part.startswith("0 "))
