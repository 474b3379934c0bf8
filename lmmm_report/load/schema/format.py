"""The profile's schema as the program reads it: every reference resolved, every mark of the format named.

The file itself is ``lmmm_report/model/profile.schema.json``; editors, the validator, the checker of conditions and
the preparation of facts all read that one file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from lmmm_report import resources
from lmmm_report.domain.format import (
    ALIVE,
    LIVED,
    NO_FACTS,
    RECENT,
    THERE,
    FactKind,
    Field,
    ProfileFormat,
    Schema,
    companions_of,
)
from lmmm_report.load.schema.forms import with_forms

NEWEST = 2
"""The newest version of the built-in format; older ones are read on."""

UNDERSTOOD = frozenset(
    {"$schema", "$id", "$comment", "$defs", "$ref", "title", "description", "examples", "format"}
    | {"type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum"}
    | {"items", "minItems", "maxItems", "uniqueItems"}
    | {"properties", "required", "additionalProperties", "minProperties"}
)
"""The words of JSON Schema for which there are words in messages; marks of our own begin with ``x-``."""

_SCHEMA_FILE = resources.MODEL / "profile.schema.json"
_KINDS: Mapping[str, FactKind] = MappingProxyType(
    {
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "boolean",
        "array": "list",
        "object": "object",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """What a condition finds at one place of the facts."""

    kind: FactKind
    item: FactType | None = None
    fields: Mapping[str, FactType] = field(default_factory=lambda: MappingProxyType({}))
    key: str = ""
    choices: tuple[str, ...] = ()
    """All texts that may stand here; empty where any text may."""

    def at(self, path: Sequence[str]) -> FactType | None:
        """The type at the end of a dotted path, `None` if there is none. Lists are not entered."""
        here: FactType | None = self
        for name in path:
            here = here.fields.get(name) if here is not None else None
        return here


_WHOLE, _TRUTH = FactType(kind="integer"), FactType(kind="boolean")


@cache
def profile_schema() -> dict[str, Any]:
    """The profile's JSON Schema, as the file has it."""
    schema: dict[str, Any] = json.loads(_SCHEMA_FILE.read_bytes())
    return schema


@cache
def profile_format() -> ProfileFormat:
    """The built-in format of profiles."""
    return format_of(profile_schema())


def format_of(schema: Schema) -> ProfileFormat:
    """The format that a JSON Schema of the profile's kind describes."""
    spelled = with_forms(schema, frozenset(schema.get("properties", {})) - NO_FACTS)
    return ProfileFormat(schema=schema, spelled=spelled, fields=fields_of(spelled))


@cache
def profile_fact_types() -> FactType:
    """The facts that the profile's format can yield."""
    return fact_types(profile_schema())


def resolve(node: Schema, schema: Schema) -> Schema:
    """``node`` with its ``$ref`` to ``#/$defs`` replaced by what it names; the node's own entries win."""
    merged: Schema = node
    followed: set[str] = set()
    while "$ref" in merged:
        reference = str(merged["$ref"])
        if not reference.startswith("#/$defs/") or reference in followed:
            raise ValueError(f"only references to #/$defs that end somewhere are understood, not {reference}")
        followed.add(reference)
        siblings = {name: value for name, value in merged.items() if name != "$ref"}
        merged = {**schema["$defs"][reference.removeprefix("#/$defs/")], **siblings}
    return merged


def fields_of(schema: Schema) -> Field:
    """A JSON Schema of the profile's kind as a tree of fields; `ValueError` if it says more than is understood."""
    return _field(schema, schema, {}, required=True)


def _field(node: Schema, schema: Schema, known: dict[tuple[str, bool], Field], *, required: bool) -> Field:
    """The field of ``node``; what is nothing but a reference is made once for all places that have it."""
    if len(node) > 1 or "$ref" not in node:
        return _made(node, schema, known, required=required)
    key = (str(node["$ref"]), required)
    if key not in known:
        known[key] = _made(node, schema, known, required=required)
    return known[key]


def _made(node: Schema, schema: Schema, known: dict[tuple[str, bool], Field], *, required: bool) -> Field:
    node = resolve(node, schema)
    strange = sorted(word for word in node.keys() - UNDERSTOOD if not word.startswith("x-"))
    if strange:
        raise ValueError(f"the word {strange[0]} of JSON Schema is not understood here")
    types = [node["type"]] if isinstance(node["type"], str) else list(node["type"])
    demanded = frozenset(node.get("required", ()))
    choices = tuple(word for word in node.get("enum", ()) if isinstance(word, str))
    item = node.get("items")
    type_mark = node.get("x-type", "")
    return Field(
        kind="text" if type_mark else _KINDS[next((kind for kind in types if kind != "string"), "string")],
        none_allowed=_none_allowed(node, required=required),
        required=required,
        type_mark=type_mark,
        future=bool(node.get("x-future", False)),
        choices=choices,
        key=node.get("x-key", ""),
        reference=node.get("x-ref", ""),
        reference_also=tuple(node.get("x-ref-also", ())),
        name=node.get("x-name", node.get("x-key", "")),
        form=bool(node.get("x-form", False)),
        only=node.get("x-only", 0),
        only_cure=node.get("x-only-cure", "profile.migrate"),
        title=node.get("title", ""),
        node=node,
        item=None if item is None else _entry(node, schema, known),
        fields=MappingProxyType(
            {
                name: _field(child, schema, known, required=name in demanded)
                for name, child in node.get("properties", {}).items()
            }
        ),
    )


def _entry(node: Schema, schema: Schema, known: dict[tuple[str, bool], Field]) -> Field:
    entry = _field(node["items"], schema, known, required=True)
    name = node.get("x-name", node.get("x-key", ""))
    return replace(entry, name=name) if entry.kind == "object" and name else entry


def known_versions(node: Schema) -> tuple[int, ...]:
    """The versions that a schema's entry for ``format`` takes, the newest last."""
    versions: Sequence[int] = node["enum"] if "enum" in node else (node.get("const", 1),)
    return tuple(sorted(versions))


def _none_allowed(node: Schema, *, required: bool) -> bool:
    if "enum" in node:
        return "none" in node["enum"]
    if required or "string" not in node["type"] or node.get("x-form") or node.get("x-identity"):
        return False
    try:
        return re.search(node.get("pattern", ""), "none") is not None
    except re.error as error:
        raise ValueError(f"the pattern {node['pattern']} cannot be read") from error


def fact_types(schema: Schema) -> FactType:
    """The types of all facts that profiles of ``schema`` can yield, prepared companions included."""
    plain = fields_of(schema)
    sections = {name: _section(_fact_type(child)) for name, child in plain.fields.items() if name not in NO_FACTS}
    return FactType(kind="object", fields=MappingProxyType(sections))


def _section(kind: FactType) -> FactType:
    """A section of the profile: it is not asked whether there is one."""
    if kind.kind != "object":
        return kind
    return replace(kind, fields=MappingProxyType({name: one for name, one in kind.fields.items() if name != THERE}))


def _fact_type(place: Field) -> FactType:
    fields: dict[str, FactType] = {}
    for name, child in place.fields.items():
        if name == "evidence":
            continue
        fields[name] = _fact_type(child)
        for companion in companions_of(child):
            fields[name + companion] = _TRUTH if companion in (LIVED, RECENT) else _WHOLE
    if place.kind == "object":
        fields.setdefault(THERE, _TRUTH)
        if "x-alive" in place.node:
            fields[ALIVE] = _TRUTH
    return FactType(
        kind=place.kind,
        item=None if place.item is None else _fact_type(place.item),
        fields=MappingProxyType(fields),
        key=place.key,
        choices=place.choices,
    )
