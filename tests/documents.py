"""Documents that the program writes as JSON, held against the schemas that it publishes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import jsonschema_rs

from lmmm_report import resources


def checked(text: str, schema: str) -> dict[str, Any]:
    """A document, once nothing in it is against the schema of this name."""
    document: dict[str, Any] = json.loads(text)
    assert faults(document, schema) == []
    return document


def faults(document: object, schema: str) -> list[str]:
    """What the schema has to say against a document."""
    return [
        f"{'/'.join(map(str, error.instance_path))}: {error.message}"
        for error in _validator(schema).iter_errors(document)
    ]


@cache
def _validator(schema: str) -> Any:
    text = (resources.SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8")
    return jsonschema_rs.validator_for(json.loads(text), validate_formats=True)
