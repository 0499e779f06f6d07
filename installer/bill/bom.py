"""The bill of materials of the frozen program: CycloneDX 1.6, the same for the same program and commit."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import uuid
from collections.abc import Iterable

from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from installer.bill.collect import ROOT
from installer.bill.component import Component, Part
from installer.bill.frozen import Frozen

_SPACE = uuid.UUID("6f0b7c0e-2f1c-5a52-9a43-2f6f4c1d7e55")
"""Name space of our serial numbers, drawn once."""


class Invalid(Exception):
    """The document does not fit the schema; str() says where."""


def moment() -> dt.datetime:
    """What the bill is dated: SOURCE_DATE_EPOCH, else the commit's time, never the clock's."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        log = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        told = subprocess.run(log, capture_output=True, text=True, check=False).stdout.strip() or "0"
    return dt.datetime.fromtimestamp(int(told), dt.UTC)


def _file(part: Part, owner: str) -> Entry:
    return Entry(
        name=part.path,
        type=ComponentType.FILE,
        bom_ref=f"file:{part.path}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=part.sha256)],
        properties=[Property(name="trayapp:brought-by", value=owner)],
    )


def _licences(expression: str) -> list[LicenseExpression | DisjunctiveLicense]:
    return [LicenseExpression(expression)] if expression else []


def _entry(component: Component, reference: str) -> Entry:
    inner = [_entry(part, f"{reference}/{part.folder}@{part.version}") for part in component.within]
    return Entry(
        name=component.name,
        version=component.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=reference,
        purl=PackageURL.from_string(component.purl) if component.purl else None,
        licenses=_licences(component.licence),
        components=[*inner, *(_file(part, component.name) for part in component.parts)],
    )


def _program(frozen: Frozen) -> Entry:
    return Entry(
        name="trayapp",
        version=frozen.version,
        type=ComponentType.APPLICATION,
        bom_ref="trayapp",
        licenses=_licences("MIT"),
    )


def _fingerprint(components: Iterable[Component]) -> str:
    return json.dumps([repr((part.name, part.version, part.parts)) for part in components])


def document(frozen: Frozen) -> str:
    """The JSON text; raises Invalid."""
    bom = Bom(
        components=[_entry(component, component.folder) for component in frozen.components],
        serial_number=uuid.uuid5(_SPACE, f"{frozen.version} {moment()} {_fingerprint(frozen.components)}"),
    )
    bom.metadata.timestamp = moment()
    bom.metadata.component = _program(frozen)
    bom.register_dependency(bom.metadata.component, list(bom.components))
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise Invalid(str(fault)[:2000])
    return text + "\n"
