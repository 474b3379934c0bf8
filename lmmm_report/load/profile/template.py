"""A new profile for people to fill in.

For the built-in format it is a text that fits on three screens: the ways to state a thing, and the fields that decide
gates (``start.<language>.yaml`` beside this module). For a format of one's own it is drawn from the JSON Schema: every
field with its meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any

from lmmm_report.domain.format import Schema
from lmmm_report.load.schema.format import known_versions, profile_schema, resolve
from lmmm_report.load.schema.text import localised_profile_schema

HEAD = {
    "en": (
        "A profile describes; nobody grades anything here.",
        "Leave out (or leave commented) what is not known: it counts as unknown, never as no.",
        "Write none for what does not exist. To state a field, take away the # in front of it.",
    ),
    "de": (
        "Ein Profil beschreibt; hier bewertet niemand etwas.",
        "Was nicht bekannt ist, bleibt weg oder auskommentiert: Es gilt als unbekannt, nie als Nein.",
        "Schreiben Sie none, wo es etwas nicht gibt. Um ein Feld anzugeben, entfernen Sie das # davor.",
    ),
}
WIDTH = 110


def profile_template(
    *, company: str, day: date, language: str, schema: str | None, described: Schema | None = None
) -> str:
    """A valid profile in which only the head is stated; everything else stands in comments.

    ``described`` is the JSON Schema of the format (`None`: the built-in one), ``schema`` its address for editors.
    """
    if described is None or described == profile_schema():
        return _start(company, day, language, schema)
    return (
        "\n".join(_Template(localised_profile_schema(language, described)).lines(company, day, language, schema)) + "\n"
    )


def _start(company: str, day: date, language: str, address: str | None) -> str:
    text = Path(__file__).with_name(f"start.{language}.yaml").read_text(encoding="utf-8")
    head = f"# yaml-language-server: $schema={address}\n" if address else ""
    name = json.dumps(company, ensure_ascii=False)
    text = text.replace("name: Example Company", f"name: {name}", 1)
    return head + re.sub("date: [0-9-]+", f"date: {day.isoformat()}", text, count=1)


class _Template:
    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def lines(self, company: str, day: date, language: str, address: str | None) -> Iterator[str]:
        if address:
            yield f"# yaml-language-server: $schema={address}"
        for line in HEAD[language]:
            yield f"# {line}"
        stated = {
            ("format",): str(known_versions(self._schema["properties"]["format"])[-1]),
            ("company", "name"): json.dumps(company, ensure_ascii=False),
            ("assessment", "date"): day.isoformat(),
            ("assessment", "language"): language,
        }
        for name, node in self._schema["properties"].items():
            yield ""
            yield from self._field((name,), node, stated, indent=0)

    def _field(
        self, path: tuple[str, ...], node: Mapping[str, Any], stated: Mapping[tuple[str, ...], str], indent: int
    ) -> Iterator[str]:
        node = resolve(node, self._schema)
        pad = "  " * indent
        here = any(known[: len(path)] == path for known in stated)
        mark = pad if here else f"{pad}# "
        for line in wrap(f"{node['title']}: {node['description']}", WIDTH - len(pad)):
            yield f"{pad}## {line}"
        if path in stated:
            yield f"{pad}{path[-1]}: {stated[path]}"
            return
        properties = node.get("properties")
        items = resolve(node["items"], self._schema) if "items" in node else None
        if properties:
            yield f"{mark}{path[-1]}:"
            yield from self._fields(path, properties, stated, indent + 1)
        elif items is not None and items.get("properties"):
            yield f"{mark}{path[-1]}:"
            yield from self._item(items, indent + 1)
        else:
            yield f"{mark}{path[-1]}: {_sample(node, items)}"

    def _fields(
        self,
        path: tuple[str, ...],
        properties: Mapping[str, Any],
        stated: Mapping[tuple[str, ...], str],
        indent: int,
    ) -> Iterator[str]:
        for name, child in properties.items():
            if name != "evidence":
                yield from self._field((*path, name), child, stated, indent)

    def _item(self, item: Mapping[str, Any], indent: int) -> Iterator[str]:
        pad = "  " * indent
        lead = "- "
        for name, child in item["properties"].items():
            if name == "evidence":
                continue
            node = resolve(child, self._schema)
            inner = resolve(node["items"], self._schema) if "items" in node else None
            note = f"  # {node['description']}"
            if inner is not None and inner.get("properties"):
                yield f"{pad}# {lead}{name}:{note}"
                first = "- "
                for sub, subnode in inner["properties"].items():
                    if sub != "evidence":
                        sample = resolve(subnode, self._schema)
                        yield f"{pad}#     {first}{sub}: {_sample(sample, None)}  # {sample['description']}"
                        first = "  "
            else:
                yield f"{pad}# {lead}{name}: {_sample(node, inner)}{note}"
            lead = "  "


def _sample(node: Mapping[str, Any], items: Mapping[str, Any] | None) -> str:
    """What a value could look like."""
    if items is not None:
        return f"[{_sample(items, None)}]"
    if "enum" in node:
        return " | ".join(str(value) for value in node["enum"])
    kinds = node.get("type", "string")
    kind = kinds if isinstance(kinds, str) else kinds[0]
    if node.get("x-type") == "date":
        return "2026-03-31"
    if node.get("x-type") == "duration":
        return "24 h"
    return {"boolean": "true | false", "integer": "12"}.get(kind, "…")
