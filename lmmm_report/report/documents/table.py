"""Tables of values with types, and their rendering as comma-separated values for programs and for German Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from lmmm_report.report.documents.plain_line import table_cell

Cell = str | int | float | bool | date | None
"""A value; `None` for an empty cell."""

BOM = "\ufeff"


class Kind(str, Enum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"


class Column(NamedTuple):
    """One column."""

    key: str
    """Its name for programs, the same in every language."""
    title: str
    """Its name for people."""
    kind: Kind
    width: float
    """In characters, where it is shown."""


class Table(NamedTuple):
    """Columns and rows; each row has a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    printed: int = 0
    """How many of the first columns go onto paper; 0 for all."""


class Dialect(str, Enum):
    """How comma-separated values are written."""

    STANDARD = "rfc4180"
    """Comma, decimal point, 2026-11-02, true: as RFC 4180 and most programs have it."""
    GERMAN_EXCEL = "excel-de"
    """Semicolon, decimal comma, 02.11.2026, WAHR, and a byte order mark: opened by a double click."""


def csv_of(columns: Sequence[str], rows: Sequence[Sequence[Cell]], dialect: Dialect = Dialect.STANDARD) -> str:
    """Rows under the names of their columns. No text becomes a formula."""
    german = dialect is Dialect.GERMAN_EXCEL
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if german else ",")
    said = _in_german if german else _plainly
    writer.writerow(columns)
    writer.writerows([said(cell) for cell in row] for row in rows)
    return (BOM if german else "") + out.getvalue()


def table_csv(table: Table, dialect: Dialect = Dialect.STANDARD) -> str:
    """A table under the keys of its columns."""
    return csv_of([column.key for column in table.columns], table.rows, dialect)


def _plainly(cell: Cell) -> object:
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, date) else table_cell(cell)


def _in_german(cell: Cell) -> object:
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, date):
        return f"{cell.day:02}.{cell.month:02}.{cell.year}"
    return str(cell).replace(".", ",") if isinstance(cell, float) else table_cell(cell)
