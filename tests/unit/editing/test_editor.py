"""The editor of YAML texts: each kind of change in each style, with nothing else moved."""

from __future__ import annotations

from typing import Any

import pytest

from lmmm_report.editing.editor import Editor
from lmmm_report.load.yaml.source import parse_yaml

CASES: list[tuple[str, tuple[Any, ...], Any, str]] = [
    # a value in place of a value
    ("a: 1  # one\nb: 2\n", ("a",), 3, "a: 3  # one\nb: 2\n"),
    ("a: 'x'\n", ("a",), "it's", "a: 'it''s'\n"),
    ('a: "x"\n', ("a",), "y", 'a: "y"\n'),
    ("a: >-  # why\n  long\n  text\n\nb: 1\n", ("a",), "short", "a: short  # why\n\nb: 1\n"),
    ("a: two\n  lines # c\n", ("a",), "x", "a: x # c\n"),
    ("a:\t# c\nb: 1\n", ("a",), "x", "a: x\t# c\nb: 1\n"),
    ("a:\n- \n- b\n", ("a", 0), "x", "a:\n- x \n- b\n"),
    ("{a: , b}", ("b",), "x", "{a: , b: x}"),
    ("{a: , b}", ("a",), "x", "{a: x, b}"),
    # a key
    ("g:\n    a: 1\n# end\n", ("g", "b"), "x: y", 'g:\n    a: 1\n    b: "x: y"\n# end\n'),
    ("g:\r\n  a: 1\r\nh: 2\n", ("g", "b"), 2, "g:\r\n  a: 1\r\n  b: 2\r\nh: 2\n"),
    ("g:\n  a: |+\n    x\n\nh: 1\n", ("g", "b"), 2, "g:\n  a: |+\n    x\n\n  b: 2\nh: 1\n"),
    ("g:\n  a: 1", ("b",), 2, "g:\n  a: 1\nb: 2"),
    ("g: {a: 1} # c\n", ("g", "b"), {"c": ["d e", "f"]}, "g: {a: 1, b: {c: [d e, f]}} # c\n"),
    ("g: {a: 1,}\n", ("g", "b"), 2, "g: {a: 1, b: 2,}\n"),
    ("g: {}\n", ("g", "b"), 2, "g: {b: 2}\n"),
    ('{\n  "a": 1 # c\n}\n', ("b",), "x", '{\n  "a": 1, # c\n  "b": "x"\n}\n'),
    ('{\n  "a": 1,\n}\n', ("b",), "x", '{\n  "a": 1,\n  "b": "x",\n}\n'),
    # an entry
    ("g:\n- a\n- b\n", ("g", 2), "c", "g:\n- a\n- b\n- c\n"),
    (
        "g:\n  -   a: 1\n      b: 2\n",
        ("g", 1),
        {"a": 3, "b": 4},
        "g:\n  -   a: 1\n      b: 2\n  -   a: 3\n      b: 4\n",
    ),
    ("g:\n  - {a: 1}\n", ("g", 1), {"a": 3, "b": "x"}, "g:\n  - {a: 1}\n  - {a: 3, b: x}\n"),
    ("g: [{a: 1}]\n", ("g", 1), {"a": 3}, "g: [{a: 1}, {a: 3}]\n"),
    # a group or list in place of none
    ("g: none  # c\nh: 1\n", ("g",), {"a": 1}, "g:  # c\n  a: 1\nh: 1\n"),
    ("g:\n  # c\n  none", ("g",), {"a": 1}, "g:\n  # c\n  a: 1"),
    ("g: none\nh:\n- x\n", ("g",), ["a b", "c"], "g:\n- a b\n- c\nh:\n- x\n"),
    ("g: none\n", ("g",), ["a", "b"], "g: [a, b]\n"),
    ("{g: none, h: 1}\n", ("g",), {"a": ["b"]}, "{g: {a: [b]}, h: 1}\n"),
    ("g:\n- none\n- b\n", ("g", 0), {"a": 1, "c": 2}, "g:\n- a: 1\n  c: 2\n- b\n"),
    # another list
    ("g:\n  - a # one\n  - b\n", ("g",), ["a", "b", "c"], "g:\n  - a # one\n  - b\n  - c\n"),
    ("g:\n  - a # one\n  # two\n  - b\n  - c\nh: 1\n", ("g",), ["a"], "g:\n  - a # one\n  # two\nh: 1\n"),
    ("g: [a, b,]\n", ("g",), ["a", "b", "c"], "g: [a, b, c,]\n"),
    ('g: ["a", "b", "c"]\n', ("g",), ["a", "b"], 'g: ["a", "b"]\n'),
    ("g:\n  - a\n  - b\nh: 1\n", ("g",), "none", "g: none\nh: 1\n"),
    ("g: # c\n  - a\n  - b", ("g",), "none", "g: none # c"),
    ("g:\n- a\n- b\n", ("g",), ["c", "a"], "g: [c, a]\n"),
]


@pytest.mark.parametrize(("text", "path", "value", "wanted"), CASES)
def test_a_value_is_written(text: str, path: tuple[Any, ...], value: Any, wanted: str) -> None:
    editor = Editor(text)
    editor.set(path, value)
    assert editor.result() == wanted
    here: Any = parse_yaml(wanted.encode(), "x").data
    for step in path:
        here = here[step]
    assert here == value


@pytest.mark.parametrize(
    ("text", "path", "wanted"),
    [
        ("g:\n- a\n- b # c\n- d\n", ("g", 1), "g:\n- a\n- d\n"),
        ("g:\n  - a: 1\n    b: 2\n  - a: 3\n", ("g", 0), "g:\n  - a: 3\n"),
        ("g: [a, b, c]\n", ("g", 0), "g: [b, c]\n"),
        ("g: [a, b, c]\n", ("g", 2), "g: [a, b]\n"),
        ("g: {a: 1, b: {c: 2}}\n", ("g", "b"), "g: {a: 1}\n"),
        ("g:\n  a: |\n    x\n    y\n  b: 1\n", ("g", "a"), "g:\n  b: 1\n"),
        ("a: 1\nb: 2", ("b",), "a: 1"),
    ],
)
def test_an_entry_is_taken_away(text: str, path: tuple[Any, ...], wanted: str) -> None:
    editor = Editor(text)
    editor.remove(path)
    assert editor.result() == wanted


@pytest.mark.parametrize(
    ("text", "path", "value", "wanted"),
    [
        ("a: 1\n", ("a",), 2, "a: 2 # n\n"),
        ("a: 1 # ours  \n", ("a",), 2, "a: 2 # ours # n  \n"),
        ("g: {a: 1, b: 2}\n", ("g", "a"), 3, "g: {a: 3, b: 2} # a: n\n"),
        ('g: {a: 1, b: "x\n  y"}\n', ("g", "a"), 3, 'g: {a: 3, b: "x\n  y"} # a: n\n'),
        ("g: {a: 1}\n", ("g", "b"), 3, "g: {a: 1, b: 3} # b: n\n"),
        ("g:\n- a b\n", ("g",), ["a b", "c"], "g:\n- a b\n- c # n\n"),
        ("g:\n- a b\n- c\n", ("g",), ["a b"], "g: # n\n- a b\n"),
        ("g: [a b, c]\n", ("g",), ["a b"], "g: [a b] # n\n"),
        ("a: |\n  x\n", ("a",), "z", "a: z # n\n"),
    ],
)
def test_a_note_stands_beside_its_value(text: str, path: tuple[Any, ...], value: Any, wanted: str) -> None:
    editor = Editor(text, {path: "n"})
    editor.set(path, value)
    assert editor.result() == wanted


def test_several_changes_at_once() -> None:
    editor = Editor("g:\n  h:\n    a: 1\ni: {j: [x]}", {("k",): "n"})
    for path, value in {("g", "h", "b"): 2, ("g", "c"): 3, ("i", "j", 1): "z", ("i", "l"): 4, ("i", "m"): 5}.items():
        editor.set(path, value)
    editor.set(("k",), 6)
    assert editor.result() == "g:\n  h:\n    a: 1\n    b: 2\n  c: 3\ni: {j: [x, z], l: 4, m: 5}\nk: 6 # n"
    assert editor.splices.untouched() == ["g:\n", "  h:\n", "    a: 1\n"]


def test_there_has_to_be_a_group_around_it() -> None:
    with pytest.raises(KeyError):
        Editor("a: 1\n").set(("b", "c"), 1)
    with pytest.raises(KeyError):
        Editor("a: 1\n").set(("a", "c"), 1)
    with pytest.raises(KeyError):
        Editor("a: 1\n").remove(("b",))


@pytest.mark.parametrize(
    "text", ["yes", "1", "none", "- a", "a: b", "a #b", " a", "", "a\nb", "ü, [x]", "2026-10-15", "~"]
)
@pytest.mark.parametrize("around", ["g: x\n", "g: [x]\n", "g: 'x'\n", 'g: "x"\n'])
def test_any_text_is_read_back_as_itself(text: str, around: str) -> None:
    path: tuple[Any, ...] = ("g", 0) if "[" in around else ("g",)
    editor = Editor(around)
    editor.set(path, text)
    read: Any = parse_yaml(editor.result().encode(), "x").data
    for step in path:
        read = read[step]
    assert read == text
