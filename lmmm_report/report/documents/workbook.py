"""Tables as a workbook for spreadsheets (.xlsx): types, widths, filters, a head that stays. No text is a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from lmmm_report.report.documents.table import Cell, Column, Kind, Table

MOST_CHARACTERS = 32_767
"""What a cell holds at most."""
_LINE = 15
"""Height of a line in points."""
_MOST_LINES = 27
"""What a row can be high at most is 409 points."""

_DAYS = {"de": "dd.mm.yyyy", "en": "d mmm yyyy"}
_DAYS_ELSEWHERE = "yyyy-mm-dd"


class Choices(NamedTuple):
    """What may be chosen in the cells of a column."""

    column: str
    """Its key."""
    words: tuple[str, ...]


def workbook_of(
    tables: Sequence[Table],
    *,
    title: str,
    language: str,
    written: date,
    foot: str,
    words: tuple[str, str],
    choices: Sequence[Choices] = (),
) -> bytes:
    """A workbook with a sheet for each table; the same tables give the same bytes.

    ``written`` is the day that the file says it is of, ``foot`` what is printed below each page beside its number,
    ``words`` stand for no and yes.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": datetime(written.year, written.month, written.day)})  # noqa: DTZ001
    formats = _Formats(book, language, words)
    for table in tables:
        _sheet(book.add_worksheet(table.name), table, formats, foot, choices)
    book.close()
    return out.getvalue()


class _Formats:
    """How cells look, by what they hold."""

    def __init__(self, book: Any, language: str, words: tuple[str, str]) -> None:
        self.words = words
        plain = {"valign": "top", "font_name": "Calibri", "font_size": 11, "bottom": 4, "bottom_color": "#B9C3CF"}
        self.head = book.add_format(
            {**plain, "bold": True, "text_wrap": True, "bg_color": "#E7ECF2", "bottom": 1, "align": "left"}
        )
        left, middle = {"align": "left"}, {"align": "center"}
        days, whole = {"num_format": _DAYS.get(language, _DAYS_ELSEWHERE)}, {"num_format": "0"}
        self.of = {
            Kind.TEXT: book.add_format({**plain, **left, "text_wrap": True}),
            Kind.NUMBER: book.add_format({**plain, **middle, "num_format": "0.0#"}),
            Kind.DAY: book.add_format({**plain, **left, **days}),
            Kind.FLAG: book.add_format({**plain, **middle}),
        }
        self.whole = book.add_format({**plain, **middle, **whole})
        self.whole_among_texts = book.add_format({**plain, **left, **whole})


def _sheet(sheet: Any, table: Table, formats: _Formats, foot: str, choices: Sequence[Choices]) -> None:
    last = max(len(table.rows), 1)
    heads = tuple(column.title for column in table.columns)
    sheet.set_row(0, _height(table.columns, heads) + 4)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, column.width, formats.of[column.kind])
        sheet.write_string(0, at, column.title, formats.head)
        for choice in choices:
            if choice.column == column.key:
                sheet.data_validation(1, at, last, at, {"validate": "list", "source": list(choice.words)})
    for number, row in enumerate(table.rows, 1):
        sheet.set_row(number, _height(table.columns, row))
        for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, (number, at), cell, formats, column.kind)
    sheet.autofilter(0, 0, last, len(table.columns) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, last, (table.printed or len(table.columns)) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.set_footer(f"&L{foot.replace('&', '&&')[:180]}&R&P / &N")


def _write(sheet: Any, place: tuple[int, int], cell: Cell, formats: _Formats, kind: Kind) -> None:
    if cell is None or cell == "":
        sheet.write_blank(*place, None, formats.of[kind])
    elif isinstance(cell, bool):
        # Programs show truths as 0 and 1, or in their own language; a word can be read and filtered everywhere.
        sheet.write_string(*place, formats.words[cell], formats.of[Kind.FLAG])
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, formats.of[Kind.DAY])
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, formats.whole_among_texts if kind is Kind.TEXT else formats.whole)
    elif isinstance(cell, float):
        sheet.write_number(*place, cell, formats.of[Kind.NUMBER])
    else:
        sheet.write_string(*place, _fitting(cell), formats.of[Kind.TEXT])


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _height(columns: Sequence[Column], row: Sequence[Cell]) -> float:
    """In points, for the cell with the most lines: what no program works out when it opens the file."""
    return _LINE * min(max(_lines(columns, row), default=1), _MOST_LINES)


def _lines(columns: Sequence[Column], row: Sequence[Cell]) -> Iterator[int]:
    for column, cell in zip(columns, row, strict=True):
        if isinstance(cell, str):
            # Words are not cut, so a line is never full.
            room = max(column.width * 0.92, 1)
            yield sum(max(1, -int(-len(line) // room)) for line in cell.splitlines() or [""])
