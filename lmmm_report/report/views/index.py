"""The page with several companies in one matrix, ready to print in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lmmm_report.domain.assessment import Assessment
from lmmm_report.report.pictures.matrix import Matrix, Point, point, spread
from lmmm_report.report.views.report import ReportView, view_of
from lmmm_report.report.words.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """The whole page."""

    language: str
    title: str
    model_name: str
    count: str
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


def index_view_of(
    named: Sequence[tuple[str, Assessment]], wording: Wording, *, formats: Sequence[str], program_version: str
) -> IndexView:
    """The page for named assessments of one model; at least one."""
    first = named[0][1]
    views = [view_of(a, wording, program_version=program_version) for _, a in named]
    count = len(first.model.axes[0].stages)
    raw = [point(a.axes[0].coordinate.low, a.axes[1].coordinate.low, count) for _, a in named]
    return IndexView(
        language=wording.language,
        title=wording.say("index.title"),
        model_name=views[0].model_name,
        count=wording.say("index.count", count=len(named)),
        matrix=_of_nobody(views[0].matrix),
        matrix_title=wording.say("index.title")
        + ": "
        + "; ".join(f"{n}. {v.company}: {v.cell_words}" for n, v in enumerate(views, 1)),
        axes=(views[0].axes[0].name, views[0].axes[1].name),
        region_above=views[0].region_above,
        region_below=views[0].region_below,
        entries=tuple(
            _entry(number, entry, view, place, wording=wording, formats=formats)
            for number, (entry, view, place) in enumerate(zip(named, views, spread(raw), strict=True), 1)
        ),
        program_version=program_version,
        model_version=first.model.version,
        written="".join(view.company + view.headline for view in views),
    )


def _of_nobody(matrix: Matrix) -> Matrix:
    """The grid without what belongs to one company."""
    return replace(
        matrix,
        columns=tuple(replace(label, current=False) for label in matrix.columns),
        rows=tuple(replace(label, current=False) for label in matrix.rows),
    )


def _entry(
    number: int,
    named: tuple[str, Assessment],
    view: ReportView,
    place: Point,
    *,
    wording: Wording,
    formats: Sequence[str],
) -> IndexEntry:
    name, assessment = named
    links = [
        (form.upper(), f"{name}.json" if form == "json" else f"{name}.{wording.language}.{form}")
        for form in ("html", "pdf", "json")
        if form in formats
    ]
    return IndexEntry(
        number=number,
        company=view.company,
        date=view.date,
        cell_words=view.cell_words,
        position=view.position,
        firmness=wording.say("firm.short.yes" if view.firm else "firm.short.no"),
        headline=view.headline,
        open_gates=len(assessment.gap.open),
        point=place,
        links=tuple(links),
    )
