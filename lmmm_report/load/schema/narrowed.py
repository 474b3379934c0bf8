"""The part of a JSON Schema that can matter for some data: what is not in it costs nothing to compile."""

from __future__ import annotations

from typing import Any, Final

from lmmm_report.domain.format import Schema
from lmmm_report.load.yaml.data import Data

CHECKED: Final = frozenset(
    {"$schema", "$id", "$defs", "$ref", "type", "enum", "const", "pattern", "minLength", "maxLength"}
    | {"minimum", "maximum", "items", "minItems", "maxItems", "uniqueItems"}
    | {"properties", "required", "additionalProperties", "minProperties"}
)
"""The words of JSON Schema by which a format can refuse something; all others are for readers."""


def keys_in(data: Data) -> frozenset[str]:
    """Every key that occurs in ``data``, at whatever depth."""
    found: set[str] = set()
    waiting = [data]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            found.update(here)
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
    return frozenset(found)


def narrowed(schema: Schema, keys: frozenset[str]) -> dict[str, Any]:
    """``schema`` without the properties of other names: it says the same of all data that have these ``keys`` only."""
    node = {word: value for word, value in schema.items() if word in CHECKED}
    if "properties" in node:
        node["properties"] = {name: narrowed(child, keys) for name, child in node["properties"].items() if name in keys}
    if "items" in node:
        node["items"] = narrowed(node["items"], keys)
    if "$defs" in node:
        node["$defs"] = {name: narrowed(child, keys) for name, child in node["$defs"].items()}
    return node
