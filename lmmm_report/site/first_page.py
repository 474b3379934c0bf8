"""The first page about several units, ready to print in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from lmmm_report.domain.assessment import Side
from lmmm_report.domain.measure import Total
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.report.pictures.crowd import Crowd, Disc, are_named, crowds_of, discs_of
from lmmm_report.report.pictures.ground import Mark, Plot, Spot, cells_of, mark_of, middle
from lmmm_report.report.pictures.spans import Span, spans_of
from lmmm_report.report.words.wording import Wording
from lmmm_report.site import tally
from lmmm_report.site.counted import alike, begun
from lmmm_report.site.groups import COMPARED, Group, groups_of
from lmmm_report.site.headline import headline_of, known_of
from lmmm_report.site.names import short_names
from lmmm_report.site.rows import OUTCOMES, Stages, UnitRow, gates_of
from lmmm_report.site.spread import Place, places, stages_of

SHOWN = 8
"""Gates and measures that the first page names; all stand on the page of their own."""
FEW = 3
"""So many units with open questions are named; with more the questions are counted."""
MOVES = 14
"""Movements that are seen at once; the others are folded."""
OLD = timedelta(days=365)
"""A profile that is so much older than the latest one is called old."""


class AxisView(NamedTuple):
    """An axis as it stands beside the picture."""

    name: str
    stages: tuple[StageLabel, ...]


class StageLabel(NamedTuple):
    """A stage's number and name."""

    number: int
    name: str
    current: bool = False


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


class AnswerView(NamedTuple):
    """A question about all units, with a figure."""

    question: str
    figure: tuple[str, str]
    """A number, and of how many; the second is empty where it says nothing."""
    unit: str
    tone: str
    headline: str
    detail: str = ""
    href: str = ""
    parts: tuple[tuple[str, str, float, float], ...] = ()
    """A bar: what, in words, where each part begins and how wide it is, in percent."""


class MoveView(NamedTuple):
    """A unit that has moved."""

    label: str
    href: str
    kind: str
    before: str
    after: str
    text: str


class BarView(NamedTuple):
    """A gate or a measure with the number of units."""

    id: str
    name: str
    detail: str
    number: int
    open: int
    width: float
    open_width: float
    href: str


class AskedUnitView(NamedTuple):
    """A unit with open questions."""

    text: str
    href: str
    asks: tuple[str, ...]
    """Short names of what is asked."""


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
    lacks: str
    """How many conditions of the next step are not met, and of how many nobody knows."""
    target: str
    target_stages: Stages
    effort: str
    likely: int
    """-1 where there is none."""
    span: Span | None
    date: str
    iso: str
    groups: tuple[int, ...]
    region: int
    tags: tuple[int, ...]
    belongs: str
    files: tuple[tuple[str, str], ...]


class GroupView(NamedTuple):
    """A group as a small picture that leads to its page."""

    name: str
    href: str
    text: str
    discs: tuple[Disc, ...]


class PlaceView(NamedTuple):
    """A unit among the others of its group on one axis."""

    text: str
    behind: float
    level: float
    """Percent, like the other."""


class SpreadView(NamedTuple):
    """Each unit against its group; the rows are empty where the group is too small for it."""

    heads: tuple[tuple[str, str], ...]
    """Axis, and how many units are at each stage."""
    rows: tuple[tuple[str, str, tuple[PlaceView, ...]], ...]
    """Label, address and place on each axis."""


class FilterView(NamedTuple):
    """A choice above the table."""

    id: str
    label: str
    options: tuple[tuple[str, str], ...]
    """Value and words."""
    folded: bool = False
    """Whether it stands behind the other filters, as few need it."""


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
    moves_title: str
    moves: tuple[MoveView, ...]
    moves_shown: int
    missing_title: str
    missing: tuple[BarView, ...]
    helping: tuple[BarView, ...]
    asked: tuple[BarView, ...]
    asked_units: tuple[AskedUnitView, ...]
    """The units with open questions, where these are few; else the questions stand alone."""
    asked_title: str
    chips: tuple[FilterView, ...]
    selects: tuple[FilterView, ...]
    marks: tuple[tuple[str, Mark], ...]
    rows: tuple[RowView, ...]
    with_files: bool
    """Whether a report has files beside its page."""
    pages: tuple[tuple[str, str], ...]
    """Further pages: label and address."""
    conditions: str
    groups: tuple[GroupView, ...]
    groups_title: str
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
    written: str
    notes: str = ""
    notes_link_to: frozenset[str] = frozenset()


class Frame(NamedTuple):
    """What surrounds the units on a page: the model, and the addresses of other pages as this one writes them."""

    model: Model
    program_version: str
    owner: str
    up: str
    """What comes before the address of a report: the way from this page to the folder of all."""
    home: str
    conditions: str
    pages: tuple[tuple[str, str], ...]
    groups: tuple[tuple[Group, str], ...]
    """The groups inside, with the addresses of their pages."""
    group: Group | None = None
    """The group that the page is about; `None` for all units."""
    crumbs: tuple[tuple[str, str], ...] = ()


def first_page_of(rows: Sequence[UnitRow], frame: Frame, w: Wording) -> FirstPage:
    """The page about the reports of one model, at least one: all of them, or those of a group."""
    return _Printer(rows, frame, w).page()


def ordered(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Units as they stand in tables: who is not as far first, then who is farther off the line, then by name."""
    return sorted(rows, key=lambda row: (sum(row.low), -row.distance, row.label.casefold(), row.name))


def owner_of(rows: Sequence[UnitRow], w: Wording) -> str:
    """Whose units these are: the company that all belong to, or the largest group; else just several companies."""
    companies = {row.company.name for row in rows}
    if len(companies) == 1:
        return companies.pop()
    return w.say("portfolio.title")


class _Printer:
    def __init__(self, rows: Sequence[UnitRow], frame: Frame, w: Wording) -> None:
        self.rows = ordered(rows)
        self.frame = frame
        self.model = frame.model
        self.w = w
        self.order = [gate.id for gate in gates_of(frame.model)]
        self.gates: Mapping[str, Criterion] = {gate.id: gate for gate in gates_of(frame.model)}
        self.moved = {id(row): tally.movement(row, frame.model.version) for row in rows}
        self.count = len(frame.model.axes[0].stages)

    def page(self) -> FirstPage:
        w, model, rows = self.w, self.model, self.rows
        missing, helping, asked = tally.missing(rows, self.order), tally.helping(rows), tally.asked(rows)
        frame = self.frame
        moves = tuple(self._moves())
        return FirstPage(
            language=w.language,
            title=w.say("portfolio.head", owner=frame.group.name if frame.group else frame.owner),
            owner=frame.owner,
            model_name=w.of(model.name),
            meta=self._meta(),
            headline=headline_of(rows, model, w),
            axes=(self._axis(0), self._axis(1)),
            crowd=self._crowd(),
            answers=tuple(self._answers(missing, helping)),
            moves_title=self._moves_title(),
            moves=moves,
            moves_shown=MOVES,
            missing_title=self._missing_title(missing),
            missing=self._bars_missing(missing[:SHOWN]),
            helping=self._bars_helping(helping[:SHOWN]),
            asked=self._bars_asked(asked[:SHOWN]),
            asked_units=tuple(self._asked_units()),
            asked_title=w.say("portfolio.asked.title", count=len({id(row) for row in rows if row.asks})),
            chips=tuple(self._chips()),
            selects=tuple(self._selects()),
            marks=tuple((_mark_id(low, high), mark_of(low, high, self.count)) for low, high in sorted(self._drawn())),
            rows=tuple(self._rows()),
            with_files=any(row.links.get(w.language, ())[1:] for row in rows),
            pages=frame.pages,
            conditions=frame.conditions,
            groups=tuple(self._group(group, href) for group, href in frame.groups),
            groups_title=w.say("portfolio.groups.title", count=len(frame.groups)),
            home=frame.home,
            crumbs=frame.crumbs,
            spread=self._spread() if frame.group else None,
            table_title=w.say("portfolio.table.title"),
            tally=w.say("portfolio.all", count=len(rows)),
            regions=tuple((key, w.of(model.region_shorts[key])) for key in ("above", "below")),
            program_version=frame.program_version,
            model_version=model.version,
            written="".join(_written(row, w.language) for row in rows),
        )

    def _href(self, row: UnitRow) -> str:
        home = row.home(self.w.language)
        return self.frame.up + home if home else ""

    def _group(self, group: Group, href: str) -> GroupView:
        known = known_of(group.rows, self.model)
        return GroupView(
            name=group.name,
            href=href,
            text=self.w.say(
                "portfolio.group.text", count=known.high.proven, total=len(group.rows), stage=known.high.stage
            ),
            discs=discs_of({cell: len(units) for cell, units in tally.cells(group.rows).items()}, self.count),
        )

    def _spread(self) -> SpreadView:
        w, rows = self.w, self.rows
        if len(rows) < COMPARED:
            return SpreadView((), ())
        heads = []
        for index, axis in enumerate(self.model.axes):
            found = stages_of(rows, index, self.count)
            told = [w.say("portfolio.spread.stage", stage=n, count=c) for n, c in enumerate(found.certain, 1) if c]
            told += [w.say("portfolio.spread.open", count=found.open)] if found.open else []
            heads.append((w.of(axis.name), " · ".join(told)))
        on_axes = [places(rows, index, self.count) for index in (0, 1)]
        return SpreadView(
            tuple(heads),
            tuple(
                (row.label, self._href(row), tuple(self._among(axis[number]) for axis in on_axes))
                for number, row in enumerate(rows)
            ),
        )

    def _among(self, place: Place) -> PlaceView:
        total = place.behind + place.level + place.ahead
        return PlaceView(
            self.w.say("portfolio.spread.place", behind=place.behind, level=place.level, ahead=place.ahead),
            _percent(place.behind, total),
            _percent(place.level, total),
        )

    def _drawn(self) -> set[tuple[Stages, Stages]]:
        """The lowest and the highest cell of each small mark that the page shows."""
        before = {(row.earlier[-1].cell, row.earlier[-1].cell) for row in self.rows if self._has_moved(row)}
        return before | {(row.low, row.high) for row in self.rows}

    def _has_moved(self, row: UnitRow) -> bool:
        return self.moved[id(row)] in ("up", "down", "both")

    def _axis(self, index: int) -> AxisView:
        axis = self.model.axes[index]
        return AxisView(self.w.of(axis.name), tuple(StageLabel(s.number, self.w.of(s.name)) for s in axis.stages))

    def _meta(self) -> str:
        w, days = self.w, sorted({row.day for row in self.rows})
        when = (
            w.date(days[-1])
            if len(days) == 1
            else w.say("portfolio.between", first=w.date(days[0]), last=w.date(days[-1]))
        )
        return w.say("portfolio.meta", model=w.of(self.model.name), when=when)

    # The picture

    def _crowd(self) -> CrowdView:
        w, model, count = self.w, self.model, self.count
        names = tuple(tuple(w.of(stage.name) for stage in axis.stages) for axis in model.axes)
        by_cell = {cell: self._in_cell(units) for cell, units in tally.cells(self.rows).items()}
        kinds = {cell: [self._kind(row) for row in units] for cell, units in by_cell.items()}
        drawn = [kind for kind in ("firm", "open", "up", "down", "both") if any(kind in k for k in kinds.values())]
        shorts = short_names(self.rows)
        named = are_named({cell: len(units) for cell, units in by_cell.items()})
        told = (
            w.say("portfolio.cell.told", cell=_numbers(cell), count=len(units))
            for cell, units in sorted(by_cell.items())
        )
        return CrowdView(
            stages=count,
            size=100.0 * count,
            cells=tuple(cells_of((0, 0), (0, 0), None, (names[0], names[1]))),
            road=(middle((1, 1), count), middle((count, count), count)),
            crowds=crowds_of(kinds, count),
            counts=tuple(
                CountView(
                    cell,
                    len(by_cell.get(cell, ())),
                    w.say("portfolio.cell.told", cell=_numbers(cell), count=len(by_cell.get(cell, ()))),
                )
                for cell in ((i, j) for j in range(count, 0, -1) for i in range(1, count + 1))
            ),
            names=tuple(
                NameView(cell, line, shorts[row.name], row.label, self._href(row))
                for cell, units in sorted(by_cell.items())
                for line, row in enumerate(units)
            )
            if named
            else (),
            hrefs={cell: tuple(map(self._href, units)) for cell, units in by_cell.items()} if named else {},
            kinds=tuple((kind, w.say(f"portfolio.mark.{kind}")) for kind in drawn),
            corners=(
                ((1, count), "bottom-left", w.of(model.region_shorts["above"])),
                ((count, 1), "bottom-right", w.of(model.region_shorts["below"])),
            ),
            said=w.say("portfolio.matrix", text="; ".join(told)),
        )

    def _kind(self, row: UnitRow) -> str:
        moved = self.moved[id(row)]
        if moved in ("up", "down", "both"):
            return moved
        return "firm" if row.firm else "open"

    def _in_cell(self, units: Sequence[UnitRow]) -> list[UnitRow]:
        order = ("up", "firm", "both", "open", "down")
        return sorted(units, key=lambda row: order.index(self._kind(row)))

    # Six answers

    def _answers(self, missing: Sequence[tally.Missing], helping: Sequence[tally.Helping]) -> Iterator[AnswerView]:
        w, total = self.w, len(self.rows)
        known = known_of(self.rows, self.model)
        yield AnswerView(
            question=w.say("portfolio.answer.where"),
            figure=(w.number(known.high.proven), w.number(total)),
            unit=w.say("portfolio.from_stage", stage=known.high.stage),
            tone="is",
            headline=_sentence(
                w.listed(w.say(f"portfolio.where.{key}", count=n) for key, n in known.where.items() if n)
            ),
            parts=tuple(_parts(known.where)),
        )
        yield from self._first(helping)
        moved = list(self.moved.values())
        if any(moved):
            up, down = moved.count("up"), moved.count("down")
            yield AnswerView(
                question=w.say("portfolio.answer.moved"),
                figure=(_signed(up, down, w), ""),
                unit=self._since(),
                tone="is",
                headline=self._moves_title() + ".",
                detail=self._compared(moved),
                href="#movement",
            )
        if missing and missing[0].missing:
            yield self._missing_answer(missing)
        costed = tally.costed(self.rows)
        effort = tally.next_effort(self.rows)
        if effort.high:
            yield AnswerView(
                question=w.say("portfolio.answer.cost"),
                figure=(w.number(effort.expected), ""),
                unit=w.say("portfolio.days"),
                tone="todo",
                headline=w.say("portfolio.cost", low=effort.low, high=effort.high, count=len(costed), total=total),
                detail=self._cost_detail(costed),
            )
        firm = sum(1 for row in self.rows if row.firm)
        yield AnswerView(
            question=w.say("portfolio.answer.certain"),
            figure=(w.number(firm), w.number(total)),
            unit=w.say("portfolio.are_firm"),
            tone="is",
            headline=w.say("portfolio.open_positions", count=total - firm)
            if firm < total
            else w.say("portfolio.no_open"),
            detail=self._age(),
        )

    def _first(self, helping: Sequence[tally.Helping]) -> Iterator[AnswerView]:
        """What to begin with: a measure, or the questions where they decide more positions than are certain."""
        w, asking = self.w, tuple(row for row in tally.asking(self.rows) if not row.firm)
        if asking and (not helping or 2 * len(asking) > len(self.rows)):
            yield AnswerView(
                question=w.say("portfolio.answer.first"),
                figure=(w.number(len(asking)), ""),
                unit=w.say("portfolio.units", count=len(asking)),
                tone="todo",
                headline=w.say("portfolio.first.ask", count=len(asking)),
                detail=w.say("portfolio.then", text=w.of(self.model.measure(helping[0].measure).title))
                if helping
                else "",
                href="#asked",
            )
        elif helping:
            best, units = helping[0], len(helping[0].units)
            others = sum(1 for one in helping if len(one.units) == units) - 1
            details = [w.say("portfolio.first.why", count=units, effort=self._each(best))]
            details += [w.say("portfolio.first.level", count=others)] if others else []
            details += [w.say("portfolio.first.ask.too", count=len(asking))] if asking else []
            yield AnswerView(
                question=w.say("portfolio.answer.first"),
                figure=(w.number(units), ""),
                unit=w.say("portfolio.units", count=units),
                tone="todo",
                headline=w.of(self.model.measure(best.measure).title) + ".",
                detail=" ".join(details),
                href="#helping",
            )

    def _missing_answer(self, missing: Sequence[tally.Missing]) -> AnswerView:
        w, level = self.w, tally.level(missing)
        units = len(level[0].missing)
        others = [one for one in missing if one.missing and one not in level]
        if len(level) > 1:
            gates, number = alike(w, len(level), units)
            headline = begun(w.say("portfolio.missing.level.short", count=units, gates=gates, number=number))
            named = [w.of(self.gates[one.gate].short) for one in level[:3]]
            detail = w.say("portfolio.among" if len(level) > len(named) else "portfolio.these", text=", ".join(named))
        else:
            headline = w.of(self.gates[level[0].gate].short)
            detail = w.say("portfolio.then", text=", ".join(
                w.say("portfolio.with_count", name=w.of(self.gates[one.gate].short), count=len(one.missing))
                for one in others[:2]
            )) if others else ""  # fmt: skip
        return AnswerView(
            question=w.say("portfolio.answer.missing"),
            figure=(w.number(units), ""),
            unit=w.say("portfolio.units", count=units),
            tone="todo",
            headline=headline + ".",
            detail=detail,
            href="#missing",
        )

    def _cost_detail(self, costed: Sequence[UnitRow]) -> str:
        w, others = self.w, len(self.rows) - len(costed)
        said = [w.say("portfolio.median", count=len(costed), days=self._median())] if len(costed) > 1 else []
        said += [w.say("portfolio.cost.others", count=others)] if others else []
        return " ".join(said)

    def _compared(self, moved: Sequence[str]) -> str:
        without = moved.count("")
        return self.w.say("portfolio.not_compared", count=without) if without else ""

    def _each(self, one: tally.Helping) -> str:
        return self.w.say("portfolio.each", low=one.least, high=one.most)

    def _median(self) -> int:
        likely = sorted(row.step.effort.expected for row in self.rows if row.step and row.step.effort)
        middle_one, odd = divmod(len(likely), 2)
        return likely[middle_one] if odd else round(Fraction(likely[middle_one - 1] + likely[middle_one], 2))

    def _age(self) -> str:
        latest = max(row.day for row in self.rows)
        old = sum(1 for row in self.rows if latest - row.day > OLD)
        return self.w.say("portfolio.old", count=old) if old else ""

    # Movement

    def _since(self) -> str:
        days = {row.earlier[-1].date for row in self.rows if self.moved[id(row)]}
        months = {(day.year, day.month) for day in days}
        return (
            self.w.say("portfolio.since", month=self.w.month(min(days)))
            if len(months) == 1
            else self.w.say("portfolio.since_last")
        )

    def _moves_title(self) -> str:
        w, moved = self.w, list(self.moved.values())
        up, down = moved.count("up"), moved.count("down")
        if not any(moved):
            return ""
        rose = w.say("portfolio.rose", count=up) if up else w.say("portfolio.none_rose")
        fell = w.say("portfolio.fell", count=down) if down else w.say("portfolio.none_fell")
        return w.say("portfolio.moves", rose=rose, fell=fell)

    def _moves(self) -> Iterator[MoveView]:
        order = ("up", "down", "both")
        found = [row for row in self.rows if self.moved[id(row)] in order]
        for row in sorted(found, key=lambda row: order.index(self.moved[id(row)])):
            then = row.earlier[-1]
            yield MoveView(
                label=row.label,
                href=self._href(row),
                kind=self.moved[id(row)],
                before=_mark_id(then.cell, then.cell),
                after=_mark_id(row.low, row.high),
                text=self.w.say("portfolio.from_to", before=_numbers(then.cell), after=_numbers(row.low)),
            )

    # What is missing, what helps, what is asked

    def _missing_title(self, missing: Sequence[tally.Missing]) -> str:
        w, total = self.w, len(self.rows)
        if not missing or not missing[0].missing:
            return w.say("portfolio.missing.nothing")
        level, units = tally.level(missing), len(missing[0].missing)
        if len(level) > 1:
            gates, number, of = alike(w, len(level), units, total)
            return begun(w.say("portfolio.missing.level", count=units, gates=gates, number=number, total=of))
        number, of = alike(w, units, total)
        gate = w.of(self.gates[level[0].gate].short)
        return w.say("portfolio.missing.title", gate=gate, count=units, number=number, total=of)

    def _gate_detail(self, gate: str) -> str:
        criterion = self.gates[gate]
        axis = next(axis for axis in self.model.axes if axis.id == criterion.axis)
        return self.w.say("portfolio.gate", axis=self.w.of(axis.name), stage=criterion.stage)

    def _bars_missing(self, missing: Sequence[tally.Missing]) -> tuple[BarView, ...]:
        most = max((len(one.missing) + len(one.open) for one in missing), default=1)
        return tuple(
            BarView(
                id=one.gate,
                name=self.w.of(self.gates[one.gate].short),
                detail=self._gate_detail(one.gate),
                number=len(one.missing),
                open=len(one.open),
                width=_percent(len(one.missing), most),
                open_width=_percent(len(one.open), most),
                href=f"{self.frame.conditions}#{one.gate}",
            )
            for one in missing
        )

    def _bars_helping(self, helping: Sequence[tally.Helping]) -> tuple[BarView, ...]:
        most = max((len(one.units) for one in helping), default=1)
        return tuple(
            BarView(
                id=one.measure,
                name=self.w.of(self.model.measure(one.measure).title),
                detail=self._each(one),
                number=len(one.units),
                open=0,
                width=_percent(len(one.units), most),
                open_width=0,
                href=f"{self.frame.conditions}#{one.measure}",
            )
            for one in helping
        )

    def _bars_asked(self, asked: Sequence[tally.Asked]) -> tuple[BarView, ...]:
        most = max((len(one.units) for one in asked), default=1)
        return tuple(
            BarView(
                id=one.gate,
                name=self.w.of(self.gates[one.gate].ask),
                detail=self._gate_detail(one.gate),
                number=0,
                open=len(one.units),
                width=0,
                open_width=_percent(len(one.units), most),
                href=f"{self.frame.conditions}#{one.gate}",
            )
            for one in asked
        )

    def _asked_units(self) -> Iterator[AskedUnitView]:
        asking = tally.asking(self.rows)
        for row in asking if len(asking) <= FEW else ():
            href = self._href(row)
            # A page begins with its questions where its position is open.
            there = "#questions" if href.endswith(".html") and not row.firm else ""
            questions = self.w.say("portfolio.asked.count", count=len(row.asks))
            yield AskedUnitView(
                text=self.w.say("portfolio.asked.unit", unit=row.label, questions=questions),
                href=href + there,
                asks=tuple(self.w.of(self.gates[gate].short) for gate in row.asks),
            )

    # The table

    def _chips(self) -> Iterator[FilterView]:
        w = self.w
        where = tally.sides(self.rows)
        yield FilterView("where", w.say("portfolio.filter.where"), tuple(
            (key, w.say("portfolio.with_count", name=self._where_short(key), count=n)) for key, n in where.items() if n
        ))  # fmt: skip
        moved = list(self.moved.values())
        if any(moved):
            yield FilterView("moved", self._since(), tuple(
                (key, w.say("portfolio.with_count", name=w.say(f"portfolio.moved.{key}"), count=moved.count(key)))
                for key in ("up", "down", "both") if key in moved
            ))  # fmt: skip

    def _where_short(self, key: str) -> str:
        if key in ("above", "below"):
            return self.w.of(self.model.region_shorts[key])
        return self.w.say(f"portfolio.short.{key}")

    def _selects(self) -> Iterator[FilterView]:
        w = self.w
        for name, values in (("group", self._groups()), ("region", self._regions()), ("tag", self._tags())):
            if values:
                yield FilterView(
                    name, w.say(f"portfolio.filter.{name}"), tuple((str(n), one) for n, one in enumerate(values))
                )
        for index in (0, 1):
            axis = self.model.axes[index]
            yield FilterView(
                f"stage{index + 1}",
                w.of(axis.name),
                tuple((str(s.number), f"{s.number} {w.of(s.name)}") for s in axis.stages),
                folded=True,
            )
        yield FilterView("certain", w.say("portfolio.filter.certain"), (
            ("firm", w.say("portfolio.firm")), ("open", w.say("portfolio.provisional"))
        ), folded=True)  # fmt: skip
        targets = sorted({row.target for row in self.rows})
        yield FilterView(
            "target", w.say("portfolio.filter.target"), tuple((f"{i}{j}", f"{i}|{j}") for i, j in targets), folded=True
        )

    def _groups(self) -> list[str]:
        return sorted({group for row in self.rows for group in groups_of(row)}, key=str.casefold)

    def _regions(self) -> list[str]:
        return sorted({row.company.region for row in self.rows if row.company.region}, key=str.casefold)

    def _tags(self) -> list[str]:
        return sorted({tag for row in self.rows for tag in row.company.tags}, key=str.casefold)

    def _rows(self) -> Iterator[RowView]:
        w = self.w
        groups, regions, tags = self._groups(), self._regions(), self._tags()
        efforts = [row.step.effort if row.step else None for row in self.rows]
        spans = iter(spans_of([(e.low, e.expected, e.high) for e in efforts if e is not None]))
        for row, effort in zip(self.rows, efforts, strict=True):
            letters = _step_letters(row, self.order)
            moved = self.moved[id(row)]
            yield RowView(
                label=row.label,
                href=self._href(row),
                mark=_mark_id(row.low, row.high),
                low=row.low,
                stages=_interval(row),
                place=self._place(row),
                where=tally.side(row),
                firm=row.firm,
                moved=moved if self._has_moved(row) else "",
                moved_text=w.say("portfolio.from", before=_numbers(row.earlier[-1].cell))
                if self._has_moved(row)
                else "",
                rungs=tuple(OUTCOMES[letter] for letter in letters),
                lacks=self._lacks(letters),
                target=_numbers(row.target)
                if row.target_stated
                else w.say("portfolio.assumed", cell=_numbers(row.target)),
                target_stages=row.target,
                effort=_range(effort, w),
                likely=effort.expected if effort else -1,
                span=next(spans) if effort else None,
                date=w.date(row.day),
                iso=row.day.isoformat(),
                groups=tuple(groups.index(one) for one in groups_of(row)),
                region=regions.index(row.company.region) if row.company.region else -1,
                tags=tuple(tags.index(one) for one in row.company.tags),
                belongs=" · ".join(
                    dict.fromkeys([*groups_of(row), *filter(None, [row.company.region]), *row.company.tags])
                ),
                files=tuple((label, self.frame.up + href) for label, href in row.links.get(w.language, ())[1:]),
            )

    def _lacks(self, letters: str) -> str:
        return ", ".join(
            self.w.say(f"portfolio.{key}", count=letters.count(letter))
            for key, letter in (("lacking", "n"), ("unknown", "u"))
            if letter in letters
        )

    def _place(self, row: UnitRow) -> str:
        if len(row.sides) == 1 or tally.side(row) == tally.START:
            return self._where_short(tally.side(row))
        sides = [side.value for side in Side if side.value in row.sides]
        return self.w.say(f"portfolio.place.{'_'.join(sides)}")


def _step_letters(row: UnitRow, order: Sequence[str]) -> str:
    if row.step is None:
        return ""
    letters = [row.outcomes[order.index(gate)] for gate in row.step.gates]
    return "".join(sorted(letters, key="muna".index))


def _written(row: UnitRow, language: str) -> str:
    company = row.company
    return "".join(
        (company.name, company.unit, company.region, *groups_of(row), *company.tags, row.headlines.get(language, ""))
    )


def _parts(where: Mapping[str, int]) -> Iterator[tuple[str, str, float, float]]:
    total, start = sum(where.values()), 0.0
    for key, number in where.items():
        if number:
            width = _percent(number, total)
            yield key, str(number), round(start, 2), width
            start += width


def _mark_id(low: Stages, high: Stages) -> str:
    ends = f"{low[0]}{low[1]}"
    return f"m{ends}" if low == high else f"m{ends}{high[0]}{high[1]}"


def _numbers(cell: Stages) -> str:
    return f"{cell[0]}|{cell[1]}"


def _interval(row: UnitRow) -> str:
    ends = (str(a) if a == b else f"{a}–{b}" for a, b in zip(row.low, row.high, strict=True))
    return " | ".join(ends)


def _range(effort: Total | None, w: Wording) -> str:
    if effort is None:
        return ""
    low, high = w.number(effort.low), w.number(effort.high)
    return low if low == high else f"{low}–{high}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _signed(up: int, down: int, w: Wording) -> str:
    signs = [w.say(f"numbers.{sign}", n=n) for sign, n in (("more", up), ("less", down)) if n]
    return " ".join(signs) or w.number(0)


def _percent(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 2)
