"""The kept OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trayapp.embedded import openapi
from trayapp.embedded.api.app import PREFIX


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """As the portal would serve it now."""
    return openapi.document()


def test_the_kept_document_is_current() -> None:
    """resources/portal-api.yaml is what `make api` would write."""
    assert openapi.main(["--check"]) == 0


def test_a_document_that_differs_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--check fails on a missing or another document, and writing mends it."""
    path = tmp_path / "portal-api.yaml"
    monkeypatch.setattr(openapi, "resource", lambda *_: path)
    assert openapi.main(["--check"]) == 1
    assert "make api" in capsys.readouterr().err
    assert openapi.main([]) == 0
    assert openapi.main(["--check"]) == 0
    path.write_text(path.read_text(encoding="utf-8") + "#", encoding="utf-8")
    assert openapi.main(["--check"]) == 1
    assert openapi.main(["--chek"]) == 2


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    """No `$ref` of the document is broken."""
    text = json.dumps(document)
    names = {part.split('"')[0] for part in text.split('"#/components/')[1:]}
    there = {f"{kind}/{name}" for kind, items in document["components"].items() for name in items}
    assert names - there == set()


def test_every_operation_is_described_and_secured(document: dict[str, Any]) -> None:
    """Each operation says what it does; all but those of sign-in need a token and tell which problems may come."""
    operations = [
        (path, operation) for path, item in document["paths"].items() for operation in item.values()
    ]
    assert [path for path, operation in operations if not operation.get("description")] == []
    secured = [(path, operation) for path, operation in operations if path.startswith(PREFIX)]
    assert [path for path, operation in secured if operation.get("security") != [{"HTTPBearer": []}]] == []
    assert [path for path, operation in secured if "401" not in operation["responses"]] == []
    assert {path for path, _ in operations} - {path for path, _ in secured} == {
        "/.well-known/oauth-authorization-server",
        "/oauth/token",
        "/oauth/device_authorization",
        "/oauth/revoke",
    }


def test_names_of_operations_are_unique(document: dict[str, Any]) -> None:
    """Whoever makes a client of the document gets one function for each operation."""
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_fields_carry_their_meaning(document: dict[str, Any]) -> None:
    """What stands under a field in the source stands in the document."""
    size = document["components"]["schemas"]["RemoteFile"]["properties"]["size"]
    assert size["description"] == "In bytes."
