"""Settings in layers: environment over the machine's locked values over the employee's file over defaults."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from trayapp.core.errors import Forbidden, Rejected
from trayapp.core.session import Setting, Source, Value
from trayapp.settings.files import (
    BrokenFile,
    keep_aside,
    machine_policy_file,
    read_object,
    stamp,
    write_object,
)
from trayapp.settings.schema import SCHEMA, BadValue, Settings, Spec, spec_of

log = logging.getLogger(__name__)

Changed = Callable[[str, Value], None]
"""Hears of a setting that the employee changed: key and value now in force."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One place that values come from."""

    source: Source
    origin: str
    """The file or `environment`, for the warning."""
    values: Mapping[str, object]
    locks: bool = False


class LayeredSettings:
    """The `Preferences` of one employee.

    The machine's policy file is `{"locked": {key: value}, "defaults": {key: value}}`: what is locked stands over the
    employee's file, a default under it. A broken file or value counts as absent, with one warning naming key and file.
    """

    def __init__(
        self,
        user_file: Path,
        machine_file: Path | None = None,
        environment: Mapping[str, str] | None = None,
        changed: Changed = lambda _key, _value: None,
    ) -> None:
        self._user_file = user_file
        self.machine_file = machine_file or machine_policy_file()
        """The administrator's file."""
        self._environment = os.environ if environment is None else environment
        self._changed = changed
        self._guard = threading.RLock()
        self._warned: set[tuple[str, str]] = set()
        self._broken = False
        self._stamp: object = None
        self._settings: dict[str, Setting] = {}

    def all(self) -> Sequence[Setting]:
        """Every setting, in the order they are shown."""
        with self._guard:
            self._refresh()
            return tuple(self._settings.values())

    def get(self, key: str) -> Setting:
        """One setting. Raises `NotFound`."""
        spec_of(key)
        with self._guard:
            self._refresh()
            return self._settings[key]

    def values(self) -> Settings:
        """All values as they stand, typed."""
        return Settings(**{setting.key: setting.value for setting in self.all()})  # type: ignore[arg-type]

    def set(self, key: str, value: Value) -> Setting:
        """Change it in the employee's file, atomically; `None` goes back to the default.

        Raises `NotFound`, `Rejected`, `Forbidden` (locked) or `LocalFault`.
        """
        self.set_together({key: value})
        return self.get(key)

    def set_together(self, values: Mapping[str, Value]) -> None:
        """Change several in one step: all of them or, where it raises as `set` does, none."""
        accepted = {key: _accepted(spec_of(key), value) for key, value in values.items()}
        with self._guard:
            for key in values:
                if self.get(key).locked:
                    raise Forbidden(action="locked", key=key, file=str(self.machine_file))
            self._write(accepted)
            settings = [self.get(key) for key in values]
        for setting in settings:
            self._changed(setting.key, setting.value)

    def _write(self, values: Mapping[str, Value]) -> None:
        """Unknown keys stay as they are: an older version must not destroy a newer one's settings."""
        try:
            content = read_object(self._user_file)
        except BrokenFile:
            content = {}
        if self._broken:
            keep_aside(self._user_file)
        for key, value in values.items():
            content.pop(key, None)
            if value is not None:
                content[key] = value
        write_object(self._user_file, content)
        self._stamp, self._broken = None, False

    def _refresh(self) -> None:
        """Another program of ours (the command line) may have written since: look at the files' stamps first."""
        stamps = (stamp(self._user_file), stamp(self.machine_file))
        if stamps == self._stamp:
            return
        self._stamp, self._broken = stamps, False
        layers = self._layers()
        self._settings = {spec.key: self._resolve(spec, layers) for spec in SCHEMA}

    def _layers(self) -> Sequence[_Layer]:
        """Strongest first."""
        named = {spec.key: text for spec in SCHEMA if (text := self._environment.get(spec.variable or ""))}
        machine = self._read(self.machine_file)
        file = str(self.machine_file)
        return (
            _Layer(Source.ENVIRONMENT, "environment", named),
            _Layer(Source.MACHINE, file, self._part(machine, "locked"), locks=True),
            _Layer(Source.USER, str(self._user_file), self._read(self._user_file)),
            _Layer(Source.MACHINE, file, self._part(machine, "defaults")),
        )

    def _part(self, machine: Mapping[str, object], name: str) -> Mapping[str, object]:
        part = machine.get(name, {})
        if isinstance(part, dict):
            return part
        self._warn(str(self.machine_file), name, "not an object")
        return {}

    def _read(self, path: Path) -> Mapping[str, object]:
        try:
            return read_object(path)
        except BrokenFile as error:
            self._note_broken(path)
            self._warn(str(path), "", str(error))
            return {}

    def _resolve(self, spec: Spec, layers: Sequence[_Layer]) -> Setting:
        found: tuple[Value, Source] = (spec.default, Source.DEFAULT)
        locked = False
        for layer in reversed(layers):
            if spec.key not in layer.values:
                continue
            try:
                found = (spec.parse(layer.values[spec.key]), layer.source)
                locked = locked or layer.locks
            except BadValue as error:
                self._note_broken(Path(layer.origin))
                self._warn(layer.origin, spec.key, str(error))
        return Setting(spec.key, found[0], spec.default, spec.kind, found[1], locked, spec.choices)

    def _note_broken(self, path: Path) -> None:
        if path == self._user_file:
            self._broken = True

    def _warn(self, origin: str, key: str, reason: str) -> None:
        if (origin, key) in self._warned:
            return
        self._warned.add((origin, key))
        if key:
            log.warning("setting %s in %s is not usable (%s); the default is used", key, origin, reason)
        else:
            log.warning(
                "settings file %s is not usable (%s); defaults are used and the file is kept", origin, reason
            )


def _accepted(spec: Spec, value: Value) -> Value:
    if value is None:
        return None
    try:
        return spec.parse(value)
    except BadValue as error:
        choices = ", ".join(spec.choices)
        raise Rejected(fields={spec.key: str(error)}, reason="local", key=spec.key, known=choices) from error
