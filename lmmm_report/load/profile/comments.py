"""Comments that were probably meant as text: a number sign after a blank in a text without quotation marks.

``Beispiel #1 Pumpen`` ends before the ``#`` by the rules of YAML. A comment proper stands after two blanks or has one
after its ``#``; a digit there is taken for a number that belongs to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lmmm_report.domain.facts import NONE
from lmmm_report.domain.format import Field, ProfileFormat
from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.yaml.data import Data
from lmmm_report.load.yaml.source import Source
from lmmm_report.load.yaml.text import lines_of, shortened
from lmmm_report.messages import say
from lmmm_report.problems import Problem

_MEANT = re.compile(r" #(?<![ \t] #)(?:[^\s#]| ?[0-9])")
_COMMENT = re.compile(r"(?<![^ \t])#")
_QUOTES = ('"', "'", "|", ">")


def comment_warnings(source: Source, described: ProfileFormat) -> Iterator[Problem]:
    """A warning for each text without quotation marks that is cut off by such a comment."""
    if not _MEANT.search(source.text):
        return
    starts = sorted(
        (place.line, place.column, is_key, number, path)
        for is_key, known in ((True, source.key_places), (False, source.places))
        for number, (path, place) in enumerate(known.items())
    )
    for number, line in enumerate(lines_of(source.text), 1):
        match = _MEANT.search(line)
        if match is None:
            continue
        place = Place(number, match.start() + 2)
        nearest = bisect_right(starts, (number, place.column)) - 1
        begun, column, is_key, _, path = starts[max(nearest, 0)]
        before = Place(begun, column)
        here = column - 1 if begun == number else 0
        comment = _COMMENT.search(line, here)
        if is_key or comment is None or comment.start() != match.start() + 1:
            continue
        if _is_cut_text(path, before, source, described.fields):
            yield _warning(line, place, path, source)


def _is_cut_text(path: Path, place: Place, source: Source, fields: Field) -> bool:
    """Whether the value is a text of one's own words, or nothing, without quotation marks."""
    field = fields.at(path)
    if field is None or field.choices or field.type_mark:
        return False
    if field.kind == "text":
        if "pattern" in field.node:
            return False
    elif field.kind not in ("list", "object") or not _is_text(source.data, path):
        return False
    line = lines_of(source.text)[place.line - 1]
    return not line[place.column - 1 :].lstrip(" \t").startswith(_QUOTES)


def _warning(line: str, place: Place, path: Path, source: Source) -> Problem:
    import json

    begin = source.place(path)
    text = line[begin.column - 1 if begin.line == place.line else 0 :].strip()
    message = say("profile.comment_cut", text=shortened(line[place.column - 1 :].strip()))
    hint = say("profile.comment_cut_cure", text=json.dumps(shortened(text, 80), ensure_ascii=False))
    return source.problem(path, message, hint=hint, code="comment", place=place)._replace(severity="warning")


def _is_text(data: Data, path: Path) -> bool:
    """Whether a text other than ``none`` stands at ``path``."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(str(step))
        elif isinstance(data, list) and isinstance(step, int):
            data = data[step]
    return isinstance(data, str) and data != NONE
