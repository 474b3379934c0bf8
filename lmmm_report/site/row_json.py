"""A row as plain data and back, for whoever keeps rows from one build to the next.

What is read back is not trusted: a row comes out only where every value is one that a row of this model can hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from lmmm_report.domain.assessment import Interval, Outcome, Side
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Company
from lmmm_report.site.rows import LETTERS, OUTCOMES, NextStep, Stages, UnitRow, Work, gates_of

Links = Mapping[str, tuple[tuple[str, str], ...]]
_OUTCOME = {letter: outcome for outcome, letter in LETTERS.items()}
MOST = 10**9
"""No number of ours is larger."""


class Unfit(ValueError):  # noqa: N818 - a state of the data
    """The data is no row of this model."""


def row_data(row: UnitRow) -> list[Any]:
    """A row as JSON can have it, without its name and links, which follow from where its files are."""
    return [
        list(row.company),
        row.day.isoformat(),
        row.low,
        row.high,
        row.sides,
        row.distance,
        row.target,
        row.target_stated,
        row.target_by.isoformat() if row.target_by else None,
        row.outcomes,
        _step_data(row.step),
        None if row.whole is None else list(row.whole),
        row.asks,
        row.answered,
        row.gates,
        dict(row.headlines),
        [position_data(one) for one in row.earlier],
    ]


def headlines_in(data: Sequence[Any]) -> Mapping[str, str]:
    """The headlines in the data of a row, by language."""
    *_, headlines, _ = data
    return dict(headlines)


def _step_data(step: NextStep | None) -> list[Any] | None:
    if step is None:
        return None
    work = [
        [one.measure, [one.effort.low, one.effort.likely, one.effort.high], one.closes, one.waits, one.sure]
        for one in step.work
    ]
    return [step.axis, step.stage, step.gates, list(step.effort) if step.effort else None, work]


def position_data(position: EarlierPosition) -> list[Any]:
    """An earlier position as JSON can have it."""
    ends = [[end.numerator, end.denominator] for one in position.coordinates for end in one]
    gates = None if position.gates is None else {gate: LETTERS[outcome] for gate, outcome in position.gates}
    return [position.date.isoformat(), position.cell, ends, position.model_version, gates]


class RowReader:
    """Reads the rows of one model back. Raises `Unfit`, and nothing else, for what is no row of it."""

    def __init__(self, model: Model) -> None:
        self._gates = frozenset(gate.id for gate in gates_of(model))
        self._letters = len(gates_of(model))
        self._measures = frozenset(measure.id for measure in model.measures)
        self._stages = tuple(len(axis.stages) for axis in model.axes)
        self._languages = tuple(model.languages)

    def row(self, data: object, name: str, links: Links) -> UnitRow:
        """The row of the unit whose files have this name."""
        try:
            return self._row(data, name, links)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError, ArithmeticError) as error:
            raise Unfit(name) from error

    def position(self, data: object) -> EarlierPosition:
        """An earlier position."""
        try:
            return self._position(data)
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError, ArithmeticError) as error:
            raise Unfit("position") from error

    def _row(self, data: object, name: str, links: Links) -> UnitRow:
        (
            company, day, low, high, sides, distance, target, stated, by, outcomes, step, whole, asks, answered, gates,
            headlines, earlier,
        ) = _list(data)  # fmt: skip
        if len(text(outcomes)) != self._letters or not set(outcomes) <= set(OUTCOMES):
            raise Unfit(name)
        sides = tuple(Side(text(side)).value for side in _list(sides))
        return UnitRow(
            name=name,
            company=_company(company),
            day=date.fromisoformat(text(day)),
            low=self._cell(low),
            high=self._cell(high),
            sides=sides or _refuse(),
            distance=_number(distance),
            target=self._cell(target),
            target_stated=_flag(stated),
            target_by=None if by is None else date.fromisoformat(text(by)),
            outcomes=outcomes,
            step=None if step is None else self._step(step),
            whole=None if whole is None else _total(whole),
            asks=self._known(asks, self._gates),
            answered=_number(answered),
            gates=_number(gates),
            headlines={language: text(headlines[language]) for language in self._languages},
            links=links,
            earlier=tuple(self._position(one) for one in _list(earlier)),
        )

    def _step(self, data: object) -> NextStep:
        axis, stage, gates, effort, work = _list(data)
        if not 1 <= _number(stage) <= self._stages[_number(axis)]:
            _refuse()
        return NextStep(
            axis=axis,
            stage=stage,
            gates=self._known(gates, self._gates),
            effort=None if effort is None else _total(effort),
            work=tuple(self._work(*_list(one)) for one in _list(work)),
        )

    def _work(self, measure: object, effort: object, closes: object, waits: object, sure: object) -> Work:
        low, likely, high = _rising(effort)
        return Work(
            measure=self._known([measure], self._measures)[0],
            effort=Effort(low, likely, high),
            closes=_number(closes),
            waits=self._known(waits, self._measures),
            sure=_flag(sure),
        )

    def _position(self, data: object) -> EarlierPosition:
        day, cell, ends, version, gates = _list(data)
        a, b, c, d = (Fraction(_number(top), _number(bottom)) for top, bottom in map(_list, _list(ends)))
        first, second = (_number(stage) for stage in _list(cell))
        return EarlierPosition(
            date=date.fromisoformat(text(day)),
            cell=(first, second),
            coordinates=(Interval(a, b), Interval(c, d)),
            model_version=text(version),
            gates=None if gates is None else self._outcomes(gates),
        )

    def _outcomes(self, data: Mapping[str, object]) -> tuple[tuple[str, Outcome], ...]:
        self._known(list(data), self._gates)
        return tuple((gate, _OUTCOME[text(letter)]) for gate, letter in data.items())

    def _cell(self, data: object) -> Stages:
        first, second = (_number(stage) for stage in _list(data))
        if not (1 <= first <= self._stages[0] and 1 <= second <= self._stages[1]):
            _refuse()
        return first, second

    @staticmethod
    def _known(data: object, ids: frozenset[str]) -> tuple[str, ...]:
        found = tuple(text(one) for one in _list(data))
        return found if ids.issuperset(found) else _refuse()


def _company(data: object) -> Company:
    name, unit, sector, location, employees, market, website, groups, region, tags = _list(data)
    return Company(
        name=text(name),
        unit=text(unit),
        sector=text(sector),
        location=text(location),
        employees=None if employees is None else _number(employees),
        market=text(market),
        website=text(website),
        groups=tuple(text(one) for one in _list(groups)),
        region=text(region),
        tags=tuple(text(one) for one in _list(tags)),
    )


def _total(data: object) -> Total:
    low, likely, expected, high = (_number(one) for one in _list(data))
    return Total(low, likely, expected, high)


def _rising(data: object) -> tuple[int, ...]:
    found = tuple(_number(one) for one in _list(data))
    return found if list(found) == sorted(found) else _refuse()


def _list(data: object) -> Sequence[Any]:
    return data if isinstance(data, list) else _refuse()


def text(data: object) -> str:
    """The data, which has to be a text that any file can hold."""
    if not isinstance(data, str):
        raise Unfit("no text")
    data.encode()
    return data


def _number(data: object) -> int:
    return data if type(data) is int and 0 <= data <= MOST else _refuse()


def _flag(data: object) -> bool:
    return data if isinstance(data, bool) else _refuse()


def _refuse() -> Any:
    raise Unfit("out of place")
