"""What the program says stands in catalogues, whole in both languages, and nothing stands there that is never said."""

from __future__ import annotations

import ast
import re
import string
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from lmmm_report.messages import LANGUAGES, Message
from lmmm_report.problems import Problem

PACKAGE = Path(__file__).resolve().parents[2] / "lmmm_report"

SAYS = {"message", "hint"}
"""Arguments and names of what people read."""
BETWEEN = {"schema.or", "model.after"}
"""Texts that stand between others, with the blanks around them."""
LISTS_OF_MODEL = {"model.criteria", "model.measures"}
"""What a profile can refer to."""
ENDINGS = {"py", "yaml", "html", "css", "js", "json", "txt", "png", "lock"}
"""What makes a text with a dot the name of a file and not a key."""
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


def places_in(tree: ast.AST) -> Mapping[str, set[int]]:
    """Which arguments of a function or class of ``tree`` are read by people, by its name, counted without ``self``."""
    places: dict[str, set[int]] = {}
    for node in ast.walk(tree):
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        for made in inside:
            if not isinstance(made, ast.FunctionDef) or (made.name == "__init__") != isinstance(node, ast.ClassDef):
                continue
            names = [argument.arg for argument in made.args.args if argument.arg not in ("self", "cls")]
            called = node.name if isinstance(node, ast.ClassDef) else made.name
            places.setdefault(called, set()).update(at for at, name in enumerate(names) if name in SAYS)
    return {name: found for name, found in places.items() if found}


@cache
def public_places() -> Mapping[str, set[int]]:
    """As `places_in`, for what the modules of the program offer each other."""
    places: dict[str, set[int]] = {}
    for tree in sources().values():
        for name, found in places_in(tree).items():
            if not name.startswith("_"):
                places.setdefault(name, set()).update(found)
    return places


def plain(node: ast.AST | None) -> bool:
    """Whether an expression is a text of its own: a literal, or put together from some or from messages."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and any(c.isalpha() for c in node.value)
    if isinstance(node, ast.IfExp):
        return plain(node.body) or plain(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(plain(value) for value in node.values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("join", "format") or plain(node.func.value)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.BinOp) and plain(node.left))


def named_values(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """Each name that an assignment sets, with what it is set to."""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.IfExp):
        yield from named_values(target, value.body)
        yield from named_values(target, value.orelse)
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for name, one in zip(target.elts, value.elts, strict=False):
            yield from named_values(name, one)
    elif isinstance(target, ast.Name):
        yield target.id, value


def plain_texts(tree: ast.AST, places: Mapping[str, set[int]]) -> list[int]:
    """Lines in which something that people read is not taken from a catalogue.

    ``places`` says which arguments that are not named are read by people, by the name of what is called.
    """
    lines = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            said = [keyword.value for keyword in node.keywords if keyword.arg in SAYS]
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            said += [node.args[at] for at in places.get(name, ()) if at < len(node.args)]
            said += node.args[:1] if name in USAGE else []
            lines += [value.lineno for value in said if plain(value)]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            pairs = [pair for target in targets if node.value for pair in named_values(target, node.value)]
            lines += [node.lineno for name, value in pairs if name in SAYS and plain(value)]
    return lines


def room_of(module: str) -> str:
    parts = module.split("/")
    return "/".join(parts[:2]) if parts[0] in {"load", "report"} else parts[0]


PLACES = {"fault": {0, 1}, "Refused": {1}}


def test_the_places_of_texts_are_found() -> None:
    source = """
class Node:
    def fault(self, message, hint="", *, code): ...
class Refused(Exception):
    def __init__(self, code, message): ...
"""
    assert places_in(ast.parse(source)) == PLACES
    assert {"fault", "ExpressionError"} <= set(public_places())


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
            assert part == part.strip() or part.endswith(": ") or key in BETWEEN
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
    assert {key for key in unsaid if not key.startswith("help.")} == set()  # help: looked up by its English


@pytest.mark.parametrize("room", sorted({room_of(module) for module in sources()}))
def test_a_room_says_nothing_beside_the_catalogue(room: str) -> None:
    found = [
        f"{module}.py:{line}"
        for module, tree in sources().items()
        if room_of(module) == room
        for line in plain_texts(tree, {**public_places(), **places_in(tree)})
    ]
    assert found == []


def whole_texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """Every text that is not put together with others."""
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node


def test_what_looks_like_a_key_is_one() -> None:
    """Keys also go through arguments and tables; there as well one that does not exist would be found too late."""
    rooms = {name.partition(".")[0] for name in catalogue()}
    key = re.compile(rf"(?:{'|'.join(sorted(rooms))})\.([a-z_0-9]+)")
    unknown = [
        f"{module}.py:{node.lineno}: {node.value}"
        for module, tree in sources().items()
        if not module.startswith("report/")  # whose words have keys of their own
        for node in whole_texts(tree)
        if (found := key.fullmatch(node.value))
        if found[1] not in ENDINGS and node.value not in {*catalogue(), *LISTS_OF_MODEL}
    ]
    assert unknown == []


def test_a_problem_takes_messages_only() -> None:
    """The type checker holds every way to a problem against these; here it is held that they say so."""
    hints = typing.get_type_hints(Problem)
    assert hints["message"] is Message
    assert set(typing.get_args(hints["hint"])) == {Message, typing.Literal[""]}


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
        'node.fault("is wrong", code="a")',
        'node.fault(f"{x} is wrong", code="a")',
        'node.fault(say("a.b"), "try again")',
        'raise Refused(1, "is wrong")',
        'message, hint = say("a.b"), "try again"',
        'message, hint = (say("a.b"), "try again") if x else (say("a.c"), say("a.d"))',
        'Problem(file="x", message=say("a.b"), hint=x and "try again")',
        'Problem(file="x", message="{} is wrong".format(x))',
        'Problem(file="x", message=", ".join(x))',
    ],
)
def test_a_planted_text_is_found(source: str) -> None:
    assert plain_texts(ast.parse(source), PLACES) == [1]


@pytest.mark.parametrize(
    "source",
    [
        'Problem(file="x", message=say("a.b"), hint="")',
        'node.fault(say("a.b"), hint=say("a.c") if x else "", code="a")',
        'node.fault(message, hint=hint, code="a")',
        'raise Refused("a", say("a.b"))',
        'message, hint = say("a.b"), ""',
        'code, message = "a", say("a.b")',
    ],
)
def test_nothing_else_is_taken_for_one(source: str) -> None:
    assert plain_texts(ast.parse(source), PLACES) == []
