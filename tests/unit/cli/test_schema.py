"""The schemas that are published: sound, the same as in the package, and strict enough to tell a wrong document."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from lmmm_report import resources
from lmmm_report.cli.main import run
from tests.documents import checked, faults

CONFIGS = Path(__file__).resolve().parents[3] / "configs"
NAMES = sorted(path.name.partition(".")[0] for path in resources.SCHEMAS.glob("*.schema.json"))
SIDES = [
    str(CONFIGS / "earlier" / "nordwerk-fluidtechnik-2025.yaml"),
    str(CONFIGS / "nordwerk-fluidtechnik.yaml"),
]
CALLS = {"diff": ["diff", *SIDES], "history": ["history", *SIDES, "--no-git"]}


@pytest.mark.parametrize("name", NAMES)
def test_each_is_sound_and_published(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", name]) == 0
    text = capsys.readouterr().out
    assert text == (resources.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(json.loads(text))


def parts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside a document; of a list to its first only."""
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value[:1]))
    else:
        return
    for key, one in inner:
        yield (*path, key)
        yield from parts(one, (*path, key))


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_document_is_told(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is of another type, or missing, or too much, the schema says so."""
    assert run(["-q", *CALLS[name], "--format", "json"]) == 0
    document = checked(capsys.readouterr().out, name)
    free = {"figures", "coordinates", "cell", "highest"}
    ways = list(parts(document))
    assert len(ways) > 50
    for way in ways:
        for change in ("type", "missing"):
            wrong = copy.deepcopy(document)
            place: Any = wrong
            for key in way[:-1]:
                place = place[key]
            if change == "type":
                place[way[-1]] = [["strange"]]
            elif isinstance(place, dict) and way[-2:-1] != ("figures",):
                del place[way[-1]]
            else:
                continue
            assert faults(wrong, name), (change, way)
        if isinstance(way[-1], str) and way[-1] not in free:
            wrong = copy.deepcopy(document)
            place = wrong
            for key in way:
                place = place[key]
            if isinstance(place, dict):
                place["strange"] = 1
                assert faults(wrong, name), ("more", way)
