"""The JSON Schemas of profiles and of the documents that commands give."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lmmm_report import resources
from lmmm_report.making.editor_schemas import editor_schema

DOCUMENTS = ("profile", "result", "plan", "questions", "measures", "index", "diff", "history")


def schema_text(what: str, language: str, model: Path | None) -> str:
    """The schema of one of `DOCUMENTS`; that of a profile is described in ``language``, as the model's format is."""
    if what == "profile":
        return editor_schema(language, model)
    if what == "plan":
        return _printed(_plan_schema(json.loads(_stored("result"))))
    return _stored(what)


def _stored(what: str) -> str:
    return (resources.SCHEMAS / f"{what}.schema.json").read_text(encoding="utf-8")


def _printed(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _plan_schema(result: dict[str, Any]) -> dict[str, Any]:
    """The plan is a part of the result, and so is its schema."""
    plan = result["properties"]["plan"]
    needed: dict[str, Any] = {}
    waiting = list(_references(plan))
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = result["$defs"][name]
            waiting += _references(needed[name])
    return {
        "$schema": result["$schema"],
        "title": "Plan",
        "description": "What lmmm-report plan --format json gives: the part called plan of a result document.",
        **{key: value for key, value in plan.items() if key not in ("title", "description")},
        "$defs": {name: needed[name] for name in result["$defs"] if name in needed},
    }


def _references(schema: object) -> Iterator[str]:
    """Names of the definitions that a schema refers to."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix("#/$defs/")
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)
