"""The forms in which anything can be stated, beside its plain value: exists, none with a note, lists left open, basis.

A format says what can be stated; the forms say how much of it is known and on whose word. They are the same at every
place of every format, so the schema file does not repeat them: here they are put into it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from lmmm_report.domain.profile import BASES

Schema = Mapping[str, Any]

LISTED, COUNT, MORE, EACH = "listed", "count", "more", "each"
NONE_OF_IT, SOME_OF_IT = "none", "exists"
NOTE, BASIS, SAID_BY, SAID_ON = "note", "basis", "said_by", "said_on"
ASSUMED, TOLD, FIELDS = "assumed", "told", "fields"

REMARKS: Final = frozenset({NOTE, BASIS, SAID_BY, SAID_ON})
"""What may stand beside a statement, and beside the one that there is none; alone it says nothing."""

_TEXTS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    LISTED: ("Named entries", "The entries that are known by name.", "Genannte Einträge", "Die Einträge mit Namen."),
    COUNT: ("Number", "How many entries there are in all.", "Anzahl", "Wie viele Einträge es insgesamt gibt."),
    EACH: (
        "Each of them",
        "What holds for every entry, named or not.",
        "Jeder davon",
        "Was für jeden Eintrag gilt, ob genannt oder nicht.",
    ),
    MORE: (
        "There may be more",
        "true if there may be entries beside those that are named.",
        "Vielleicht weitere",
        "true, wenn es neben den genannten weitere Einträge geben kann.",
    ),
    NONE_OF_IT: (
        "There is none",
        "true: there is none. Beside it a note, evidence or basis may stand.",
        "Gibt es nicht",
        "true: Es gibt nichts davon. Daneben können Notiz, Belege oder Grundlage stehen.",
    ),
    SOME_OF_IT: (
        "It exists",
        "true: it exists, whatever else is said here or not known of it; of a list, there is at least one.",
        "Gibt es",
        "true: Es gibt das, was immer hier sonst dazu steht oder offen ist; bei einer Liste mindestens einen Eintrag.",
    ),
    NOTE: ("Note", "What else was said about it.", "Notiz", "Was dazu noch gesagt wurde."),
    BASIS: (
        "Basis",
        "How it is known: shown, described in detail, told, heard from others, assumed. Hearsay leaves results open.",
        "Grundlage",
        "Woher man es weiß: vorgelegt (shown), beschrieben, gesagt (told), gehört (heard), angenommen (assumed).",
    ),
    SAID_BY: (
        "Said by",
        "Who said so: person, role or unit.",
        "Gesagt von",
        "Wer es gesagt hat: Person, Rolle, Einheit.",
    ),
    SAID_ON: ("Said on", "The day on which it was said.", "Gesagt am", "Der Tag, an dem es gesagt wurde."),
    ASSUMED: (
        "Assumed",
        "The fields of this group that are only assumed. They do not count until somebody confirms them.",
        "Angenommen",
        "Die Felder dieser Gruppe, die nur angenommen sind. Sie zählen erst, wenn sie jemand bestätigt.",
    ),
    TOLD: (
        "Confirmed",
        "The fields of this group that somebody has confirmed, with who and when.",
        "Bestätigt",
        "Die Felder dieser Gruppe, die jemand bestätigt hat, mit Person und Tag.",
    ),
    FIELDS: ("Fields", "The names of the fields.", "Felder", "Die Namen der Felder."),
}
_PLAIN_NONE = "^none$"
_ENTRY, _FORM = "entry", "form."


def with_forms(schema: Schema, sections: frozenset[str]) -> dict[str, Any]:
    """``schema`` with the forms at every place of ``sections``; everything else as it is."""
    definitions = dict(schema.get("$defs", {}))
    definitions |= {_FORM + name: {**_text(name), **kind} for name, kind in _KINDS.items()}
    spelled = _Spelled(schema, definitions)
    properties = {
        name: spelled.place(node, (name,)) if name in sections else node
        for name, node in schema.get("properties", {}).items()
    }
    return {**schema, "properties": properties, "$defs": definitions}


class _Spelled:
    def __init__(self, schema: Schema, definitions: dict[str, Any]) -> None:
        self._definitions = definitions
        self._schema = schema
        for name, node in list(definitions.items()):
            if node.get("x-type") == "duration" and "pattern" in node:
                definitions[name] = {**node, "pattern": f"{node['pattern']}|^exists$"}

    def place(self, node: Schema, path: tuple[str, ...]) -> Schema:
        if "$ref" in node:
            return node
        kinds = [node["type"]] if isinstance(node["type"], str) else list(node["type"])
        if "array" in kinds and "items" in node:
            return self._list(node, kinds, path)
        if "object" in kinds and "properties" in node:
            return self._group(node, kinds, path)
        return node

    def _group(self, node: Schema, kinds: list[str], path: tuple[str, ...]) -> Schema:
        properties = self._properties(node, path)
        if "string" not in kinds or node.get("pattern") != _PLAIN_NONE:
            return {**node, "properties": properties}
        forms = {NONE_OF_IT: _form(NONE_OF_IT), SOME_OF_IT: _form(SOME_OF_IT), **_remarks(properties, ASSUMED, TOLD)}
        return {**node, "pattern": "^(none|exists)$", "properties": {**properties, **forms}}

    def _properties(self, node: Schema, path: tuple[str, ...]) -> dict[str, Any]:
        return {name: self.place(child, (*path, name)) for name, child in node["properties"].items()}

    def _list(self, node: Schema, kinds: list[str], path: tuple[str, ...]) -> Schema:
        item = node["items"]
        resolved = self._resolved(item)
        form: dict[str, Any] = {}
        if "properties" in resolved:
            name = ".".join((*path, _ENTRY))
            own = {key: value for key, value in resolved.items() if key != "required"}
            properties = self._properties(resolved, (*path, _ENTRY))
            key = node.get("x-key", "")
            if key in properties:
                properties[key] = {**properties[key], "x-identity": True}
            own["properties"] = {**properties, **_remarks(properties, ASSUMED, TOLD)}
            self._definitions[name] = own
            reference = {"$ref": f"#/$defs/{name}"}
            required = list(resolved.get("required", ()))
            item = {**reference, "required": required} if required else reference
            named = node.get("x-name", node.get("x-key", ""))
            if named and set(required) <= {named}:
                own["type"] = ["object", "string"]
                item = {**item, **_bare_name(self._resolved(properties[named]))}
            form[EACH] = {**reference, **_text(EACH), "type": "object"}
        if "string" not in kinds or node.get("pattern") != _PLAIN_NONE:
            return {**node, "items": item}
        bounds = {key: node[key] for key in ("minItems", "maxItems", "uniqueItems") if key in node}
        listed = {**_text(LISTED), "type": "array", "items": item, **bounds}
        listed |= {key: node[key] for key in ("x-key", "x-name") if key in node}
        form = {LISTED: listed, COUNT: _form(COUNT), **form, MORE: _form(MORE)}
        form |= {SOME_OF_IT: _form(SOME_OF_IT), NONE_OF_IT: _form(NONE_OF_IT)}
        return {
            **node,
            "type": ["array", "string", "object"],
            "pattern": "^(none|exists|one)$",
            "items": item,
            "additionalProperties": False,
            "properties": {**form, **_remarks(form), **self._evidence()},
        }

    def _evidence(self) -> dict[str, Any]:
        return {"evidence": {"$ref": "#/$defs/evidence"}} if "evidence" in self._definitions else {}

    def _resolved(self, node: Schema) -> Schema:
        while "$ref" in node:
            siblings = {key: value for key, value in node.items() if key != "$ref"}
            node = {**self._definitions[str(node["$ref"]).removeprefix("#/$defs/")], **siblings}
        return node


def _bare_name(field: Schema) -> dict[str, Any]:
    """What lets an entry be its name alone."""
    if "enum" in field:
        pattern = "^(" + "|".join(re.escape(word) for word in field["enum"] if word != "none") + ")$"
    else:
        pattern = field.get("pattern", r"\S")
    return {"pattern": pattern, "maxLength": field.get("maxLength", 200)}


def _remarks(properties: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Note, basis, who said it and when, as far as the place has no field of that name itself."""
    return {name: _form(name) for name in (NOTE, BASIS, SAID_BY, SAID_ON, *names) if name not in properties}


def _form(name: str) -> dict[str, Any]:
    """Defined once: what stands at a thousand places is made and compiled for one."""
    return {"$ref": f"#/$defs/{_FORM}{name}"}


def _names() -> dict[str, Any]:
    """A list of names of fields."""
    item = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "maxLength": 80}
    return {"type": "array", "minItems": 1, "maxItems": 100, "uniqueItems": True, "items": item}


def _text(name: str) -> dict[str, Any]:
    title, description, title_de, description_de = _TEXTS[name]
    return {
        "title": title,
        "description": description,
        "x-title-de": title_de,
        "x-description-de": description_de,
        "x-form": True,
    }


_WORDS: Final[Mapping[str, dict[str, Any]]] = {
    COUNT: {"type": "integer", "minimum": 1, "maximum": 100_000},
    MORE: {"type": "boolean"},
    NONE_OF_IT: {"type": "boolean", "const": True},
    SOME_OF_IT: {"type": "boolean", "const": True},
    NOTE: {"type": "string", "minLength": 1, "maxLength": 1000},
    BASIS: {"type": "string", "enum": list(BASES)},
    SAID_BY: {"type": "string", "minLength": 1, "maxLength": 200},
    SAID_ON: {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "x-type": "date", "x-future": True},
    ASSUMED: _names(),
    FIELDS: _names(),
}
_KINDS: Final[Mapping[str, dict[str, Any]]] = {
    **_WORDS,
    TOLD: {
        "type": "array",
        "minItems": 1,
        "maxItems": 100,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [FIELDS, SAID_BY],
            "properties": {name: {**_text(name), **_WORDS[name]} for name in (FIELDS, SAID_BY, SAID_ON)},
        },
    },
}
