"""One field of the profile's format for people: what it means, what may stand there, who reads it, an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lmmm_report.domain.format import Schema
from lmmm_report.load.profile.format_reference import kind_of
from lmmm_report.load.schema.format import resolve
from lmmm_report.load.schema.text import localised_profile_schema

Way = tuple[str, ...]
"""The way to a field; entries of a list have no step of their own."""

_WORDS = {
    "en": {
        "kind": "What may stand there", "inside": "In it", "gates": "Gates that read it", "example": "Example",
        "required": "required", "choices": "One of",
        "no_gate": "No gate reads it: it is evidence, advice or description.",
        "text": "a text, `exists` if there is one and what it says is not known, or `none`",
        "group": "a group with the fields below; `exists` if there is one and no more is known; `none`, or "
        "`{none: true, note: why}`, if there is none; `basis` and `said_by` beside its fields",
        "list": "a list, complete as it stands; `exists` or `one` if no more is known; `none` if there is none; else "
        "`{listed: [...], count: 8, each: {...}, more: true}`",
        "bare": "an entry of which only `{name}` is known is written as that alone: `[{name}]`",
        "date": "a time as you know it (`2026-07`, `spring 2026`, `ongoing`), or `none`",
        "share": "a share as you know it (`mostly`, `8 of 10`, `80 %`), or `none`",
    },
    "de": {
        "kind": "Was dort stehen kann", "inside": "Darin", "gates": "Bedingungen, die es lesen", "example": "Beispiel",
        "required": "erforderlich", "choices": "Eines von",
        "no_gate": "Keine Bedingung liest es: Es ist Beleg, Rat oder Beschreibung.",
        "text": "ein Text; `exists`, wenn es ihn gibt und nicht bekannt ist, was darin steht; oder `none`",
        "group": "eine Gruppe mit den Feldern darunter; `exists`, wenn es sie gibt und mehr nicht bekannt ist; `none` "
        "oder `{none: true, note: warum}`, wenn nicht; neben den Feldern auch `basis` und `said_by`",
        "list": "eine Liste, so vollständig, wie sie dasteht; `exists` oder `one`, wenn mehr nicht bekannt ist; "
        "`none`, wenn es nichts davon gibt; sonst `{listed: [...], count: 8, each: {...}, more: true}`",
        "bare": "ein Eintrag, von dem nur `{name}` bekannt ist, wird allein so geschrieben: `[{name}]`",
        "date": "eine Zeit, wie Sie sie kennen (`2026-07`, `Frühjahr 2026`, `laufend`), oder `none`",
        "share": "ein Anteil, wie Sie ihn kennen (`meistens`, `8 von 10`, `80 %`), oder `none`",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A gate that reads a field."""

    id: str
    title: str


class FieldReference:
    """All fields of a format in one language."""

    def __init__(self, language: str, described: Schema | None = None) -> None:
        self._schema = localised_profile_schema(language, described)
        self._language = language if language in _WORDS else "en"
        self._words = _WORDS[self._language]
        self._nodes = dict(self._found(self._schema, ()))

    @property
    def ways(self) -> tuple[str, ...]:
        """The dotted ways to all fields, in the order of the format."""
        return tuple(".".join(way) for way in self._nodes)

    def title(self, way: str) -> str:
        """The title of the field at a dotted way."""
        return str(self._nodes[tuple(way.split("."))].get("title", ""))

    def meaning(self, way: str) -> str:
        """What the field at a dotted way means."""
        return str(self._nodes[tuple(way.split("."))].get("description", ""))

    def meant(self, name: str) -> tuple[str, ...]:
        """The dotted ways that ``name`` may stand for, in any case of letters: itself, or all that end with it."""
        asked = name.casefold().replace("[]", "")
        if asked in self.ways:
            return (asked,)
        return tuple(way for way in self.ways if way.endswith(f".{asked}"))

    def explained(self, way: str, readers: Sequence[Reader], example: str) -> str:
        """The field at a dotted way; ``example`` is a piece of a profile that states it, empty for none."""
        return "\n".join(self._lines(tuple(way.split(".")), readers, example)).rstrip() + "\n"

    def _lines(self, way: Way, readers: Sequence[Reader], example: str) -> Iterator[str]:
        w, node = self._words, self._nodes[way]
        yield f"# {node['title']}: `{'.'.join(way)}`"
        yield ""
        yield str(node["description"])
        yield ""
        yield f"**{w['kind']}:** {self._kind(node)}"
        yield ""
        inner = self._inner(node)
        if inner is not None:
            yield f"**{w['inside']}:**"
            yield ""
            required = inner.get("required", ())
            for name, raw in inner["properties"].items():
                if name != "evidence":
                    child = resolve(raw, self._schema)
                    mark = f" ({w['required']})" if name in required else ""
                    yield f"- `{name}`{mark} – {child['title']}. {child['description']}"
            yield ""
        if readers:
            yield f"**{w['gates']}:**"
            yield ""
            yield from (f"- {reader.id} {reader.title}" for reader in readers)
        else:
            yield w["no_gate"]
        if example:
            yield ""
            yield f"**{w['example']}:**"
            yield ""
            yield from ("```yaml", example.rstrip(), "```")

    def _kind(self, node: Schema) -> str:
        w = self._words
        if "enum" in node:
            return f"{w['choices']} " + ", ".join(f"`{word}`" for word in node["enum"])
        if "items" in node and self._may_be_none(node):
            named = node.get("x-name", node.get("x-key", ""))
            inner = self._inner(node)
            bare = named and inner is not None and set(inner.get("required", ())) <= {named}
            return w["list"] + (f"; {w['bare'].format(name=named)}" if bare else "")
        if "properties" in node and self._may_be_none(node):
            return w["group"]
        mark = node.get("x-type", "")
        if mark == "share" or (mark == "date" and "pattern" not in node):
            return w[mark]
        plain = node.get("type") == "string" and not {"pattern", "x-ref", "x-type"} & node.keys()
        return w["text"] if plain else kind_of(node, self._schema, self._language)

    def _may_be_none(self, node: Schema) -> bool:
        return "string" in node["type"] if isinstance(node["type"], list) else False

    def _inner(self, node: Schema) -> Schema | None:
        if "properties" in node:
            return node
        items = resolve(node["items"], self._schema) if "items" in node else None
        return items if items is not None and "properties" in items else None

    def _found(self, node: Schema, way: Way) -> Iterator[tuple[Way, Mapping[str, object]]]:
        inner = self._inner(node)
        for name, raw in inner["properties"].items() if inner is not None else ():
            if name != "evidence":
                child = resolve(raw, self._schema)
                yield (*way, name), child
                yield from self._found(child, (*way, name))
