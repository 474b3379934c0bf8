"""An example profile with one of its lists grown to any length that the format admits."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lmmm_report.domain.format import NO_FACTS, Field
from lmmm_report.load.profile.profile import load_profile_text
from lmmm_report.load.schema.format import profile_format
from lmmm_report.load.yaml.source import read_yaml
from tests.built_in import MODEL
from tests.properties.random_profiles import without_circles

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "lmmm_report/model/profile.schema.json").read_text(encoding="utf-8"))
_BASE = json.dumps(read_yaml(ROOT / "configs/calder-finch-water.yaml").data)
_CRITERIA = frozenset(criterion.id for criterion in MODEL.criteria)
_MEASURES = frozenset(measure.id for measure in MODEL.measures)
_MARKED = {"date": "2026-09-01", "duration": "24 h", "every": "weekly"}


@dataclass(frozen=True)
class GrowingList:
    """A list of the format: the way to it, where ``"*"`` is any entry of a list around it."""

    path: tuple[str, ...]
    field: Field
    most: int
    """So many entries the format admits."""

    def __str__(self) -> str:
        return ".".join(self.path)


def growing_lists() -> list[GrowingList]:
    """Every list of facts that the format has."""
    found: list[GrowingList] = []
    for name, field in profile_format().fields.fields.items():
        if name not in NO_FACTS and name != "company":
            found += _lists(field, SCHEMA["properties"][name], (name,))
    return found


def _lists(field: Field, schema: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[GrowingList]:
    if field.kind == "list" and field.item is not None:
        yield GrowingList(path, field, schema["maxItems"])
        field, schema, path = field.item, schema["items"], (*path, "*")
    for name, inner in field.fields.items():
        if name != "evidence" and not inner.form and name in schema.get("properties", {}):
            yield from _lists(inner, schema["properties"][name], (*path, name))


def grown(growing: GrowingList, size: int) -> bytes:
    """The example with ``size`` entries in the list; fewer where their names are words of a short list.

    Every entry states every field, and refers to entries that are there. A list inside entries grows in the first.
    """
    data: dict[str, Any] = json.loads(_BASE)
    here: Any = data
    field: Field | None = profile_format().fields
    for step, after in zip(growing.path, growing.path[1:], strict=False):
        assert field is not None
        if step == "*":
            field = field.item
            here = here[0]
            continue
        field = field.fields[step]
        written = here.get(step)
        if after == "*" and not (isinstance(written, list) and written and isinstance(written[0], dict)):
            here[step] = [_entry(field, 0, data)]
        elif not isinstance(written, (dict, list)):
            here[step] = {}
        here = here[step]
    here[growing.path[-1]] = _entries(growing, size, data)
    return json.dumps(_with_references(data), ensure_ascii=False).encode()


def loaded(data: bytes) -> Any:
    """The profile through the front door."""
    return load_profile_text(data, "grown.yaml", criteria=_CRITERIA, measures=_MEASURES)


def _entries(growing: GrowingList, size: int, data: dict[str, Any]) -> list[Any]:
    item = growing.field.item
    assert item is not None
    if item.kind != "object":
        words = [word for word in item.choices if word != "none"]
        if item.reference:
            return _ids(item.reference, data)[:size]
        return words[:size] if words else [f"Text {number}" for number in range(size)]
    made = {}
    for number in range(size):
        entry = _entry(growing.field, number, data)
        made.setdefault(entry.get(growing.field.key, number), entry)
    return list(made.values())


def _entry(field: Field, number: int, data: dict[str, Any]) -> dict[str, Any]:
    assert field.item is not None
    return {
        name: value
        for name, inner in field.item.fields.items()
        if name != "evidence"
        and not inner.form
        and (value := _value(inner, number, data, own=name == field.key)) is not None
    }


def _value(field: Field, number: int, data: dict[str, Any], *, own: bool = False) -> Any:
    if field.kind == "list":
        assert field.item is not None
        inner = field.item
        return [_entry(field, 0, data)] if inner.kind == "object" else [_value(inner, number, data)]
    if field.kind != "text":
        return {"boolean": True, "integer": 1, "number": 1}.get(field.kind)
    words = [word for word in field.choices if word != "none"]
    if words:
        return words[number % len(words)]
    if field.reference:
        ids = [*_ids(field.reference, data), *field.reference_also]
        return ids[number % len(ids)] if ids else None
    return _MARKED.get(field.type_mark, f"x{number}")


def _ids(reference: str, data: dict[str, Any]) -> list[str]:
    here: Any = data
    for step in reference.split("."):
        here = here.get(step, {}) if isinstance(here, dict) else {}
    return [entry["id"] for entry in here if isinstance(entry, dict)] if isinstance(here, list) else []


def _with_references(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` with every reference that leads nowhere led to an entry that is there."""

    def mended(value: Any, field: Field | None) -> Any:
        if isinstance(value, str) and field is not None and field.reference:
            known = [*_ids(field.reference, data), *field.reference_also]
            return value if value in known or value == "none" or not known else known[0]
        if isinstance(value, dict) and field is not None:
            return {name: mended(child, field.fields.get(name)) for name, child in value.items()}
        if isinstance(value, list) and field is not None:
            made = [mended(child, field.item) for child in value]
            return list(dict.fromkeys(made)) if all(isinstance(child, str) for child in made) else made
        return value

    made = {
        name: value if name in NO_FACTS else mended(value, profile_format().fields.fields.get(name))
        for name, value in data.items()
    }
    without_circles(made)
    return made
