"""The JSON Schema of a format as editors and other programs need it: it takes and refuses what ``validate`` does.

Inside the program blank values are dropped before the validator sees a profile, which keeps the schema, and with it
every message, plain. Outside nobody drops them: here every optional value may be null, a text has to hold more than
blanks, and a group or an entry in which nothing is stated is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lmmm_report.domain.format import Schema

_ANYTHING = ["string", "integer", "number", "boolean", "array", "object"]
_BLANK = "_or_blank"
"""The ending of a definition's name in the form that may be null."""


def published(schema: Schema) -> dict[str, Any]:
    """``schema`` for a validator that sees a profile as it is written."""
    definitions: Mapping[str, Any] = schema.get("$defs", {})
    written: dict[str, Any] = _required({name: value for name, value in schema.items() if name != "$defs"})
    plain = {name: _required(node) for name, node in definitions.items()}
    blank = {f"{name}{_BLANK}": _optional(node) for name, node in definitions.items()}
    named = plain | blank
    used: set[str] = set()
    waiting = _referenced(written)
    while waiting:
        name = waiting.pop()
        if name in named and name not in used:
            used.add(name)
            waiting |= _referenced(named[name])
    if used:
        written["$defs"] = {name: node for name, node in named.items() if name in used}
    return written


def _required(node: Any) -> Any:
    """A schema of a value that has to be stated, and of everything in it."""
    result = dict(node)
    if "properties" in node:
        demanded = frozenset(node.get("required", ()))
        result["properties"] = {
            name: _required(child) if name in demanded else _optional(child)
            for name, child in node["properties"].items()
        }
        if not demanded:
            result["minProperties"] = 1
        if node.get("minProperties"):
            # Not: everything in it is null.
            result["not"] = {"type": "object", "additionalProperties": {"type": "null"}}
    if "$ref" in node and node.get("required"):
        result["properties"] = {name: {"type": _ANYTHING} for name in node["required"]}
    if "items" in node:
        result["items"] = _required(node["items"])
    if "string" in node.get("type", ()) and not {"enum", "const", "pattern"} & set(node):
        result["pattern"] = r"\S"
    return result


def _optional(node: Any) -> Any:
    """A schema of a value that may be blank."""
    result = _required(node)
    if "$ref" in result:
        result["$ref"] += _BLANK
    if "type" in result:
        kinds = [result["type"]] if isinstance(result["type"], str) else list(result["type"])
        result["type"] = [*kinds, "null"]
    if "enum" in result:
        result["enum"] = [*result["enum"], None]
    if "const" in result:
        result["enum"] = [result.pop("const"), None]
    return result


def _referenced(node: Any) -> set[str]:
    """The names of the definitions that a schema refers to."""
    if isinstance(node, Mapping):
        own = {str(node["$ref"]).removeprefix("#/$defs/")} if "$ref" in node else set()
        return own.union(*(_referenced(child) for child in node.values()))
    return set().union(*(_referenced(child) for child in node)) if isinstance(node, list) else set()
