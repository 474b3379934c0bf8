"""Rows of units as tests need them: one assessed company, with only that changed which the test is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from lmmm_report.domain.assessment import Interval
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.making.loading import model_at
from lmmm_report.site.rows import UnitRow, row_of
from tests.built_in import WORDINGS, assessment_of

ROOT = Path(__file__).resolve().parents[3]
MODEL = model_at(None)


@cache
def examples() -> tuple[UnitRow, ...]:
    """The rows of all examples."""
    files = sorted((ROOT / "configs").glob("*.yaml"))
    assert files
    return tuple(of_file(path) for path in files)


def of_file(path: Path) -> UnitRow:
    """The row of one profile."""
    links = {
        language: (("HTML", f"{path.stem}.{language}.html"), ("JSON", f"{path.stem}.json")) for language in WORDINGS
    }
    return row_of(assessment_of(path), path.stem, links=links, earlier=())


def unit(
    file: str = "unit", low: tuple[int, int] = (2, 2), high: tuple[int, int] | None = None, **company: Any
) -> UnitRow:
    """A unit in a cell, for certain unless another highest cell is given; further words are of the company."""
    highest = high or low
    sides = {("on" if i == j else "above" if j > i else "below")
             for i in range(low[0], highest[0] + 1) for j in range(low[1], highest[1] + 1)}  # fmt: skip
    row = examples()[0]
    return row._replace(
        name=file,
        company=row.company._replace(**{"name": file, "unit": "", **company}),
        low=low,
        high=highest,
        sides=tuple(sorted(sides)),
        distance=abs(low[0] - low[1]),
        earlier=(),
    )


def stood(row: UnitRow, cell: tuple[int, int], most: tuple[int, int] | None = None, version: str = "") -> UnitRow:
    """The same unit with an earlier position."""
    ends = zip(cell, most or cell, strict=True)
    x, y = (Interval(Fraction(a), Fraction(b)) for a, b in ends)
    then = EarlierPosition(date(2025, 1, 1), cell, (x, y), version or MODEL.version, None)
    return row._replace(earlier=(then,))


def many(number: int) -> Iterator[UnitRow]:
    """So many units like the examples, with names of their own."""
    for index in range(number):
        row = examples()[index % len(examples())]
        yield row._replace(name=f"u{index:04}", company=row.company._replace(name=f"Unit {index} of Łódź", unit=""))
