"""The first page about several units, ready to print in one language: its parts put together."""

from collections.abc import Sequence
from typing import NamedTuple

from lmmm_report.report.pictures.ground import Mark
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.answers import AnswerView, answers_of
from lmmm_report.site.bars import (
    AskedUnitView,
    BarView,
    asked_bars,
    asked_lead,
    asked_rest,
    asked_title,
    asked_units,
    helping_bars,
    helping_rest,
    missing_bars,
    missing_rest,
    missing_title,
)
from lmmm_report.site.broken import BrokenView, broken_of, broken_title
from lmmm_report.site.groups import COMPARED
from lmmm_report.site.headline import headline_of
from lmmm_report.site.marks import marks_of
from lmmm_report.site.movement import MOVES, MoveView, moves_of, moves_rest, moves_title
from lmmm_report.site.picture import AxisView, CrowdView, GroupView, axes_of, crowd_of, groups_lead, inner_groups
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.spread import SpreadView, spread_of
from lmmm_report.site.table import FilterView, RowView, chips_of, most_days, selects_of, table_rows
from lmmm_report.site.units import Frame, Units, units_of
from lmmm_report.site.words import side_words


class FirstPage(NamedTuple):
    """The whole page."""

    language: str
    title: str
    owner: str
    model_name: str
    meta: str
    headline: str
    axes: tuple[AxisView, AxisView]
    crowd: CrowdView
    answers: tuple[AnswerView, ...]
    broken_title: str
    broken: tuple[BrokenView, ...]
    moves_title: str
    moves_rest: str
    """What is to be said of those that have not moved."""
    moves: Sequence[MoveView]
    moves_shown: int
    missing_title: str
    missing: tuple[BarView, ...]
    missing_rest: str
    """How many have no bar, and how many of these are level with the last one; so of the other two."""
    helping: tuple[BarView, ...]
    helping_rest: str
    asked: tuple[BarView, ...]
    asked_rest: str
    asked_lead: str
    asked_units: tuple[AskedUnitView, ...]
    """The units with open questions, where these are few; else the questions stand alone."""
    asked_title: str
    chips: tuple[FilterView, ...]
    selects: tuple[FilterView, ...]
    marks: tuple[tuple[str, Mark], ...]
    rows: Sequence[RowView]
    most_days: str
    with_files: bool
    """Whether a report has files beside its page."""
    pages: tuple[tuple[str, str], ...]
    """Further pages: label and address."""
    conditions: str
    groups: tuple[GroupView, ...]
    groups_title: str
    groups_lead: str
    home: str
    """Address of the first page, seen from this one; empty on the first page itself."""
    crumbs: tuple[tuple[str, str], ...]
    """The groups that this one lies in: name and address."""
    spread: SpreadView | None
    table_title: str
    tally: str
    regions: tuple[tuple[str, str], ...]
    program_version: str
    model_version: str


def first_page_of(rows: Sequence[UnitRow], frame: Frame, w: Wording) -> FirstPage:
    """The page about the reports of one model, at least one: all of them, or those of a group."""
    units, model = units_of(rows, frame, w), frame.model
    return FirstPage(
        language=w.language,
        title=w.say("portfolio.head", owner=frame.group.name if frame.group else frame.owner),
        owner=frame.owner,
        model_name=w.of(model.name),
        meta=_meta(units),
        headline=headline_of(units.rows, model, w),
        axes=axes_of(units),
        crowd=crowd_of(units),
        answers=tuple(answers_of(units)),
        broken_title=broken_title(units),
        broken=tuple(broken_of(units)),
        moves_title=moves_title(units),
        moves_rest=moves_rest(units),
        moves=moves_of(units),
        moves_shown=MOVES,
        missing_title=missing_title(units),
        missing=tuple(missing_bars(units)),
        missing_rest=missing_rest(units),
        helping=tuple(helping_bars(units)),
        helping_rest=helping_rest(units),
        asked=tuple(asked_bars(units)),
        asked_rest=asked_rest(units),
        asked_lead=asked_lead(units),
        asked_units=tuple(asked_units(units)),
        asked_title=asked_title(units),
        chips=tuple(chips_of(units)),
        selects=tuple(selects_of(units)),
        marks=marks_of(units),
        rows=table_rows(units),
        most_days=most_days(units),
        with_files=any(row.links.get(w.language, ())[1:] for row in rows),
        pages=frame.pages,
        conditions=frame.conditions,
        groups=tuple(inner_groups(units)),
        groups_title=w.say("portfolio.groups.title", count=len(frame.groups)),
        groups_lead=groups_lead(units),
        home=frame.home,
        crumbs=frame.crumbs,
        spread=spread_of(units) if frame.group and len(rows) >= COMPARED else None,
        table_title=w.say("portfolio.table.title"),
        tally=w.say("portfolio.all", count=len(rows)),
        regions=tuple((key, side_words(key, w)) for key in ("above", "below")),
        program_version=frame.program_version,
        model_version=model.version,
    )


def _meta(units: Units) -> str:
    """By which model, and of when the profiles are."""
    w, days = units.w, sorted({row.day for row in units.rows})
    first, last = w.date(days[0]), w.date(days[-1])
    when = last if len(days) == 1 else w.say("portfolio.between", first=first, last=last)
    return w.say("portfolio.meta", model=w.of(units.model.name), when=when)
