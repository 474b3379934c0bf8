"""The profile's schema as the program reads it: every reference resolved, every mark of the format named.

The file itself is ``lmmm_report/model/profile.schema.json``; editors, the validator, the checker of conditions and
the preparation of facts all read that one file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from lmmm_report import resources

Schema = Mapping[str, Any]

FactKind = Literal["text", "integer", "number", "boolean", "list", "object"]

NO_FACTS = frozenset({"format", "assessment", "documents", "problems", "figures", "declarations", "plan", "measures"})
"""The parts of a profile that conditions may not read."""

COMPANIONS: Mapping[str, str] = MappingProxyType(
    {"date": "_age", "duration": "_hours", "every": "_days", "share": "_percent"}
)
"""The ending of the whole number that stands beside a date, a time limit, a rhythm or a share, by the ``x-type``."""

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
class Field:
    """One place of the format: what may stand there and what it means."""

    kind: FactKind
    none_allowed: bool = False
    """Whether the word ``none`` may stand here. A text may always be ``none`` unless it is required."""
    required: bool = False
    type_mark: str = ""
    """``date``, ``duration``, ``every`` or ``share``; empty for all else."""
    future: bool = False
    """Whether a date may lie after the date of the assessment."""
    choices: tuple[str, ...] = ()
    key: str = ""
    """In a list of objects, the field that tells the items apart."""
    reference: str = ""
    """Dotted way to the list whose items this text names."""
    reference_also: tuple[str, ...] = ()
    """Words that may stand in place of such a name."""
    title: str = ""
    node: Schema = field(default_factory=lambda: MappingProxyType({}))
    """The schema's own entry, references resolved one level deep."""
    item: Field | None = None
    fields: Mapping[str, Field] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, path: Sequence[str | int]) -> Field | None:
        """The field at the end of ``path`` (an index steps into a list), `None` if the format has no such place."""
        here: Field | None = self
        for step in path:
            if here is None:
                return None
            here = here.item if isinstance(step, int) else here.fields.get(step)
        return here


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProfileFormat:
    """A format of profiles: its JSON Schema, and the same as a tree of fields."""

    schema: Schema
    fields: Field

    def fact_sections(self) -> tuple[str, ...]:
        """The top-level keys that hold facts, in the order of the format."""
        return tuple(name for name in self.fields.fields if name not in NO_FACTS)


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
    return ProfileFormat(schema=schema, fields=fields_of(schema))


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
    others = () if node.get("x-type") == "date" else (kind for kind in types if kind != "string")
    item = node.get("items")
    return Field(
        kind=_KINDS[next(iter(others), "string")],  # a time is a text, though a year alone is a number to YAML
        none_allowed=_none_allowed(node, required=required),
        required=required,
        type_mark=node.get("x-type", ""),
        future=bool(node.get("x-future", False)),
        choices=choices,
        key=node.get("x-key", ""),
        reference=node.get("x-ref", ""),
        reference_also=tuple(node.get("x-ref-also", ())),
        title=node.get("title", ""),
        node=node,
        item=None if item is None else _field(item, schema, known, required=True),
        fields=MappingProxyType(
            {
                name: _field(child, schema, known, required=name in demanded)
                for name, child in node.get("properties", {}).items()
            }
        ),
    )


def known_versions(node: Schema) -> tuple[int, ...]:
    """The versions that a schema's entry for ``format`` takes, the newest last."""
    versions: Sequence[int] = node["enum"] if "enum" in node else (node.get("const", 1),)
    return tuple(sorted(versions))


def _none_allowed(node: Schema, *, required: bool) -> bool:
    if "enum" in node:
        return "none" in node["enum"]
    if required or "string" not in node["type"]:
        return False
    try:
        return re.search(node.get("pattern", ""), "none") is not None
    except re.error as error:
        raise ValueError(f"the pattern {node['pattern']} cannot be read") from error


def fact_types(schema: Schema) -> FactType:
    """The types of all facts that profiles of ``schema`` can yield, prepared companions included."""
    described = format_of(schema)
    sections = {name: _fact_type(described.fields.fields[name]) for name in described.fact_sections()}
    return FactType(kind="object", fields=MappingProxyType(sections))


def _fact_type(place: Field) -> FactType:
    fields: dict[str, FactType] = {}
    for name, child in place.fields.items():
        if name == "evidence":
            continue
        fields[name] = _fact_type(child)
        if child.type_mark:
            fields[name + COMPANIONS[child.type_mark]] = FactType(kind="integer")
    return FactType(
        kind=place.kind,
        item=None if place.item is None else _fact_type(place.item),
        fields=MappingProxyType(fields),
        key=place.key,
        choices=place.choices,
    )
