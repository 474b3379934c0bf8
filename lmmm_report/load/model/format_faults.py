"""What a JSON Schema of profiles has to be so that the program can read it: every fault with the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lmmm_report.domain.format import COMPANIONS, NO_FACTS
from lmmm_report.domain.profile import Path
from lmmm_report.facts.completing import RHYTHM_DAYS
from lmmm_report.load.schema.format import UNDERSTOOD
from lmmm_report.messages import Message, say

Fault = tuple[Path, Message]

_TYPES = ("string", "integer", "number", "boolean", "array", "object")
_MOST_DEPTH = 30
_HEAD: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("company",): ("object", "company"),
    ("company", "name"): ("string", "name"),
    ("assessment",): ("object", "assessment"),
    ("assessment", "date"): ("string", "date"),
}
"""What every profile has to state, with its type and its name."""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _are_numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, int) and not isinstance(one, bool) for one in value)


_WORDS: Mapping[str, Callable[[object], bool]] = {
    "type": lambda value: _are_types([value] if isinstance(value, str) else value),
    "enum": lambda value: bool(value) and (_are_texts(value) or _are_numbers(value)),
    "const": lambda value: _are_numbers([value]),
    "pattern": _is_text,  # whether it can be read says whoever validates with it
    "required": _are_texts,
    "properties": lambda value: isinstance(value, dict),
    "items": lambda value: isinstance(value, dict),
    "title": _is_text,
    "description": _is_text,
    "x-type": lambda value: value in list(COMPANIONS),
    "x-key": _is_text,
    "x-ref": _is_text,
    "x-ref-also": _are_texts,
    "x-future": lambda value: isinstance(value, bool),
    "x-end": lambda value: isinstance(value, bool),
}
"""The words that the program itself reads, and whether a value of one can be read."""


def _are_types(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(one in _TYPES for one in value)


def format_faults(schema: object) -> Iterator[Fault]:
    """Every fault, in the order of the file; the inside of a faulty place is not looked at."""
    found = False
    for fault in _faults(schema, schema, (), ()):
        found = True
        yield fault
    if found:
        return
    assert isinstance(schema, dict)
    for path, (kind, name) in _HEAD.items():
        around, _ = _at(schema, path[:-1])
        node, where = _at(schema, path)
        if node.get("type") != kind or name not in around.get("required", ()):
            yield where, say("format.head", name=".".join(path), kind=kind)
            return
    if _at(schema, ("assessment", "date"))[0].get("x-type") != "date":
        yield _at(schema, ("assessment", "date"))[1], say("format.head", name="assessment.date", kind="date")
    for name in schema["properties"]:
        if name not in NO_FACTS:
            yield from _references(schema, _at(schema, (name,))[0], ("properties", name), 0)


def _faults(node: object, schema: object, path: Path, around: tuple[str, ...]) -> Iterator[Fault]:
    """The faults of one place and of everything inside; ``around`` are the references that led here."""
    if not isinstance(node, dict):
        yield path, say("format.object")
        return
    if len(path) > 2 * _MOST_DEPTH or len(around) > _MOST_DEPTH:
        yield path, say("format.deep")
        return
    reference = node.get("$ref")
    if "$ref" in node:
        target = _target(reference, schema)
        if target is None or reference in around:
            yield (*path, "$ref"), say("format.ref", name=str(reference)[:80])
            return
        around = (*around, str(reference))
        if not isinstance(target, dict):
            yield (*path, "$ref"), say("format.ref", name=str(reference)[:80])
            return
        node = {**target, **{name: value for name, value in node.items() if name != "$ref"}}
        if "$ref" in node:
            yield from _faults(node, schema, path, around)
            return
    own = list(_own_faults(node, path))
    yield from own
    if own:
        return
    for name, child in node.get("properties", {}).items():
        yield from _faults(child, schema, (*path, "properties", name), around)
    if "items" in node:
        yield from _faults(node["items"], schema, (*path, "items"), around)


def _own_faults(node: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for word, value in node.items():
        if word not in UNDERSTOOD and not word.startswith("x-"):
            yield (*path, word), say("format.word", word=word[:80])
        elif word in _WORDS and not _WORDS[word](value):
            yield (*path, word), say("format.value", word=word)
    if _are_numbers(node.get("enum")) and node.get("type") != "integer":
        yield (*path, "enum"), say("format.value", word="enum")
    if "type" not in node:
        yield path, say("format.missing", word="type")
        return
    types = [node["type"]] if isinstance(node["type"], str) else node["type"]
    if isinstance(types, list) and "array" in types and "items" not in node:
        yield path, say("format.missing", word="items")
    if isinstance(types, list) and "object" in types and node.get("additionalProperties") is not False:
        yield path, say("format.closed")
    required, inside = node.get("required", ()), node.get("properties", {})
    if _are_texts(required) and isinstance(inside, dict):
        for name in required:
            if name not in inside:
                yield (*path, "required"), say("format.required", name=name[:80])
    if node.get("x-type") == "every" and not (
        isinstance(node.get("enum"), list) and all(word in RHYTHM_DAYS for word in node["enum"])
    ):
        yield path, say("format.rhythm", names=", ".join(RHYTHM_DAYS))


def _references(schema: Mapping[str, Any], node: Mapping[str, Any], path: Path, depth: int) -> Iterator[Fault]:
    """Names of lists that texts refer to, and of the fields by which entries are told apart."""
    reference = node.get("x-ref")
    if reference and not reference.startswith("model."):
        target = _at(schema, tuple(reference.split(".")))[0]
        if not target.get("x-key"):
            yield path, say("format.list", name=reference)
    item = _followed(node["items"], schema) if "items" in node else {}
    if node.get("x-key") and node["x-key"] not in item.get("properties", {}):
        yield path, say("format.key", name=node["x-key"])
    for name, child in node.get("properties", {}).items():
        yield from _references(schema, _followed(child, schema), (*path, "properties", name), depth + 1)
    if item:
        yield from _references(schema, item, (*path, "items"), depth + 1)


def _at(schema: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Mapping[str, Any], Path]:
    """The place of the format under ``names`` and the way to it; nothing, and the way so far, if there is none."""
    here: Mapping[str, Any] = _followed(schema, schema)
    path: Path = ()
    for name in names:
        inside = here.get("properties", {})
        if name not in inside:
            return {}, path
        here, path = _followed(inside[name], schema), (*path, "properties", name)
    return here, path


def _followed(node: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in node:
        target = _target(node["$ref"], schema)
        node = {**(target or {}), **{name: value for name, value in node.items() if name != "$ref"}}
    return node


def _target(reference: object, schema: object) -> Any:
    definitions = schema.get("$defs") if isinstance(schema, dict) else None
    if not isinstance(reference, str) or not reference.startswith("#/$defs/") or not isinstance(definitions, dict):
        return None
    return definitions.get(reference.removeprefix("#/$defs/"))
