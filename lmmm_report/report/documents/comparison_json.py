"""What differs between two sides as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lmmm_report.domain.comparison import Comparison, FactChange, Move, Read, Standing, Statement, Unread
from lmmm_report.domain.history import DECIMALS
from lmmm_report.domain.model import Model
from lmmm_report.domain.numbers import Range
from lmmm_report.messages import ENGLISH, in_language
from lmmm_report.report.documents.plan_json import cell_document, total_document

DIFF_FORMAT = 1
"""Version of the document; it grows when a reader of the old one would go wrong."""


def comparisons_document(
    comparisons: Sequence[Comparison],
    gone: Sequence[Standing],
    come: Sequence[Standing],
    unread: Sequence[Unread],
    model: Model,
) -> dict[str, Any]:
    """All comparisons, and what has no counterpart."""
    return {
        "format": DIFF_FORMAT,
        "comparisons": [comparison_document(one, model) for one in comparisons],
        "gone": [_standing(one, model) for one in gone],
        "new": [_standing(one, model) for one in come],
        "unread": [_unread(one, model) for one in unread],
    }


def _unread(one: Unread, model: Model) -> dict[str, Any]:
    problem = one.problems[0]
    return {
        "before": one.before,
        "after": one.after,
        "broken": [name for name, broken in (("before", one.broken_before), ("after", one.broken_after)) if broken],
        "readable": one.standing and _standing(one.standing, model),
        "line": problem.line,
        "problem": in_language(problem.message, ENGLISH),
        "problems": len(one.problems),
    }


def comparison_document(comparison: Comparison, model: Model) -> dict[str, Any]:
    """One comparison."""
    c = comparison
    return {
        "before": _standing(c.before, model),
        "after": _standing(c.after, model),
        "same_company": c.same_company,
        "same_rules": c.same_rules,
        "fallen": [model.axes[number].id for number in c.fallen if c.same_company],
        "unproven": [model.axes[number].id for number in c.unproven if c.same_company],
        "conditions": [_move(move, moved=c.same_company) for move in c.moves],
        "facts": None if c.facts is None else [_change(change) for change in c.facts],
        "questions": c.questions and {name: list(paths) for name, paths in c.questions._asdict().items()},
        "measures": c.measures and {"gone": list(c.measures[0]), "new": list(c.measures[1])},
    }


def _standing(one: Standing, model: Model) -> dict[str, Any]:
    return {
        "name": one.name,
        "company": {"name": one.company, "unit": one.unit or None},
        "date": one.date.isoformat(),
        "model": {"id": one.model[0], "version": one.model[1]},
        "cell": cell_document(one.cell, model),
        "highest": cell_document(one.highest, model),
        "coordinates": {
            axis.id: {"low": round(float(ends.low), DECIMALS), "high": round(float(ends.high), DECIMALS)}
            for axis, ends in zip(model.axes, one.coordinates, strict=True)
        },
        "effort": one.effort and total_document(one.effort),
        "figures": None if one.figures is None else {name: _range(value) for name, value in one.figures.items()},
    }


def _range(value: Range) -> dict[str, float]:
    return {"low": round(float(value.low), DECIMALS), "high": round(float(value.high), DECIMALS)}


def _move(move: Move, *, moved: bool) -> dict[str, Any]:
    return {
        "criterion": move.criterion,
        "before": move.before and move.before.value,
        "after": move.after and move.after.value,
        "kind": move.kind and move.kind.value,
        "lost": moved and move.lost,
        "won": moved and move.won,
        "read_before": [_read(read) for read in move.reads_before],
        "read_after": [_read(read) for read in move.reads_after],
        "causes": [change.path for change in move.causes],
    }


def _read(read: Read) -> dict[str, Any]:
    return {"path": read.path, "line": read.line, "stated": read.stated}


def _change(change: FactChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "path": change.path,
        "before": change.before and _statement(change.before),
        "after": change.after and _statement(change.after),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {"value": statement.value, "line": statement.line}
