"""Reads back what a report carries for programs: an HTML page of ours, or a result document."""

from __future__ import annotations

import json
import math
import pathlib
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from lmmm_report.domain.assessment import Interval, Outcome
from lmmm_report.domain.comparison import Read, Standing, Statement, value_words
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.model import Axis, Model
from lmmm_report.load.kinds import or_other_file
from lmmm_report.load.yaml.text import shortened
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem, UserError

LIMIT_BYTES = 20 * 1024 * 1024
LIMIT_DEPTH = 40
LIMIT_DIGITS = 15
"""So many digits has no number of ours, and more could not be taken over exactly."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Characters that no profile can hold, so none of our reports has them; in a message they could steer a terminal."""

_ATTACHED = re.compile(
    rb"/Type /EmbeddedFile/Subtype /application#2fjson[^\n]{0,400}/Filter /FlateDecode/Length ([0-9]{1,8})>>\nstream\n"
)
"""Where the result document begins in a PDF of ours."""

_BLOCK = re.compile(r'<script type="application/json" id="result">(.*?)</script>', re.DOTALL)


_HEAD = 10_000
_OF_SEVERAL = re.compile(
    r'<meta name="generator" content="lmmm-report.*<link rel="alternate" type="application/atom', re.DOTALL
)
"""A page about several reports: its first one alone has a feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it was read: its text with line ends as LF, and what it carries for programs.

    Of a PDF only the result document that is attached to it is read.
    """

    text: str
    is_page: bool
    is_pdf: bool = False
    result: Mapping[str, Any]
    """In short of a page, the whole result document otherwise. Not trusted: only its outer form has been looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a report says of the position, and whose it is."""

    company: str
    unit: str
    position: EarlierPosition


def read_report(path: pathlib.Path) -> Report:
    """The page or result document at ``path``; `UserError` if it is none of ours."""
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise UserError(_problem(path, say("verify.unreadable"), say("verify.unreadable_cure"))) from error
    if len(data) > LIMIT_BYTES:
        message = say("verify.too_large", limit=LIMIT_BYTES // 1024 // 1024)
        hint = say("verify.no_report_cure")
        raise UserError(Problem(file=str(path), message=message, hint=hint, code="no-report"))
    return report_in(data, str(path))


def report_in(data: bytes, name: str) -> Report:
    """As `read_report`, from bytes; ``name`` stands for the file in messages."""
    is_pdf = data.startswith(b"%PDF-")
    text = (_attached(data) if is_pdf else data).decode("utf-8", "replace").replace("\r\n", "\n")
    is_page = not text.lstrip().startswith("{")
    blocks = _BLOCK.findall(text) if is_page else [text]
    try:
        result = _strictly(blocks[0]) if len(blocks) == 1 else None
    except (ValueError, RecursionError):
        result = None
    if not isinstance(result, dict) or not all(key in result for key in ("format", "model", "profile")):
        if is_page and not blocks and _OF_SEVERAL.search(text[:_HEAD]):
            raise UserError(_problem(name, say("verify.of_several"), say("verify.of_several_cure")))
        problem = _problem(name, say("verify.no_report"), say("verify.no_report_cure"))
        raise or_other_file(UserError(problem), data, "report")
    return Report(text=text, is_page=is_page, is_pdf=is_pdf, result=result)


def _attached(pdf: bytes) -> bytes:
    """The result document inside a PDF of ours; empty where there is none, or more than one."""
    found = list(_ATTACHED.finditer(pdf))
    if len(found) != 1:
        return b""
    begin, length = found[0].end(), int(found[0][1])
    try:
        return zlib.decompressobj().decompress(pdf[begin : begin + length], LIMIT_BYTES)
    except zlib.error:
        return b""


def _strictly(text: str) -> object:
    """JSON as our reports have it; `ValueError` for what they never hold and what a reader could stumble over."""
    value = json.loads(
        text, object_pairs_hook=_object, parse_int=_integer, parse_float=_decimal, parse_constant=_constant
    )
    level, depth = [value], 0
    while level:
        depth += 1
        if depth > LIMIT_DEPTH:
            raise ValueError("nested too deep")
        inside: list[object] = []
        for one in level:
            if isinstance(one, str) and CONTROL.search(one):
                raise ValueError("a character that cannot be shown")
            if isinstance(one, dict):
                inside += [*one, *one.values()]
            elif isinstance(one, list):
                inside += one
        level = inside
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key that stands twice")
    return made


def _integer(digits: str) -> int:
    if len(digits) > LIMIT_DIGITS:
        raise ValueError("too many digits")
    return int(digits)


def _decimal(digits: str) -> float:
    if len(digits) > 2 * LIMIT_DIGITS or not math.isfinite(float(digits)):
        raise ValueError("too many digits")
    return float(digits)


def _constant(word: str) -> float:
    raise ValueError(word)


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
    return _recorded(read_report(path), model, str(path))


def _recorded(report: Report, model: Model, name: str) -> Recorded:
    result = report.result
    named = result["model"].get("id") if isinstance(result["model"], dict) else None
    if named != model.id:
        stated = shortened(str(named))
        message = say("verify.other_models_report", named=stated, model=model.id)
        hint = say("verify.other_models_report_cure")
        raise UserError(Problem(file=name, message=message, hint=hint, code="no-report"))
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
                gates=_gates(outcomes_of(result), model),
            ),
        )
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise UserError(_problem(name, say("verify.no_position"), say("verify.no_position_cure"))) from error


def _gates(outcomes: Mapping[str, str], model: Model) -> tuple[tuple[str, Outcome], ...] | None:
    """What today's gates were then; ``None`` where the report does not know one of them."""
    ids = [gate.id for axis in model.axes for stage in axis.stages for gate in model.gates(axis.id, stage.number)]
    return tuple((gate, Outcome(outcomes[gate])) for gate in ids) if all(gate in outcomes for gate in ids) else None


def recorded_standing(report: Report, model: Model, name: str) -> Standing:
    """What a report of ours tells for a comparison; `UserError` if it has no position, or one by another model.

    A page tells position and outcomes, a result document also the facts that conditions have read.
    """
    recorded, result = _recorded(report, model, name), report.result
    try:
        highest = _stage(result["result"]["highest"], model.axes[0]), _stage(result["result"]["highest"], model.axes[1])
        findings = result.get("findings")
        reads, statements = _told(findings) if isinstance(findings, list) else ({}, None)
        return Standing(
            name=name,
            company=recorded.company,
            unit=recorded.unit,
            date=recorded.position.date,
            model=(model.id, recorded.position.model_version),
            cell=recorded.position.cell,
            highest=highest,
            coordinates=recorded.position.coordinates,
            outcomes={criterion: Outcome(outcome) for criterion, outcome in outcomes_of(result).items()},
            reads=reads,
            told=statements,
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UserError(_problem(name, say("verify.no_position"), say("verify.no_position_cure"))) from error


def _told(findings: Sequence[Any]) -> tuple[dict[str, tuple[Read, ...]], dict[str, Statement]]:
    """By criterion the facts that a result document says it rests on, and these facts by their paths."""
    reads: dict[str, tuple[Read, ...]] = {}
    statements: dict[str, Statement] = {}
    for finding in findings:
        own = []
        for fact in (*finding["facts"], *finding["missing"]):
            path, line, stated = _text(fact["path"]), int(fact["line"]), fact["stated"] is True
            own.append(Read(path, line, stated))
            value = fact["value"]
            if stated and value is not None:
                statements[path] = Statement(path, value_words(value), line)
        reads[_text(finding["criterion"])] = tuple(own)
    return reads, statements


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


def _problem(path: pathlib.Path | str, message: Message, hint: Message) -> Problem:
    return Problem(file=str(path), message=message, hint=hint, code="no-report")
