"""Each unit against its group: how many of the others are certain to be behind and ahead, never an average."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lmmm_report.report.pictures.spans import percent
from lmmm_report.report.words.wording import Wording
from lmmm_report.site.lazily import Each
from lmmm_report.site.rows import UnitRow
from lmmm_report.site.units import Units


class Place(NamedTuple):
    """A unit among the others on one axis; together they are all others."""

    behind: int
    """Others that are certain to be at a lower stage."""
    level: int
    """At the same stage for certain."""
    ahead: int
    open: int
    """Of which it is open: an answer of theirs, or of the unit's own, decides."""


class Stages(NamedTuple):
    """How many units are certain to be at each stage of one axis, from the first, and of how many it is open."""

    certain: tuple[int, ...]
    open: int


def places(rows: Sequence[UnitRow], axis: int, count: int) -> tuple[Place, ...]:
    """Each unit among the others; ``count``: how many stages there are."""
    lows, highs, firm = [0] * (count + 2), [0] * (count + 2), [0] * (count + 2)
    for row in rows:
        lows[row.low[axis]] += 1
        highs[row.high[axis]] += 1
        firm[row.low[axis]] += row.low[axis] == row.high[axis]
    found = []
    for row in rows:
        behind = sum(highs[: row.low[axis]])
        ahead = sum(lows[row.high[axis] + 1 :])
        level = firm[row.low[axis]] - 1 if row.low[axis] == row.high[axis] else 0
        found.append(Place(behind, level, ahead, len(rows) - 1 - behind - level - ahead))
    return tuple(found)


def stages_of(rows: Sequence[UnitRow], axis: int, count: int) -> Stages:
    """The distribution over the stages."""
    firm = [row.low[axis] for row in rows if row.low[axis] == row.high[axis]]
    return Stages(tuple(firm.count(number) for number in range(1, count + 1)), len(rows) - len(firm))


class PlaceView(NamedTuple):
    """A unit among the others of its group on one axis."""

    text: str
    parts: tuple[tuple[str, float, float], ...]
    """A bar: what, where each part begins and how wide it is, in percent."""


class SpreadView(NamedTuple):
    """Each unit against its group."""

    heads: tuple[tuple[str, str], ...]
    """Axis, and how many units are at each stage."""
    rows: Sequence[tuple[str, str, tuple[PlaceView, ...]]]
    """Label, address and place on each axis."""


def spread_of(units: Units) -> SpreadView:
    """The units of a group against each other, ready to print."""
    w, rows = units.w, units.rows
    heads = []
    for index, axis in enumerate(units.model.axes):
        found = stages_of(rows, index, units.stages)
        told = [w.say("portfolio.spread.stage", stage=n, count=c) for n, c in enumerate(found.certain, 1) if c]
        told += [w.say("portfolio.spread.open", count=found.open)] if found.open else []
        heads.append((w.of(axis.name), " · ".join(told)))
    return SpreadView(tuple(heads), Each(len(rows), lambda: _against_others(units)))


def _against_others(units: Units) -> Iterator[tuple[str, str, tuple[PlaceView, ...]]]:
    on_axes = [places(units.rows, index, units.stages) for index in (0, 1)]
    for number, row in enumerate(units.rows):
        yield row.label, units.href(row), tuple(_place_view(axis[number], units.w) for axis in on_axes)


def _place_view(place: Place, w: Wording) -> PlaceView:
    named = (("behind", place.behind), ("level", place.level), ("open", place.open), ("ahead", place.ahead))
    total, before, parts = sum(place), 0, []
    for name, number in named:
        if number:
            parts.append((name, percent(before, total), percent(number, total)))
        before += number
    text = w.say("portfolio.spread.place", behind=place.behind, level=place.level, ahead=place.ahead)
    if place.open:
        text = w.say("portfolio.spread.place.open", text=text, count=place.open)
    return PlaceView(text, tuple(parts))
