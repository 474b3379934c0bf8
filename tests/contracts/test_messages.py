"""What the program says stands in catalogues, whole in both languages, and nothing stands there that is never said."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from lmmm_report.messages import LANGUAGES

PACKAGE = Path(__file__).resolve().parents[2] / "lmmm_report"

NOT_YET = {"load/expression", "load/model", "report/pdf"}
"""Rooms whose messages are still English only."""

SAYS = {"message", "hint"}
"""Arguments and names of what people read."""
USAGE = {"UsageError", "WrongUsage", "BadParameter", "ClickException"}


@cache
def catalogue() -> Mapping[str, Mapping[str, str | Mapping[str, str]]]:
    """Every text by its key."""
    return {
        f"{path.stem}.{key}": texts
        for path in sorted((PACKAGE / "messages").glob("*.yaml"))
        for key, texts in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }


@cache
def sources() -> Mapping[str, ast.Module]:
    """The syntax tree of every module by its place in the package."""
    return {
        path.relative_to(PACKAGE).with_suffix("").as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def placeholders(text: str | Mapping[str, str]) -> set[str]:
    parts = [text] if isinstance(text, str) else text.values()
    found = {name for part in parts for _, name, _, _ in string.Formatter().parse(part) if name is not None}
    return found | ({"count"} if not isinstance(text, str) else set())


def calls_of_say(tree: ast.AST) -> Iterator[tuple[str, set[str]]]:
    """Key and names of the values of every ``say("…", …)``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
            key = node.args[0]
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield key.value, {keyword.arg or "**" for keyword in node.keywords}


def plain(node: ast.AST | None) -> bool:
    """Whether an expression is a text of its own: a literal, or put together from some."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(c.isalpha() for c in node.value)
    if isinstance(node, ast.IfExp):
        return plain(node.body) or plain(node.orelse)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and plain(node.left))


def plain_texts(tree: ast.AST) -> list[int]:
    """Lines in which something that people read is not taken from a catalogue."""
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            said = [keyword.value for keyword in node.keywords if keyword.arg in SAYS]
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said += node.args[:1] if name in USAGE else []
            lines += [value.lineno for value in said if plain(value)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id in SAYS for target in targets) and plain(node.value):
                lines.append(node.lineno)
    return lines


def room_of(module: str) -> str:
    parts = module.split("/")
    return "/".join(parts[:2]) if parts[0] in {"load", "report"} else parts[0]


def test_there_is_something_to_look_at() -> None:
    assert len(catalogue()) > 80
    assert len(sources()) > 100
    assert sum(1 for tree in sources().values() for _ in calls_of_say(tree)) > 60


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_text_is_whole_in_both_languages(key: str) -> None:
    texts = catalogue()[key]
    assert sorted(texts) == sorted(LANGUAGES)
    for text in texts.values():
        for part in [text] if isinstance(text, str) else [text["one"], text["other"]]:
            assert part == part.strip() or part.endswith(": ") or key == "schema.or"
            assert part
    assert placeholders(texts["de"]) == placeholders(texts["en"])


def test_every_key_that_is_said_exists_and_gets_its_values() -> None:
    wrong = []
    for module, tree in sources().items():
        for key, given in calls_of_say(tree):
            if "." in key and key not in catalogue():
                wrong.append(f"{module}: {key} does not exist")
            elif "." in key and "**" not in given and given != placeholders(catalogue()[key]["en"]):
                wrong.append(f"{module}: {key} gets {sorted(given)}")
    assert wrong == []


def composed_keys(tree: ast.Module) -> Iterator[str]:
    """Patterns of the keys that calls put together, such as ``say(f"schema.a_{kind}")``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say" and node.args:
            first = node.args[0]
            if isinstance(first, ast.JoinedStr):
                parts = (re.escape(v.value) if isinstance(v, ast.Constant) else "[a-z_]+" for v in first.values)
                yield "".join(map(str, parts))


def test_every_key_that_exists_is_said() -> None:
    constants = {
        node.value
        for tree in sources().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    composed = [re.compile(pattern) for tree in sources().values() for pattern in composed_keys(tree)]
    unsaid = {key for key in set(catalogue()) - constants if not any(one.fullmatch(key) for one in composed)}
    assert unsaid == set()


@pytest.mark.parametrize("room", sorted({room_of(module) for module in sources()}))
def test_a_room_says_nothing_beside_the_catalogue(room: str) -> None:
    found = [
        f"{module}.py:{line}"
        for module, tree in sources().items()
        if room_of(module) == room
        for line in plain_texts(tree)
    ]
    if room in NOT_YET:
        assert found, f"{room} is done: take it out of NOT_YET"
    else:
        assert found == []


@pytest.mark.parametrize(
    "source",
    [
        'Problem(file="x", message="is wrong")',
        'Problem(file="x", message=say("a.b"), hint=f"did you mean {x}?")',
        'message = f"{x} is wrong"',
        'message: str = "wrong" if x else say("a.b")',
        'message = "wrong " + x',
        'raise click.UsageError("no")',
        'raise WrongUsage(f"no {x}")',
    ],
)
def test_a_planted_text_is_found(source: str) -> None:
    assert plain_texts(ast.parse(source)) == [1]
    assert plain_texts(ast.parse('Problem(file="x", message=say("a.b"), hint="")')) == []
