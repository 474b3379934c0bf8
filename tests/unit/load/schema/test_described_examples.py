"""Examples in the descriptions of fields are taken where they stand: whoever copies one has written a valid profile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from lmmm_report.making.loading import reader_at
from lmmm_report.problems import UserError

READER = reader_at(None)
SCHEMA: dict[str, Any] = READER.described.schema
MARKS = {"description": "for example ", "x-description-de": "zum Beispiel "}
Case = tuple[tuple[str, ...], str]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        own = {key: value for key, value in node.items() if key != "$ref"}
        node = {**SCHEMA["$defs"][node["$ref"].removeprefix("#/$defs/")], **own}
    return node


def fields(node: dict[str, Any], way: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    node = resolved(node)
    yield way, node
    for name, child in node.get("properties", {}).items():
        if not child.get("x-form") and not child.get("$ref", "").startswith("#/$defs/form."):
            yield from fields(child, (*way, name))
    if "items" in node and "properties" in resolved(node["items"]):
        yield from fields(node["items"], (*way, "[]"))


def examples(text: str, mark: str, *, free: bool) -> Iterator[str]:
    """What is given as an example: up to a semicolon or the end of the sentence; of free text as a whole."""
    for found in re.findall(rf"{mark}([^;]+?)(?:;|\.(?: |$))", re.sub(r"\([^()]*\)", "", text)):
        yield from [found] if free else re.split(" or | oder |, ", found)


def cases() -> list[Case]:
    found: list[Case] = []
    for section, node in SCHEMA["properties"].items():
        for way, field in fields(node, (section,)):
            kinds = field.get("type", "string")
            if "object" in kinds or "array" in kinds:
                continue
            free = not any(name in field for name in ("enum", "pattern", "x-type", "minimum"))
            for name, mark in MARKS.items():
                for text in examples(field.get(name, ""), mark, free=free):
                    found.append((way, text.strip().replace("  ", " ")))
    return sorted(set(found))


def profile_with(way: tuple[str, ...], value: str) -> str:
    """A profile in which a field says something, with what else its entries need."""
    tree: Any = json.loads(value) if re.fullmatch(r"\d+(\.\d+)?", value) else value
    for depth in range(len(way) - 1, -1, -1):
        if way[depth] == "[]":
            tree = [tree]
            continue
        tree = {way[depth]: tree}
        node = {"properties": SCHEMA["properties"]}
        for name in way[:depth]:
            node = resolved(node["items"] if name == "[]" else node["properties"][name])
        for name in node.get("required", ()):
            child = resolved(node["properties"][name])
            tree.setdefault(name, next(iter(child.get("enum", ["x"]))))
    tree.setdefault("company", {}).setdefault("name", "X")
    tree.setdefault("assessment", {})
    tree["assessment"].update({"date": tree["assessment"].get("date", "2026-11-02"), "language": "en"})
    return json.dumps({**tree, "format": 2}, ensure_ascii=False)


def test_there_are_examples_of_every_sort() -> None:
    ways = {".".join(way) for way, _ in cases()}
    assert {"process.rule_set.last_followed", "process.rule_set.every", "figures.funnel.[].limit"} <= ways
    assert len(cases()) > 40


@pytest.mark.parametrize(("way", "value"), cases(), ids=lambda one: one if isinstance(one, str) else ".".join(one))
def test_an_example_of_a_field_is_taken_there(way: tuple[str, ...], value: str) -> None:
    READER.read_text(profile_with(way, value).encode(), "x.yaml")


def test_what_is_no_time_is_not_taken() -> None:
    with pytest.raises(UserError):
        READER.read_text(profile_with(("process", "rule_set", "last_followed"), "at the show").encode(), "x.yaml")
