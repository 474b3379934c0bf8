"""Reads back what a report carries for programs: an HTML page of ours, or a result document."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any

from lmmm_report.domain.assessment import Interval
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.model import Axis, Model
from lmmm_report.problems import Problem, UserError

LIMIT_BYTES = 20 * 1024 * 1024

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that no profile can hold, so none of our reports has them; in a message they could steer a terminal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a report says of the position, and whose it is."""

    company: str
    unit: str
    position: EarlierPosition


def read_result(path: pathlib.Path) -> Mapping[str, Any]:
    """The result in short as the page (or the result document) has it; `UserError` if the file has none."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES)
    except OSError as error:
        raise UserError(_problem(path, "this report cannot be read", "check its name")) from error
    text = data.decode("utf-8", "replace")
    if not text.lstrip().startswith("{"):
        text = _block(text)
    try:
        result = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        result = None
    if (
        not isinstance(result, dict)
        or not all(key in result for key in ("format", "model", "profile"))
        or any(CONTROL.search(text) for text in _texts(result))
    ):
        hint = "name an HTML report or a result document that lmmm-report has built"
        raise UserError(_problem(path, "this is no report of ours", hint))
    return result


def _texts(value: object) -> Iterator[str]:
    """Every text in plain data, keys of objects as well."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one


def outcomes_of(result: Mapping[str, Any]) -> Mapping[str, str]:
    """Outcomes by criterion, from the short form as well as from the whole document."""
    found = result.get("outcomes")
    if isinstance(found, dict):
        return {str(key): str(value) for key, value in found.items()}
    findings = result.get("findings")
    listed = findings if isinstance(findings, list) else []
    return {str(f.get("criterion")): str(f.get("outcome")) for f in listed if isinstance(f, dict)}


def read_recorded(path: pathlib.Path, model: Model) -> Recorded:
    """The position that a report of ours states; `UserError` if it has none, or one by another model."""
    result = read_result(path)
    named = result["model"].get("id") if isinstance(result["model"], dict) else None
    if named != model.id:
        problem = _problem(path, f"this report is by the model {named}, not by {model.id}", "leave it out")
        raise UserError(problem)
    x, y = model.axes
    try:
        company = result["company"]
        return Recorded(
            company=_text(company["name"]),
            unit=_text(company.get("unit") or ""),
            position=EarlierPosition(
                date=date.fromisoformat(result["date"]),
                cell=(_stage(result["result"]["cell"], x), _stage(result["result"]["cell"], y)),
                coordinates=(_interval(result, x), _interval(result, y)),
                model_version=_text(result["model"]["version"]),
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        hint = "build it again from its profile, or name the profile itself"
        raise UserError(_problem(path, "this report does not say where the company stood", hint)) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _stage(cell: Mapping[str, Any], axis: Axis) -> int:
    stage = int(cell[axis.id]["stage"])
    if not 1 <= stage <= len(axis.stages):
        raise ValueError(stage)
    return stage


def _interval(result: Mapping[str, Any], axis: Axis) -> Interval:
    """The coordinate on one axis, from the short form as well as from the whole document."""
    if "coordinates" in result:
        stated = result["coordinates"][axis.id]
    else:
        (stated,) = (one["coordinate"] for one in result["axes"] if one["id"] == axis.id)
    low, high = (Fraction(str(float(stated[end]))) for end in ("low", "high"))
    if not 1 <= low <= high <= len(axis.stages):
        raise ValueError(stated)
    return Interval(low=low, high=high)


def _problem(path: pathlib.Path, message: str, hint: str) -> Problem:
    return Problem(file=str(path), message=message, hint=hint, code="no-report")


def _block(text: str) -> str:
    """What stands in the page's element of the id ``result``; empty where there is none."""
    reader = _Reader()
    reader.feed(text)
    return "".join(reader.parts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("id") == "result"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.parts.append(data)
