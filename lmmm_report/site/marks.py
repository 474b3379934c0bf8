"""The small marks beside the units: each pair of cells is drawn once on a page, and stands wherever it is needed."""

from __future__ import annotations

from lmmm_report.report.pictures.ground import Mark, mark_of
from lmmm_report.site.rows import Stages
from lmmm_report.site.units import Units


def mark_id(low: Stages, high: Stages) -> str:
    """What the mark of a lowest and a highest cell is called on its page."""
    ends = f"{low[0]}{low[1]}"
    return f"m{ends}" if low == high else f"m{ends}{high[0]}{high[1]}"


def marks_of(units: Units) -> tuple[tuple[str, Mark], ...]:
    """All marks that the page shows: where each unit stands, and where those that have moved stood before."""
    drawn = {(row.low, row.high) for row in units.rows}
    drawn |= {(row.earlier[-1].cell, row.earlier[-1].highest) for row in units.rows if units.moved(row)}
    return tuple((mark_id(low, high), mark_of(low, high, units.stages)) for low, high in sorted(drawn))
