"""Models with any part of them spoiled: they are refused with a message, or they work. Never a traceback."""

from __future__ import annotations

import copy
import json
import pathlib
import random
import shutil
from typing import Any

import pytest
import yaml

from lmmm_report.cli.main import run
from lmmm_report.load.yaml.source import read_yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BAKERY = ROOT / "tests" / "models" / "bakery"
CORNER = ROOT / "tests" / "models" / "corner-bakery.yaml"
BUILT_IN = ROOT / "lmmm_report" / "model"
NORDWERK = ROOT / "configs" / "nordwerk-fluidtechnik.yaml"

pytestmark = pytest.mark.long

Way = tuple[str | int, ...]

CONDITIONS = (
    "true", "1", "a", "process", "kitchen", "kitchen == none", "size(kitchen.flour)", "kitchen.flour.exists(f, f)",
    "kitchen.flour.filter(f, f == 'rye') == ['rye']", "(", "1 + 'x'", "limits", "limits.fresh_days > 9e99",
    "9223372036854775807 * 9 > 0", "!" * 300 + "true", "(" * 300, "[[[[]]]]", "x.exists(x, x)", "\x00", "has(kitchen)",
    "kitchen.flour.all(a, kitchen.flour.exists(b, a == b))", "kitchen.flour[99] == 'x'", "true ? 1 : 'x'",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, "", " ", "none", "x", 0, -1, 1.5, 10**14, True, [], {}, [[]], [None], {"": ""}, {"x": None}, [1, "a", {}],
    "ä" * 3000, "{x}", "%s", "{{ v }}", "<b>", "../..", "X9-XXX-9", "M-NOWHERE", "2026-02-30", ["x"] * 50,
    {"en": "x"}, {"de": 1}, {"xx": "y"}, {f"k{n}": n for n in range(60)}, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)  # fmt: skip


def ways(node: Any, way: Way = ()) -> list[Way]:
    """The way to every node below the root."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [found for name, child in inside for found in ((*way, name), *ways(child, (*way, name)))]


def mutated(chance: random.Random, data: Any) -> Any:
    """``data`` with one node removed, doubled, renamed, nested, moved, or replaced."""
    data = copy.deepcopy(data)
    way = chance.choice(ways(data))
    *before, last = way
    around = data
    for step in before:
        around = around[step]
    kind = chance.choice(("remove", "double", "rename", "nest", "value", "value", "value", "condition", "swap", "long"))
    here = around[last]
    if kind == "remove":
        del around[last]
    elif kind == "double" and isinstance(around, list):
        around.insert(last, copy.deepcopy(here))
    elif kind in ("double", "rename") and isinstance(around, dict):
        around[chance.choice((f"{last}x", "id", "type", "after", "effects", "", "condition"))] = copy.deepcopy(here)
        if kind == "rename":
            around.pop(last, None)
    elif kind == "nest":
        for _ in range(chance.choice((1, 3, 38))):
            here = chance.choice(([here], {"x": here}))
        around[last] = here
    elif kind == "condition":
        around[last] = chance.choice(CONDITIONS)
    elif kind == "swap":
        other = data
        for step in chance.choice(ways(data)):
            other = other[step]
        around[last] = copy.deepcopy(other)
    elif kind == "long" and isinstance(here, str):
        around[last] = here * chance.choice((2, 50))
    else:
        around[last] = copy.deepcopy(chance.choice(VALUES))
    return data


def spoil(chance: random.Random, folder: pathlib.Path) -> None:
    """Change one or two nodes of one of the model's files."""
    file = chance.choice(sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".json")))
    is_json = file.suffix == ".json"
    data: Any = json.loads(file.read_bytes()) if is_json else read_yaml(file).data
    for _ in range(chance.choice((1, 1, 2))):
        if ways(data):
            data = mutated(chance, data)
    text = json.dumps(data) if is_json else yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    file.write_text(text, encoding="utf-8", errors="replace")


def tracebacks(seeds: range, model: pathlib.Path, profile: pathlib.Path, folder: pathlib.Path) -> list[str]:
    """What went wrong other than with a message."""
    found = []
    for seed in seeds:
        here = folder / "model"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(model, here)
        spoil(random.Random(seed), here)
        for words in (["model", "--check"], ["assess", str(profile)]):
            try:
                code = run(["--quiet", "--model", str(here), *words])
            except Exception as error:
                found.append(f"seed {seed}, {words[0]}: {type(error).__name__}: {error}"[:300])
                break
            if code not in {0, 1}:
                found.append(f"seed {seed}, {words[0]}: exit {code}")
    return found


@pytest.mark.parametrize("start", range(0, 4600, 100))
def test_a_spoiled_model_of_the_bakery(start: int, tmp_path: pathlib.Path) -> None:
    assert not tracebacks(range(start, start + 100), BAKERY, CORNER, tmp_path)


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_a_spoiled_copy_of_the_built_in_model(start: int, tmp_path: pathlib.Path) -> None:
    assert not tracebacks(range(start, start + 50), BUILT_IN, NORDWERK, tmp_path)
