"""An entry is taken out of a text; the comments beside it stay where they can."""

from __future__ import annotations

import pytest

from lmmm_report.editing.remover import Remover
from lmmm_report.load.yaml.source import parse_yaml

CASES = {
    "a line": ("a:\n  b: 1\n  c: 2\n", "a:\n  c: 2\n"),
    "the last line, without line break": ("a:\n  c: 2\n  b: 1", "a:\n  c: 2"),
    "a line with a comment": ("a:\n  b: 1  # why\n  c: 2\n", "a:\n  # why\n  c: 2\n"),
    "comments in two lines": ("a:\n  b: # one\n    1 # two\n  c: 2\n", "a:\n  # one\n  # two\n  c: 2\n"),
    "line ends of Windows": ("a:\r\n  b: 1 # why\r\n  c: 2\r\n", "a:\r\n  # why\r\n  c: 2\r\n"),
    "a text in lines": ("a:\n  b: >- # why\n    1\n    # text\n  c: 2\n", "a:\n  # why\n  c: 2\n"),
    "a sign that begins no comment": ("a:\n  b: 'x # y'\n  c: 2\n", "a:\n  c: 2\n"),
    "behind a dash": ("a:\n  b: 1\n", None),
    "brackets, first": ("a: {b: 1, c: 2}\n", "a: {c: 2}\n"),
    "brackets, last": ("a: {c: 2, b: 1}\n", "a: {c: 2}\n"),
    "brackets, last, with a comma behind": ("a: {c: 2, b: 1,}\n", "a: {c: 2, }\n"),
    "brackets in lines": ("a: {\n  b: 1, # why\n  c: 2 }\n", "a: {\n   # why\n  c: 2 }\n"),
    "brackets, comma in front": ("a: {\n  c: 2 # two\n  , b: 1 # why\n  }\n", "a: {\n  c: 2 # two\n   # why\n  }\n"),
    "brackets, comment before it": ("a: {c: 2, # two\n  b: 1}\n", "a: {c: 2 # two\n}\n"),
    "brackets, comment behind a bracket": ("a: {b: 1, # why\n  c: 2}\n", "a: { # why\n  c: 2}\n"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_taken_out(name: str) -> None:
    text, expected = CASES[name]
    remover = Remover(text)
    if expected is None:
        with pytest.raises(KeyError):
            remover.take_out(("a", "b"))
        return
    remover.take_out(("a", "b"))
    assert remover.result() == expected
    assert parse_yaml(remover.result().encode(), "x").data == {"a": {"c": 2}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n- b: 1\n  c: 2\n", "a:\n- c: 2\n"),
        ("a:\n  -   b: 1 # why\n      c: 2\n", "a:\n  -   # why\n      c: 2\n"),
        ("a:\n- b: 1\n  # why\n  c: 2\n", "a:\n- \n  # why\n  c: 2\n"),
    ],
)
def test_the_first_key_behind_a_dash(text: str, expected: str) -> None:
    remover = Remover(text)
    remover.take_out(("a", 0, "b"))
    assert remover.result() == expected
    assert parse_yaml(expected.encode(), "x").data == {"a": [{"c": 2}]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a:\n- b: 1\n- c: 2\n", "a:\n- c: 2\n"),
        ("a:\n- # why\n  b: 1 # so\n- c: 2\n", "a:\n# why\n# so\n- c: 2\n"),
        ("a: [{b: 1}, {c: 2}]\n", "a: [{c: 2}]\n"),
        ("a: [{b: 1}, # why\n  {c: 2}]\n", "a: [ # why\n  {c: 2}]\n"),
    ],
)
def test_an_entry_of_a_list(text: str, expected: str) -> None:
    remover = Remover(text)
    remover.take_out(("a", 0))
    assert remover.result() == expected
    assert parse_yaml(expected.encode(), "x").data == {"a": [{"c": 2}]}
