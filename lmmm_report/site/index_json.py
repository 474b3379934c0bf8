"""The index document: all units in short, for programs. It says of each what the pages about all say, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.measure import Total
from lmmm_report.domain.model import Model, Text
from lmmm_report.site import tally
from lmmm_report.site.groups import groups_of
from lmmm_report.site.rows import OUTCOMES, Broken, Stages, UnitRow, by_name, gates_of

INDEX_FORMAT = 1
"""Version of the document; it grows when a reader of the old one would go wrong."""


def render_index_json(
    rows: Sequence[UnitRow], broken: Sequence[Broken], model: Model, *, program_version: str
) -> Iterator[str]:
    """The document as text, in pieces. The same rows always give the same text."""
    head, tail = _printed(_frame(broken, model, program_version=program_version)).split('"units": []', 1)
    yield f'{head}"units": ['
    for number, row in enumerate(by_name(rows)):
        # What is written into a list on the first level; no text in it has an end of line of its own.
        yield (",\n  " if number else "\n  ") + _printed(_unit(row, model)).replace("\n", "\n  ")
    yield f"\n ]{tail}\n"


def _printed(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def _frame(broken: Sequence[Broken], model: Model, *, program_version: str) -> dict[str, Any]:
    """The document without its units."""
    return {
        "format": INDEX_FORMAT,
        "program": {"name": "lmmm-report", "version": program_version},
        "model": {"id": model.id, "version": model.version, "sha256": model.sha256, "name": _text(model.name)},
        "axes": [
            {
                "id": axis.id,
                "name": _text(axis.name),
                "stages": [{"id": s.id, "name": _text(s.name)} for s in axis.stages],
            }
            for axis in model.axes
        ],
        "units": [],
        "broken": [_broken(one) for one in sorted(broken, key=lambda one: one.name)],
    }


def _broken(one: Broken) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": one.file,
        "line": one.line,
        "problem": dict(one.said) or None,
        "problems": one.problems,
        "last": one.last.isoformat() if one.last else None,
        "counted": one.counted,
        "files": _files(one.links),
    }


def _files(links: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Any]:
    return {language: [{"label": label, "href": href} for label, href in files] for language, files in links.items()}


def _text(text: Text) -> dict[str, str]:
    return dict(text)


def _unit(row: UnitRow, model: Model) -> dict[str, Any]:
    company = row.company
    outcomes = {gate.id: OUTCOMES[letter] for gate, letter in zip(gates_of(model), row.outcomes, strict=True)}
    return {
        "name": row.name,
        "company": company.name,
        "unit": company.unit or None,
        "groups": list(groups_of(row)),
        "region": company.region or None,
        "tags": list(company.tags),
        "sector": company.sector or None,
        "date": row.day.isoformat(),
        "firm": row.firm,
        "cell": _cell(row.low),
        "highest": _cell(row.high),
        "sides": list(row.sides),
        "headline": dict(row.headlines),
        "target": {
            "cell": _cell(row.target),
            "stated": row.target_stated,
            "by": row.target_by.isoformat() if row.target_by else None,
        },
        "answered": {"gates": row.gates, "known": row.answered},
        "gates": outcomes,
        "next_step": None
        if row.step is None
        else {
            "axis": model.axes[row.step.axis].id,
            "stage": model.axes[row.step.axis].stage(row.step.stage).id,
            "effort": None if row.step.effort is None else _effort(row.step.effort),
            "least": None if row.step.effort is None else _effort(row.step.least),
            "measures": [work.measure for work in row.step.work],
            "perhaps": [work.measure for work in row.step.work if not work.sure],
            "waits": {work.measure: list(work.waits) for work in row.step.work if work.waits},
            "open": [gate for gate in row.step.gates if outcomes[gate] == Outcome.UNKNOWN.value],
        },
        "effort_to_target": None if row.whole is None else _effort(row.whole),
        "questions": list(row.asks),
        "earlier": [
            {"date": one.date.isoformat(), "cell": _cell(one.cell), "model_version": one.model_version}
            for one in row.earlier
        ],
        "movement": _movement(row, model),
        "files": _files(row.links),
    }


def _movement(row: UnitRow, model: Model) -> str | None:
    found = tally.movement(row, model.version)
    return found if found in (*tally.MOVED, tally.SAME) else None


def _cell(stages: Stages) -> list[int]:
    return list(stages)


def _effort(effort: Total) -> dict[str, int]:
    return {"low": effort.low, "likely": effort.likely, "expected": effort.expected, "high": effort.high}
