"""The picture of all units and those of the groups inside, ready to print."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.report.pictures.crowd import Crowd, Disc, are_named, crowds_of, discs_of
from lmmm_report.report.pictures.ground import Plot, Spot, cells_of, middle
from lmmm_report.report.words.cells import cell_numbers
from lmmm_report.site import tally
from lmmm_report.site.headline import known_of
from lmmm_report.site.names import short_names
from lmmm_report.site.rows import Stages, UnitRow, by_name
from lmmm_report.site.units import Units

OUTSIDE = 5
"""So many units that are in no group are named; more are counted."""


class StageLabel(NamedTuple):
    """A stage's number and name."""

    number: int
    name: str
    current: bool = False


class AxisView(NamedTuple):
    """An axis as it stands beside the picture."""

    name: str
    stages: tuple[StageLabel, ...]


class CountView(NamedTuple):
    """The number in a cell."""

    stages: Stages
    number: int
    words: str


class NameView(NamedTuple):
    """A unit's name beside its mark, where there is room for it."""

    stages: Stages
    line: int
    text: str
    """As short as it can be among the others; ``label`` is the whole."""
    label: str
    href: str


class CrowdView(NamedTuple):
    """The matrix with all units."""

    stages: int
    size: float
    cells: tuple[Plot, ...]
    road: tuple[Spot, Spot]
    crowds: tuple[Crowd, ...]
    counts: tuple[CountView, ...]
    names: tuple[NameView, ...]
    hrefs: Mapping[Stages, tuple[str, ...]]
    """Where the marks of a cell lead, in their order, if they have names."""
    kinds: tuple[tuple[str, str], ...]
    """The kinds of marks that are drawn, with what they mean."""
    corners: tuple[tuple[Stages, str, str], ...]
    """Cell, side and word of the two corners."""
    said: str


class GroupView(NamedTuple):
    """A group as a small picture that leads to its page."""

    name: str
    href: str
    text: str
    said: str
    """What the picture shows."""
    discs: tuple[Disc, ...]


def axes_of(units: Units) -> tuple[AxisView, AxisView]:
    """Both axes of the picture."""
    w = units.w
    x, y = (
        AxisView(w.of(axis.name), tuple(StageLabel(s.number, w.of(s.name)) for s in axis.stages))
        for axis in units.model.axes
    )
    return x, y


def crowd_of(units: Units) -> CrowdView:
    """The picture of all units."""
    w, model, count = units.w, units.model, units.stages
    names = tuple(tuple(w.of(stage.name) for stage in axis.stages) for axis in model.axes)
    by_cell = {cell: _in_cell(inside, units) for cell, inside in tally.cells(units.rows).items()}
    kinds = {cell: [_kind(row, units) for row in inside] for cell, inside in by_cell.items()}
    drawn = [kind for kind in ("firm", "open", *tally.MOVED) if any(kind in k for k in kinds.values())]
    named = are_named({cell: len(inside) for cell, inside in by_cell.items()})
    counts = {
        cell: CountView(
            cell,
            len(by_cell.get(cell, ())),
            _told(cell, len(by_cell.get(cell, ())), units),
        )
        for cell in ((i, j) for j in range(count, 0, -1) for i in range(1, count + 1))
    }
    return CrowdView(
        stages=count,
        size=100.0 * count,
        cells=tuple(cells_of((0, 0), (0, 0), None, (names[0], names[1]))),
        road=(middle((1, 1), count), middle((count, count), count)),
        crowds=crowds_of(kinds, count),
        counts=tuple(counts.values()),
        names=tuple(_names(by_cell, units)) if named else (),
        hrefs={cell: tuple(map(units.href, inside)) for cell, inside in by_cell.items()} if named else {},
        kinds=tuple((kind, w.say(f"portfolio.mark.{kind}")) for kind in drawn),
        corners=(
            ((1, count), "bottom-left", w.say("portfolio.corner.above")),
            ((count, 1), "bottom-right", w.say("portfolio.corner.below")),
        ),
        said=w.say("portfolio.matrix", text="; ".join(counts[cell].words for cell in sorted(by_cell))),
    )


def _told(cell: Stages, number: int, units: Units) -> str:
    return units.w.say("portfolio.cell.told", cell=cell_numbers(cell), count=number)


def _kind(row: UnitRow, units: Units) -> str:
    return units.moved(row) or ("firm" if row.firm else "open")


def _in_cell(inside: Sequence[UnitRow], units: Units) -> list[UnitRow]:
    order = ("up", "firm", "both", "open", "down")
    return sorted(inside, key=lambda row: order.index(_kind(row, units)))


def _names(by_cell: Mapping[Stages, Sequence[UnitRow]], units: Units) -> Iterator[NameView]:
    shorts = short_names(units.rows, units.frame.group.path if units.frame.group else ())
    for cell, inside in sorted(by_cell.items()):
        for line, row in enumerate(inside):
            yield NameView(cell, line, shorts[row.name], row.label, units.href(row))


def inner_groups(units: Units) -> Iterator[GroupView]:
    """The groups that lie directly in the one that the page is about."""
    most = _most(units)
    for group, href in units.frame.groups:
        high = known_of(group.rows, units.model).high
        inside = tally.cells(group.rows)
        yield GroupView(
            name=group.name,
            href=href,
            text=units.w.say("portfolio.group.text", count=high.proven, total=len(group.rows), stage=high.stage),
            said="; ".join(_told(cell, len(inside[cell]), units) for cell in sorted(inside)),
            discs=discs_of(_counted(group.rows), units.stages, most),
        )


def _most(units: Units) -> int:
    """The most units that a cell of any of the groups holds: all pictures have one scale."""
    return max((count for group, _ in units.frame.groups for _, count in _counted(group.rows).values()), default=1)


def _counted(rows: Sequence[UnitRow]) -> Mapping[Stages, tuple[int, int]]:
    """By cell how many units stand there for certain, and how many with the provisional ones."""
    return {cell: (sum(row.firm for row in inside), len(inside)) for cell, inside in tally.cells(rows).items()}


def groups_lead(units: Units) -> str:
    """How the pictures of the groups are to be read, and which units are in none of them; empty without groups."""
    w, groups = units.w, [group for group, _ in units.frame.groups]
    if not groups:
        return ""
    inside = {row.name for group in groups for row in group.rows}
    firm = all(row.firm for group in groups for row in group.rows)
    said = [w.say("portfolio.groups.lead"), *([] if firm else [w.say("portfolio.groups.lead.open")])]
    outside = by_name(row for row in units.rows if row.name not in inside)
    if outside:
        names = w.listed(row.label for row in outside) if len(outside) <= OUTSIDE else ""
        key = "portfolio.groups.outside.named" if names else "portfolio.groups.outside"
        said.append(w.say(key, count=len(outside), names=names))
    return " ".join(said)
