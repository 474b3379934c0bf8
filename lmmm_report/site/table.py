"""The table of all units with the choices above it, ready to print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import Side
from lmmm_report.domain.profile import Company
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.words.cells import cell_numbers, stage_numbers
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.groups import groups_of
from lmmm_report.site.lazily import Each
from lmmm_report.site.marks import mark_id
from lmmm_report.site.movement import since
from lmmm_report.site.rows import OUTCOMES, Stages, UnitRow
from lmmm_report.site.units import Units
from lmmm_report.site.words import between, effort_of, side_words, target_words


class RowView(NamedTuple):
    """One unit in the table."""

    label: str
    href: str
    mark: str
    """Which of the small marks."""
    low: Stages
    stages: str
    place: str
    where: str
    firm: bool
    moved: str
    moved_text: str
    rungs: tuple[str, ...]
    first: str
    """What the next step begins with; empty where that is no measure."""
    lacks: str
    """How many conditions of the next step are not met, and of how many nobody knows."""
    target: str
    target_stages: Stages
    effort: str
    expected: int
    """Person-days if no measure is spared; -1 where there is none."""
    span: Span | None
    date: str
    iso: str
    broken: bool
    """Whether the profile cannot be read at present."""
    groups: tuple[int, ...]
    region: int
    tags: tuple[int, ...]
    belongs: str
    files: tuple[tuple[str, str], ...]


class FilterView(NamedTuple):
    """A choice above the table."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    """Value and words."""
    folded: bool = False
    """Whether it stands behind the other filters, as few need it."""


class _Choices(NamedTuple):
    """What units belong to, each with its place in the alphabet; a row names the place of each of its own."""

    groups: Mapping[str, int]
    regions: Mapping[str, int]
    tags: Mapping[str, int]


def _choices(units: Units) -> _Choices:
    rows = units.rows
    return _Choices(
        groups=_placed({group for row in rows for group in groups_of(row)}),
        regions=_placed({row.company.region for row in rows if row.company.region}),
        tags=_placed({tag for row in rows for tag in row.company.tags}),
    )


def _placed(names: set[str]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(sorted(names, key=lambda name: (name.casefold(), name)))}


def chips_of(units: Units) -> Iterator[FilterView]:
    """The choices that are seen at once: where units lie, and how they have moved."""
    w, moves = units.w, units.moves
    yield FilterView("where", w.say("portfolio.filter.where"), tuple(
        (key, w.say("portfolio.with_count", name=side_words(key, w), count=n))
        for key, n in tally.sides(units.rows).items() if n
    ))  # fmt: skip
    if any(moves):
        yield FilterView("moved", since(units), tuple(
            (key, w.say("portfolio.with_count", name=w.say(f"portfolio.moved.{key}"), count=moves.count(key)))
            for key in tally.MOVED if key in moves
        ))  # fmt: skip


def selects_of(units: Units) -> Iterator[FilterView]:
    """The further choices."""
    w, choices = units.w, _choices(units)
    for name, values in (("group", choices.groups), ("region", choices.regions), ("tag", choices.tags)):
        if values:
            options = tuple((str(number), one) for number, one in enumerate(values))
            yield FilterView(name, w.say(f"portfolio.filter.{name}"), options)
    for number, axis in enumerate(units.model.axes, 1):
        options = tuple((str(stage.number), f"{stage.number} {w.of(stage.name)}") for stage in axis.stages)
        yield FilterView(f"stage{number}", w.of(axis.name), options, folded=True)
    options = (("firm", w.say("portfolio.firm")), ("open", w.say("portfolio.provisional")))
    yield FilterView("certain", w.say("portfolio.filter.certain"), options, folded=True)
    targets = sorted({row.target for row in units.rows})
    options = tuple((f"{cell[0]}{cell[1]}", cell_numbers(cell)) for cell in targets)
    yield FilterView("target", w.say("portfolio.filter.target"), options, folded=True)


def table_rows(units: Units) -> Sequence[RowView]:
    """A row for each unit."""
    return Each(len(units.rows), lambda: _rows(units))


def _rows(units: Units) -> Iterator[RowView]:
    w, choices = units.w, _choices(units)
    efforts = [effort_of(row) for row in units.rows]
    broken = frozenset(one.name for one in units.frame.broken)
    known = frozenset(units.frame.group.path if units.frame.group else ())
    spans = spans_of([(e.low, e.expected, e.high) for e in efforts if e is not None])
    for row, effort in zip(units.rows, efforts, strict=True):
        letters, moved, company = _step_letters(row, units), units.moved(row), row.company
        yield RowView(
            label=row.label,
            href=units.href(row),
            mark=mark_id(row.low, row.high),
            low=row.low,
            stages=" | ".join(stage_numbers(row.low, row.high)),
            place=_place(row, units),
            where=tally.side(row),
            firm=row.firm,
            moved=moved,
            moved_text=w.say("portfolio.from", before=cell_numbers(row.earlier[-1].cell, row.earlier[-1].highest))
            if moved
            else "",
            rungs=tuple(OUTCOMES[letter] for letter in letters),
            first=_first(row, units),
            lacks=_lacks(letters, w),
            target=target_words(row, w),
            target_stages=row.target,
            effort=between(effort.low, effort.high, w) if effort else "",
            expected=effort.expected if effort else -1,
            span=next(spans) if effort else None,
            date=w.date(row.day),
            iso=row.day.isoformat(),
            broken=row.name in broken,
            groups=tuple(choices.groups[one] for one in groups_of(row)),
            region=choices.regions[company.region] if company.region else -1,
            tags=tuple(choices.tags[one] for one in company.tags),
            belongs=" · ".join(one for one in _around(company, groups_of(row)) if one not in known),
            files=tuple((label, units.frame.up + href) for label, href in row.links.get(w.language, ())[1:]),
        )


def _around(company: Company, groups: Sequence[str]) -> Iterable[str]:
    """What a unit belongs to, each name once."""
    return dict.fromkeys([*groups, *filter(None, [company.region]), *company.tags])


def _step_letters(row: UnitRow, units: Units) -> str:
    """The outcomes of the next step's gates: first what is met, then what is open."""
    if row.step is None:
        return ""
    letters = dict(zip(units.gates, row.outcomes, strict=True))
    return "".join(sorted((letters[gate] for gate in row.step.gates), key="muna".index))


def _first(row: UnitRow, units: Units) -> str:
    """The first measure of the next step that nothing has to come before."""
    ready = next((work.measure for work in row.step.work if not work.waits), "") if row.step else ""
    return units.w.say("portfolio.table.first", measure=units.w.of(units.model.measure(ready).title)) if ready else ""


def most_days(units: Units) -> str:
    """Where the scale of the efforts ends; empty where nothing takes any."""
    efforts = [row.step.effort for row in units.rows if row.step and row.step.effort]
    return units.w.number(max(effort.high for effort in efforts)) if efforts else ""


def _lacks(letters: str, w: Wording) -> str:
    return ", ".join(
        w.say(f"portfolio.{key}", count=letters.count(letter))
        for key, letter in (("lacking", "n"), ("unknown", "u"))
        if letter in letters
    )


def _place(row: UnitRow, units: Units) -> str:
    if len(row.sides) == 1 or tally.side(row) == tally.START:
        return side_words(tally.side(row), units.w)
    sides = [side.value for side in Side if side.value in row.sides]
    return units.w.say(f"portfolio.place.{'_'.join(sides)}")
