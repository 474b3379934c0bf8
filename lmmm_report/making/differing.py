"""Where a report says something else than it should: values of its data, lines of its page."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import Any

from lmmm_report.load.yaml.characters import printable
from lmmm_report.load.yaml.text import dotted, shortened
from lmmm_report.messages import say

MOST_SHOWN = 20
"""Places that are named; a report with more has been changed as a whole."""

_MOST_MATCHED = 400
"""Lines in which it is looked for what was put in or left out; more are compared one by one."""
_TAG = re.compile(r"<[^<>]*>")
_HEAD = re.compile(r"<h([1-4])\b[^<>]*>(.*?)</h\1>")
_DATA = re.compile(r'<script type="application/json" id="(result|page-data)">(.*)</script>')
_AROUND = 30


def value_differences(stated: object, given: object) -> tuple[str, ...]:
    """The values in which the data of a report differ from what they should be, each by the way to it."""
    return _shown(_values(stated, given, ()))


def page_differences(stated: str, given: str) -> tuple[str, ...]:
    """The lines in which a page differs from what it should be, each with its section and what it says there."""
    return _shown(_lines(stated.split("\n"), given.split("\n")))


def _shown(found: Iterator[str]) -> tuple[str, ...]:
    shown = tuple(islice(found, MOST_SHOWN))
    more = sum(1 for _ in found)
    return (*shown, say("verify.more", count=more)) if more else shown


def _values(stated: Any, given: Any, path: tuple[str | int, ...]) -> Iterator[str]:
    # Truth values and numbers are equal in Python, in a report they are not.
    if type(stated) is not type(given) or (not isinstance(given, (dict, list)) and stated != given):
        where = printable(shortened(dotted(path), 120)) or say("verify.begin")
        yield say("verify.value", where=where, stated=_value(stated), given=_value(given))
    elif isinstance(given, dict):
        for key in dict.fromkeys([*given, *stated]):
            yield from _values(stated.get(key, _NOTHING), given.get(key, _NOTHING), (*path, key))
        if stated == given and list(stated) != list(given):
            where = printable(shortened(dotted(path), 120)) or say("verify.begin")
            yield say("verify.value", where=where, stated=_value(list(stated)), given=_value(list(given)))
    elif isinstance(given, list):
        for index, (one, other) in enumerate(zip_longest(stated, given, fillvalue=_NOTHING)):
            yield from _values(one, other, (*path, index))


class _Nothing:
    """Stands where there is no value."""


_NOTHING = _Nothing()


def _value(value: object) -> str:
    if isinstance(value, _Nothing):
        return say("verify.nothing")
    return printable(shortened(json.dumps(value, ensure_ascii=False), 80))


def _lines(stated: list[str], given: list[str]) -> Iterator[str]:
    begin = 0
    while begin < min(len(stated), len(given)) and stated[begin] == given[begin]:
        begin += 1
    end = 0
    most = min(len(stated), len(given)) - begin
    while end < most and stated[-1 - end] == given[-1 - end]:
        end += 1
    own, other = stated[begin : len(stated) - end], given[begin : len(given) - end]
    if len(own) != len(other) and max(len(own), len(other)) <= _MOST_MATCHED:
        pairs = list(_matched(own, other))
    else:
        pairs = [(index, *pair) for index, pair in enumerate(zip_longest(own, other, fillvalue=""))]
    sections = _sections(given)
    for index, one, right in pairs:
        if one != right:
            at = min(begin + index, len(sections) - 1)
            yield from _line(begin + index + 1, sections[at], one, right)


def _matched(own: list[str], other: list[str]) -> Iterator[tuple[int, str, str]]:
    """Lines that differ, with their counterparts, where some were put in or left out."""
    from difflib import SequenceMatcher  # where nothing differs, it is not needed

    for _, a, b, c, d in SequenceMatcher(None, own, other, autojunk=False).get_opcodes():
        for offset, (one, right) in enumerate(zip_longest(own[a:b], other[c:d], fillvalue="")):
            yield a + offset, one, right


def _sections(lines: list[str]) -> list[str]:
    """For each line the heading that it stands below."""
    found, here = [], ""
    for line in lines:
        if match := _HEAD.search(line):
            here = _words(match[2])
        found.append(here)
    return found


def _line(number: int, section: str, stated: str, given: str) -> Iterator[str]:
    own, right = _DATA.search(stated), _DATA.search(given)
    if own and right and own[1] == right[1]:
        differing = list(_data(own[2], right[2]))
        if differing:
            yield from differing
            return
    one, other = _words(stated), _words(given)
    where = section or say("verify.begin")
    if one == other:
        yield say("verify.unseen", line=number, section=where)
        return
    one, other = _middle(one, other)
    nothing = say("verify.nothing")
    yield say("verify.line", line=number, section=where, stated=one or nothing, given=other or nothing)


def _data(stated: str, given: str) -> Iterator[str]:
    try:
        yield from _values(json.loads(stated), json.loads(given), ())
    except (ValueError, RecursionError):
        return


def _words(line: str) -> str:
    """What a reader sees of a line of a page."""
    return printable(" ".join(html.unescape(_TAG.sub(" ", line)).split()))


def _middle(one: str, other: str) -> tuple[str, str]:
    """Two texts without what they have in common at both ends, but for some words around the difference."""
    most = min(len(one), len(other))
    begin = next((i for i in range(most) if one[i] != other[i]), most)
    end = next((i for i in range(most - begin) if one[-1 - i] != other[-1 - i]), most - begin)
    begin, end = max(begin - _AROUND, 0), max(end - _AROUND, 0)
    while begin and one[begin - 1] != " ":
        begin -= 1
    cut = (text[begin : len(text) - end] for text in (one, other))
    first, second = (("…" if begin else "") + shortened(text, 120) + ("…" if end else "") for text in cut)
    return first, second
