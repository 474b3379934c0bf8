"""Who has moved since the last earlier position, ready to print."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.report.words.cells import cell_numbers
from lmmm_report.report.words.wording import begun
from lmmm_report.site import tally
from lmmm_report.site.lazily import Each
from lmmm_report.site.marks import mark_id
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.units import Units
from lmmm_report.site.words import alike

MOVES = 14
"""Movements that are seen at once; the others are folded."""


class MoveView(NamedTuple):
    """A unit that has moved."""

    label: str
    href: str
    kind: str
    before: str
    after: str
    text: str


def moves_of(units: Units) -> Sequence[MoveView]:
    """The units that have moved, those that rose first."""
    found = [row for row in units.rows if units.moved(row)]
    found.sort(key=lambda row: tally.MOVED.index(units.moved(row)))
    return Each(len(found), lambda: _moves(found, units))


def _moves(rows: Sequence[UnitRow], units: Units) -> Iterator[MoveView]:
    for row in rows:
        then = row.earlier[-1]
        yield MoveView(
            label=row.label,
            href=units.href(row),
            kind=units.moved(row),
            before=mark_id(then.cell, then.highest),
            after=mark_id(row.low, row.high),
            text=units.w.say(
                "portfolio.since_from_to",
                before=cell_numbers(then.cell, then.highest),
                after=cell_numbers(row.low, row.high),
                month=units.w.month(then.date),
            ),
        )


def moves_title(units: Units) -> str:
    """How many rose and how many fell; empty where no unit can be compared. The others are told by `moves_rest`."""
    w, moves = units.w, units.moves
    up, down = moves.count("up"), moves.count("down")
    if not any(moves):
        return ""
    if not (up or down):
        return w.say("portfolio.moves.none")
    ups, downs = alike(w, up, down)
    if not up:
        first, second = w.say("portfolio.fell", count=down, number=downs), w.say("portfolio.rose.none")
    else:
        first = w.say("portfolio.rose", count=up, number=ups)
        second = w.say("portfolio.fell.too", count=down, number=downs) if down else w.say("portfolio.fell.none")
    return begun(w.say("portfolio.moves", first=first, second=second))


def moves_rest(units: Units) -> str:
    """All that neither rose nor fell only: on both axes otherwise, nowhere, perhaps, or with nothing to compare."""
    return " ".join(
        units.w.say(f"portfolio.moves.{key}" if key else "portfolio.not_compared", count=units.moves.count(key))
        for key in ("both", tally.SAME, tally.UNSURE, "")
        if key in units.moves
    )


def since(units: Units) -> str:
    """Since when, of the units that can be compared: a month, or each since its own last position."""
    days = {row.earlier[-1].date for row in units.rows if units.movements[row.name]}
    months = {(day.year, day.month) for day in days}
    if len(months) == 1:
        return units.w.say("portfolio.since", month=units.w.month(min(days)))
    return units.w.say("portfolio.since_last")
