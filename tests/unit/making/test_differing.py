"""Where a report says something else than it should."""

from __future__ import annotations

from typing import Any

import pytest

from lmmm_report.making.differing import MOST_SHOWN, page_differences, value_differences

PAGE = "<h1>One</h1>\n<p>a &amp; b</p>\n<h2>Two <b>bold</b></h2>\n<p>c</p>\n<p>d</p>\n"


@pytest.mark.parametrize(
    ("stated", "given", "wanted"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["page: a.b: the report says 1, the profile gives 2"]),
        ({"a": [1, 2]}, {"a": [1]}, ["page: a[1]: the report says 2, the profile gives nothing"]),
        ({}, {"a": None}, ["page: a: the report says nothing, the profile gives null"]),
        ({"a": True}, {"a": 1}, ["page: a: the report says true, the profile gives 1"]),
        ({"a": 1.0}, {"a": 1}, ["page: a: the report says 1.0, the profile gives 1"]),
        ({"b": 1, "a": 1}, {"a": 1, "b": 1}, ['page: the beginning: the report says ["b", "a"], the profile gives ["a", "b"]']),
        ({"x\u202e": 1}, {}, ['page: ["x<U+202E>"]: the report says 1, the profile gives nothing']),
    ],
)  # fmt: skip
def test_values_that_differ_are_named(stated: Any, given: Any, wanted: list[str]) -> None:
    assert list(value_differences(stated, given)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("", "", []),
        ("&amp;", "or", ['page: line 2, One: the report says "a or b", the profile gives "a & b"']),
        ("<p>c</p>\n", "", ['page: line 4, Two bold: the report says "nothing", the profile gives "c"']),
        ("<p>c", "<p>c</p>\n<p>e", ['page: line 5, Two bold: the report says "e", the profile gives "nothing"']),
        ("<p>c", "<p class=x>c", ["page: line 4, Two bold: what is not read was changed (markup, style, script or data)"]),
    ],
)  # fmt: skip
def test_lines_that_differ_are_named_with_their_section(old: str, new: str, wanted: list[str]) -> None:
    assert list(page_differences(PAGE.replace(old, new, 1) if old else PAGE, PAGE)) == wanted


def test_of_many_differences_some_are_shown() -> None:
    page = "\n".join(f"<p>{number}</p>" for number in range(1000))
    told = page_differences(page.replace("<p>", "<p>x"), page)
    assert len(told) == MOST_SHOWN + 1
    assert told[-1] == "page: … and 980 more places"
    assert page_differences(page + "\n" + page, page)[-1].endswith("more places")
