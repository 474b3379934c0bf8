"""The schema that is cut to a profile says of it what the whole schema says."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from lmmm_report.load.schema.format import UNDERSTOOD, profile_format
from lmmm_report.load.schema.narrowed import CHECKED, keys_in, narrowed
from lmmm_report.load.yaml.source import read_yaml
from lmmm_report.problems import UserError

ROOT = Path(__file__).resolve().parents[4]
FOR_READERS = {"$comment", "title", "description", "examples", "format"}
SCHEMA = dict(profile_format().spelled)
WHOLE = jsonschema_rs.Draft202012Validator(SCHEMA)
FILES = [*sorted((ROOT / "configs").glob("*.yaml")), *sorted((ROOT / "tests/cases").rglob("*.yaml"))]


def faults(validator: Any, data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    return sorted(((tuple(e.instance_path), e.message) for e in validator.iter_errors(data)), key=str)


def agree(data: Any) -> int:
    """How many faults both find in ``data``."""
    found = faults(WHOLE, data)
    assert faults(jsonschema_rs.Draft202012Validator(narrowed(SCHEMA, keys_in(data))), data) == found
    return len(found)


def test_nothing_that_refuses_is_left_out() -> None:
    assert CHECKED <= UNDERSTOOD
    assert UNDERSTOOD - CHECKED <= FOR_READERS


def test_of_every_profile_and_of_spoilt_ones_both_say_the_same() -> None:
    chance, found, seen = random.Random(7), 0, 0
    for path in FILES:
        try:
            data = read_yaml(path).data
        except UserError:
            continue
        seen += 1
        found += agree(data)
        for _ in range(3):
            spoil(data, chance)
            found += agree(data)
    assert seen > 100
    assert found > 200, "there is something to find"


def spoil(data: Any, chance: random.Random) -> None:
    """Change one value, or its name, somewhere in ``data``."""
    while isinstance(data, dict | list) and data:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        if isinstance(data[key], dict | list) and data[key] and chance.random() < 0.8:
            data = data[key]
        elif isinstance(data, dict) and chance.random() < 0.4:
            data[f"{key}s"] = data.pop(key)
            return
        else:
            data[key] = chance.choice([7, -1, "", "no such word", [], {}, [[]], {"x": 1}, True])
            return


def test_a_word_that_is_left_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from lmmm_report.load.schema import narrowed as module

    monkeypatch.setattr(module, "CHECKED", CHECKED - {"enum"})
    with pytest.raises(AssertionError):
        test_of_every_profile_and_of_spoilt_ones_both_say_the_same()
