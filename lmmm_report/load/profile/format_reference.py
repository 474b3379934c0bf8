"""The profile format for people: every field with its meaning, drawn from the JSON Schema, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lmmm_report.load.schema.format import resolve
from lmmm_report.load.schema.text import localised_profile_schema

WORDS = {
    "en": {
        "title": "The profile format, field by field",
        "intro": "A profile describes; nobody grades anything. Five ways to state a thing: leave out what is not known "
        "(unknown is never a no); `none` for what does not exist, with a reason `{none: true, note: why}`; `exists` "
        "for what is there and not told; `{count: 8, each: {...}}` for what holds for each entry of a list; the rest "
        "as it is. A list is complete, else `{listed: [...], more: true}`; an entry of which only the name is known is "
        "the name alone. Times and shares as you know them: [forms](times.en.md). Every group and entry may carry "
        "`basis` (shown, described, told count; heard, assumed leave it open), `said_by`, `note` and `evidence`. "
        "[With examples](writing.en.md). This file is generated: make docs.",
        "day": "date", "field": "Field", "kind": "Kind", "meaning": "Meaning", "required": "required",
        "text": "text", "integer": "whole number", "boolean": "true or false", "list": "list of", "object": "group",
        "date": "time", "duration": "duration", "every": "rhythm", "share": "share",
        "items": "list of groups, told apart by", "reference": "id from", "one": "one of",
        "evidence": "Evidence, on any item",
    },
    "de": {
        "title": "Das Profilformat, Feld für Feld",
        "intro": "Ein Profil beschreibt; niemand bewertet etwas. Fünf Arten, etwas anzugeben: weglassen, was nicht "
        "bekannt ist (unbekannt ist nie ein Nein); `none`, wo es etwas nicht gibt, mit Grund `{none: true, note: "
        "warum}`; `exists`, wo es etwas gibt und nicht bekannt ist, was darin steht; `{count: 8, each: {...}}`, "
        "was für jeden Eintrag einer Liste gilt; alles Übrige, wie es ist. Eine Liste ist vollständig, sonst "
        "`{listed: [...], more: true}`; ein Eintrag, von dem nur der Name bekannt ist, ist der Name allein. "
        "Zeiten und Anteile, wie Sie sie kennen: [Formen](times.de.md). Jede Gruppe und jeder Eintrag kann `basis` "
        "(shown, described, told zählen; heard, assumed lassen es offen), `said_by`, `note` und `evidence` "
        "(Belege) tragen. [Mit Beispielen](writing.de.md). Diese Datei wird erzeugt: make docs.",
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
        self._language = language
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
            yield f"| `{prefix}{name}` | {kind_of(child, self._schema, self._language)}{mark} | {meaning} |"
            inner = self._inner(child)
            if inner:
                yield from self._rows(inner, f"{prefix}{name}{'[]' if 'items' in child else ''}.")

    def _inner(self, node: Mapping[str, Any]) -> Mapping[str, Any] | None:
        if "properties" in node:
            return node
        items = resolve(node["items"], self._schema) if "items" in node else None
        return items if items and "properties" in items else None


def kind_of(node: Mapping[str, Any], schema: Mapping[str, Any], language: str) -> str:  # noqa: PLR0911 - one return for each kind
    """What kind of value a field of ``schema`` takes, in words of one language."""
    w = WORDS[language]
    if "items" in node:
        item = resolve(node["items"], schema)
        if "properties" in item:
            return f"{w['items']} `{node['x-key']}`" if "x-key" in node else w["list"]
        return f"{w['list']} {kind_of(item, schema, language)}"
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
