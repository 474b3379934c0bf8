"""The page with several companies in one matrix, ready to print in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment
from lmmm_report.report.pictures.matrix import Matrix, Point, point, spread
from lmmm_report.report.views.report import ReportView
from lmmm_report.report.words.wording import Wording


class IndexEntry(NamedTuple):
    """One company: its number in the picture, where it stands, the addresses of its reports."""

    number: int
    company: str
    date: str
    cell_words: str
    position: str
    firmness: str
    headline: str
    open_gates: int
    point: Point
    links: tuple[tuple[str, str], ...]
    """Label and relative address."""


class IndexView(NamedTuple):
    """The whole page."""

    language: str
    title: str
    model_name: str
    tally: str
    matrix: Matrix
    matrix_title: str
    axes: tuple[str, str]
    region_above: str
    region_below: str
    entries: tuple[IndexEntry, ...]
    program_version: str
    model_version: str
    written: str
    """Everything on the page that a user has written."""
    notes: str = ""
    notes_link_to: frozenset[str] = frozenset()


class IndexRow(NamedTuple):
    """What the page says of one report: slim, as a row is kept for each of thousands."""

    company: str
    date: str
    cell_words: str
    position: str
    firm: bool
    headline: str
    open_gates: int
    point: Point
    links: tuple[tuple[str, str], ...]
    """Label and relative address of the report's files, the most important first."""


class IndexFrame(NamedTuple):
    """What the page takes from the model, in one language; the same whichever report it is taken from."""

    model_name: str
    model_version: str
    matrix: Matrix
    axes: tuple[str, str]
    region_above: str
    region_below: str


def row_of(assessment: Assessment, view: ReportView, links: tuple[tuple[str, str], ...]) -> IndexRow:
    """The row of one report, whose files have the labels and addresses in ``links``."""
    low = [axis.coordinate.low for axis in assessment.axes]
    return IndexRow(
        company=view.company,
        date=view.date,
        cell_words=view.place_words,
        position=view.position,
        firm=view.firm,
        headline=view.headline,
        open_gates=len(assessment.gap.open),
        point=point(low[0], low[1], len(assessment.model.axes[0].stages)),
        links=links,
    )


def frame_of(view: ReportView) -> IndexFrame:
    """The frame of the page, from any report of the model."""
    return IndexFrame(
        model_name=view.model_name,
        model_version=view.model_version,
        matrix=_of_nobody(view.matrix),
        axes=(view.axes[0].name, view.axes[1].name),
        region_above=view.region_above,
        region_below=view.region_below,
    )


def index_view_of(frame: IndexFrame, rows: Sequence[IndexRow], wording: Wording, *, program_version: str) -> IndexView:
    """The page for the reports of one model; at least one."""
    places = spread([row.point for row in rows])
    return IndexView(
        language=wording.language,
        title=wording.say("index.title"),
        model_name=frame.model_name,
        tally=wording.say("index.count", count=len(rows)),
        matrix=frame.matrix,
        matrix_title=wording.say("index.title")
        + ": "
        + "; ".join(f"{n}. {row.company}: {row.cell_words}" for n, row in enumerate(rows, 1)),
        axes=frame.axes,
        region_above=frame.region_above,
        region_below=frame.region_below,
        entries=tuple(
            _entry(number, row, place, wording) for number, (row, place) in enumerate(zip(rows, places, strict=True), 1)
        ),
        program_version=program_version,
        model_version=frame.model_version,
        written="".join(row.company + row.headline for row in rows),
    )


def _of_nobody(matrix: Matrix) -> Matrix:
    """The grid without what belongs to one company."""
    return matrix._replace(
        columns=tuple(label._replace(current=False) for label in matrix.columns),
        rows=tuple(label._replace(current=False) for label in matrix.rows),
    )


def _entry(number: int, row: IndexRow, place: Point, wording: Wording) -> IndexEntry:
    return IndexEntry(
        number=number,
        company=row.company,
        date=row.date,
        cell_words=row.cell_words,
        position=row.position,
        firmness=wording.say("firm.short.yes" if row.firm else "firm.short.no"),
        headline=row.headline,
        open_gates=row.open_gates,
        point=place,
        links=row.links,
    )
