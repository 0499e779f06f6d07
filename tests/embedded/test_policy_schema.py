"""The published schema of a profile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from trayapp.embedded import policy_schema
from trayapp.paths import resource


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """As it would be written now."""
    return policy_schema.document()


def test_the_kept_schema_is_current() -> None:
    """resources/policy.schema.json is what `make api` would write."""
    assert policy_schema.main(["--check"]) == 0


def test_a_schema_that_differs_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--check fails on a missing or another one, and writing mends it."""
    path = tmp_path / "policy.schema.json"
    monkeypatch.setattr(policy_schema, "resource", lambda *_: path)
    assert policy_schema.main(["--check"]) == 1
    assert "make api" in capsys.readouterr().err
    assert policy_schema.main([]) == 0
    assert policy_schema.main(["--check"]) == 0
    path.write_text(path.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert policy_schema.main(["--check"]) == 1
    assert policy_schema.main(["--chek"]) == 2


def test_fields_carry_their_meaning(schema: dict[str, Any]) -> None:
    """What stands under a field in the source stands in the schema."""
    timer = schema["$defs"]["Timer"]["properties"]
    assert timer["days"]["description"] == "After entering the status."
    assert "refused" in schema["$defs"]["RegistrationRules"]["properties"]["required_from"]["description"]


def test_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    """No `$ref` is broken."""
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}
    assert names <= schema["$defs"].keys()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"opens"', '"opnes"'),
        ('"bucket": "open"', '"bucket": "ajar"'),
        ('"days": 5', '"days": "5"'),
        ('"start": "new",', ""),
    ],
)
def test_what_has_another_shape_does_not_follow_it(schema: dict[str, Any], old: str, new: str) -> None:
    """An unknown key, an unknown bucket, a wrong type and a missing key are refused."""
    text = resource("policies", "msp.json").read_text(encoding="utf-8")
    assert old in text
    assert not jsonschema_rs.validator_for(schema).is_valid(json.loads(text.replace(old, new, 1)))
