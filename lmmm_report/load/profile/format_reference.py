"""The profile format for people: every field with its meaning, drawn from the JSON Schema, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lmmm_report.load.schema.format import resolve
from lmmm_report.load.schema.text import localised_profile_schema

WORDS = {
    "en": {
        "title": "The profile format, field by field",
        "intro": "A profile describes; nobody grades anything. Leave out what is not known (unknown is never a no), "
        "write `none` for what does not exist, state the rest. A list that is stated is complete. "
        "Every item may carry `evidence`. This file is generated: make docs.",
        "day": "date", "field": "Field", "kind": "Kind", "meaning": "Meaning", "required": "required",
        "text": "text", "integer": "whole number", "boolean": "true or false", "list": "list of", "object": "group",
        "date": "time", "duration": "duration", "every": "rhythm", "share": "share",
        "items": "list of groups, told apart by", "reference": "id from", "one": "one of",
        "evidence": "Evidence, on any item",
    },
    "de": {
        "title": "Das Profilformat, Feld für Feld",
        "intro": "Ein Profil beschreibt; niemand bewertet etwas. Lassen Sie weg, was nicht bekannt ist (unbekannt ist "
        "nie ein Nein), schreiben Sie `none`, wo es etwas nicht gibt, und geben Sie alles Übrige an. Eine angegebene "
        "Liste ist vollständig. Jeder Eintrag kann `evidence` (Belege) tragen. Diese Datei wird erzeugt: make docs.",
        "day": "Datum", "field": "Feld", "kind": "Art", "meaning": "Bedeutung", "required": "erforderlich",
        "text": "Text", "integer": "ganze Zahl", "boolean": "true oder false", "list": "Liste:", "object": "Gruppe",
        "date": "Zeitangabe", "duration": "Dauer", "every": "Rhythmus", "share": "Anteil",
        "items": "Liste von Gruppen, unterschieden nach", "reference": "Kennung aus", "one": "eines von",
        "evidence": "Belege, an jedem Eintrag",
    },
}  # fmt: skip


def profile_reference(language: str) -> str:
    """The whole format in one language."""
    return "\n".join(_Reference(language).lines()).rstrip() + "\n"


class _Reference:
    def __init__(self, language: str) -> None:
        self._schema = localised_profile_schema(language)
        self._w = WORDS[language]

    def lines(self) -> Iterator[str]:
        yield f"# {self._w['title']}"
        yield ""
        yield self._w["intro"]
        yield ""
        required = set(self._schema["required"])
        for name, raw in self._schema["properties"].items():
            node = resolve(raw, self._schema)
            yield f"## {node['title']}: `{name}`"
            yield ""
            yield node["description"] + (f" ({self._w['required']})" if name in required else "")
            yield ""
            inner = self._inner(node)
            if inner:
                yield from self._table(inner, prefix="")
        yield f"## {self._w['evidence']}: `evidence`"
        yield ""
        yield from self._table(resolve(self._schema["$defs"]["evidence"]["items"], self._schema), prefix="")

    def _table(self, node: Mapping[str, Any], prefix: str) -> Iterator[str]:
        yield f"| {self._w['field']} | {self._w['kind']} | {self._w['meaning']} |"
        yield "|---|---|---|"
        yield from self._rows(node, prefix)
        yield ""

    def _rows(self, node: Mapping[str, Any], prefix: str) -> Iterator[str]:
        required = set(node.get("required", ()))
        for name, raw in node["properties"].items():
            if name == "evidence":
                continue
            child = resolve(raw, self._schema)
            mark = f" ({self._w['required']})" if name in required else ""
            meaning = f"**{child['title']}.** {child['description']}".replace("|", "\\|")
            yield f"| `{prefix}{name}` | {self._kind(child)}{mark} | {meaning} |"
            inner = self._inner(child)
            if inner:
                yield from self._rows(inner, f"{prefix}{name}{'[]' if 'items' in child else ''}.")

    def _inner(self, node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if "properties" in node:
            return node
        items = resolve(node["items"], self._schema) if "items" in node else None
        return items if items and "properties" in items else None

    def _kind(self, node: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one return for each kind
        w = self._w
        if "items" in node:
            item = resolve(node["items"], self._schema)
            if "properties" in item:
                return f"{w['items']} `{node['x-key']}`" if "x-key" in node else w["list"]
            return f"{w['list']} {self._kind(item)}"
        if "properties" in node:
            return w["object"]
        if "enum" in node:
            return f"{w['one']} " + ", ".join(f"`{value}`" for value in node["enum"])
        if "x-ref" in node:
            return f"{w['reference']} `{node['x-ref']}`"
        if "x-type" in node:
            return w["day" if node["x-type"] == "date" and "pattern" in node else node["x-type"]]
        kinds = node.get("type", "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        return w.get(kind, w["text"])
