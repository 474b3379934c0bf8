"""Reads the ``profile.schema.json`` of a model of one's own; what is wrong with it is told with its line."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterator

from lmmm_report.domain.format import ProfileFormat
from lmmm_report.domain.profile import Path, Place
from lmmm_report.load.model.format_faults import format_faults
from lmmm_report.load.schema.format import format_of
from lmmm_report.load.schema.validation import schema_fault
from lmmm_report.load.yaml.text import LIMIT_PROBLEMS, decode, problem_at, read_bytes
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def read_format(path: pathlib.Path) -> ProfileFormat:
    """The format that a file describes; `UserError` with what is wrong with it."""
    text = decode(read_bytes(path), str(path))
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(_problem(path, text, Place(error.lineno, error.colno), say("format.json"))) from error
    except (RecursionError, ValueError) as error:
        raise UserError(_problem(path, text, Place(1, 1), say("format.deep"))) from error
    places = dict(_places(text))
    faults = [fault for fault, _ in zip(format_faults(schema), range(LIMIT_PROBLEMS), strict=False)]
    if not faults:
        where = schema_fault(schema)
        if where is None:
            return format_of(schema)
        word = str(where[-1]) if where else "type"
        faults = [(where, say("format.value", word=word))]
    raise UserError(_problem(path, text, _place(places, where), message) for where, message in faults)


def _problem(path: pathlib.Path, text: str, place: Place, message: Message) -> Problem:
    return problem_at(str(path), text, place, (), message=message, hint=say("format.cure"), code="schema")


def _place(places: dict[Path, Place], path: Path) -> Place:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place(1, 1))


def _places(text: str) -> Iterator[tuple[Path, Place]]:
    """Where each value of a JSON text begins, by the way to it; of a member, where its name stands."""
    path: list[str | int] = []
    open_: list[str] = []
    name_next = False
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", start, match.start())
        start = match.start()
        sign = match[0]
        place = Place(line, start - text.rfind("\n", 0, start))
        if sign in "{[":
            if not name_next:
                yield tuple(path), place
            open_.append(sign)
            path.append(0 if sign == "[" else "")
            name_next = sign == "{"
        elif sign in "}]":
            open_.pop()
            path.pop()
            name_next = False
        elif sign == ",":
            last = path[-1]
            if isinstance(last, int):
                path[-1] = last + 1
            else:
                name_next = True
        elif name_next:
            path[-1] = json.loads(sign)
            name_next = False
            yield tuple(path), place
        elif sign != ":" and path and isinstance(path[-1], int):
            yield tuple(path), place
