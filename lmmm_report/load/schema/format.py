"""The profile's schema as the program reads it: every reference resolved, every mark of the format named.

The file itself is ``lmmm_report/model/profile.schema.json``; editors, the validator, the checker of conditions and
the preparation of facts all read that one file.
"""

import json
import re
from collections.abc import ItemsView, Iterator, Mapping, Sequence, ValuesView
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

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


class FactType(NamedTuple):
    """What a condition finds at one place of the facts."""

    kind: FactKind
    item: "FactType | None" = None
    fields: "Mapping[str, FactType]" = MappingProxyType({})
    key: str = ""
    choices: tuple[str, ...] = ()
    """All texts that may stand here; empty where any text may."""

    def at(self, path: Sequence[str]) -> "FactType | None":
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
    """The built-in format of profiles; of its thousand places a run makes those that it looks at."""
    return _format(profile_schema())


def format_of(schema: Schema) -> ProfileFormat:
    """The format that such a JSON Schema describes; `ValueError` if it says more than is understood."""
    described = _format(schema)
    _make_all(described.fields, set())
    return described


def _format(schema: Schema) -> ProfileFormat:
    spelled = with_forms(schema, frozenset(schema.get("properties", {})) - NO_FACTS)
    return ProfileFormat(schema=schema, spelled=spelled, fields=_Reader(spelled).field(spelled, required=True))


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
    fields = _Reader(schema).field(schema, required=True)
    _make_all(fields, set())
    return fields


def _make_all(field: Field, made: set[int]) -> None:
    if id(field) not in made:
        made.add(id(field))
        strange = sorted(word for word in field.node.keys() - UNDERSTOOD if not word.startswith("x-"))
        if strange:
            raise ValueError(f"the word {strange[0]} of JSON Schema is not understood here")
        for child in field.fields.values():
            _make_all(child, made)
        if field.item is not None:
            _make_all(field.item, made)


class _Reader:
    """Makes the fields of one schema, each at the first look at it."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._known: dict[tuple[str | int, bool], Field] = {}

    def field(self, node: Schema, *, required: bool) -> Field:
        """The field of ``node``, made once for all places that share it or refer to the same and say nothing else."""
        key = (str(node["$ref"]) if len(node) == 1 and "$ref" in node else id(node), required)
        if key not in self._known:
            self._known[key] = self._made(node, required=required)
        return self._known[key]

    def _made(self, node: Schema, *, required: bool) -> Field:
        node = resolve(node, self._schema)
        types = [node["type"]] if isinstance(node["type"], str) else list(node["type"])
        type_mark = node.get("x-type", "")
        return Field(
            kind="text" if type_mark else _KINDS[next((kind for kind in types if kind != "string"), "string")],
            none_allowed=_none_allowed(node, required=required),
            required=required,
            type_mark=type_mark,
            future=bool(node.get("x-future", False)),
            choices=tuple(word for word in node.get("enum", ()) if isinstance(word, str)),
            key=node.get("x-key", ""),
            reference=node.get("x-ref", ""),
            reference_also=tuple(node.get("x-ref-also", ())),
            name=node.get("x-name", node.get("x-key", "")),
            form=bool(node.get("x-form", False)),
            only=node.get("x-only", 0),
            only_cure=node.get("x-only-cure", "profile.migrate"),
            title=node.get("title", ""),
            node=node,
            item=self._entry(node) if "items" in node else None,
            fields=_Fields(self, node) if node.get("properties") else _NO_FIELDS,
        )

    def _entry(self, node: Schema) -> Field:
        entry = self.field(node["items"], required=True)
        name = node.get("x-name", node.get("x-key", ""))
        return entry._replace(name=name) if entry.kind == "object" and name else entry


_NO_FIELDS: Mapping[str, Field] = MappingProxyType({})


class _Fields(Mapping[str, Field]):
    """The fields of one group, made at the first look at any of them."""

    def __init__(self, reader: _Reader, node: Schema) -> None:
        self._reader = reader
        self._node = node

    @cached_property
    def _all(self) -> dict[str, Field]:
        demanded = frozenset(self._node.get("required", ()))
        return {
            name: self._reader.field(child, required=name in demanded)
            for name, child in self._node["properties"].items()
        }

    def __getitem__(self, name: str) -> Field:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    # What the views of a mapping would ask one by one.

    def __contains__(self, name: object) -> bool:
        return name in self._all

    def get(self, name: str, default: Any = None) -> Any:
        return self._all.get(name, default)

    def items(self) -> ItemsView[str, Field]:
        return self._all.items()

    def values(self) -> ValuesView[Field]:
        return self._all.values()


def known_versions(node: Schema) -> tuple[int, ...]:
    """The versions that a schema's entry for ``format`` takes, the newest last."""
    versions: Sequence[int] = node["enum"] if "enum" in node else (node.get("const", 1),)
    return tuple(sorted(versions))


def _none_allowed(node: Schema, *, required: bool) -> bool:
    if "enum" in node:
        return "none" in node["enum"]
    if required or "string" not in node["type"] or node.get("x-form") or node.get("x-identity"):
        return False
    return _takes_none(node.get("pattern", ""))


@cache
def _takes_none(pattern: str) -> bool:
    try:
        return re.search(pattern, "none") is not None
    except re.error as error:
        raise ValueError(f"the pattern {pattern} cannot be read") from error


def fact_types(schema: Schema) -> FactType:
    """The types of all facts that profiles of ``schema`` can yield, prepared companions included."""
    plain = fields_of(schema)
    sections = {name: _section(_fact_type(child)) for name, child in plain.fields.items() if name not in NO_FACTS}
    return FactType(kind="object", fields=MappingProxyType(sections))


def _section(kind: FactType) -> FactType:
    """A section of the profile: it is not asked whether there is one."""
    if kind.kind != "object":
        return kind
    return kind._replace(fields=MappingProxyType({name: one for name, one in kind.fields.items() if name != THERE}))


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
