"""What can be counted over several units. A count says only what holds of each unit counted, whatever is still open."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.domain.measure import Total
from lmmm_report.domain.shift import shift
from lmmm_report.domain.totals import together
from lmmm_report.site.rows import Stages, UnitRow, Work

OPEN = "open"
START = "start"
WHERE = ("above", "on", "below", START, OPEN)
"""Where a unit lies; at the start it is on the line, which is no merit and counted apart."""
MOVED = ("up", "down", "both")
"""How a unit may have moved, in the order in which it is told."""


class Standing(NamedTuple):
    """How many units are at a stage or higher on both axes: for certain, and at most."""

    stage: int
    proven: int
    possible: int


class Missing(NamedTuple):
    """A gate: the units that do not meet it in their next step, and those of which nobody knows, there or later."""

    gate: str
    missing: tuple[UnitRow, ...]
    open: tuple[UnitRow, ...]


class Helping(NamedTuple):
    """A measure in units' next steps."""

    measure: str
    units: tuple[UnitRow, ...]
    closes: int
    """Open gates that it closes, over all of them."""
    least: int
    """Person-days of the unit in which it takes least, at best."""
    most: int
    """Of the unit in which it takes most, at worst."""
    ready: tuple[UnitRow, ...]
    """The units in which nothing has to be carried out before it."""
    waits: tuple[tuple[str, tuple[UnitRow, ...]], ...]
    """In the others: the measures that come before it, and in which units, the most frequent first."""


class Asked(NamedTuple):
    """A gate on which an answer is missing, and where."""

    gate: str
    units: tuple[UnitRow, ...]


def standing(rows: Iterable[UnitRow], stage: int) -> Standing:
    """How many have reached ``stage`` on both axes."""
    units = list(rows)
    return Standing(
        stage, sum(1 for row in units if min(row.low) >= stage), sum(1 for row in units if min(row.high) >= stage)
    )


def side(row: UnitRow) -> str:
    """One of `WHERE`."""
    if row.firm and row.low == (1, 1):
        return START
    return row.sides[0] if len(row.sides) == 1 else OPEN


def sides(rows: Iterable[UnitRow]) -> Mapping[str, int]:
    """How many lie where."""
    counts = dict.fromkeys(WHERE, 0)
    for row in rows:
        counts[side(row)] += 1
    return counts


def movement(row: UnitRow, model_version: str) -> str:
    """``up``, ``down``, ``both`` or ``same`` since the last earlier position; empty where nothing can be said.

    A unit has moved only where no answer that was open then, or is open now, could undo it. Positions of another model
    are no base: they may differ because the model does.
    """
    if not row.earlier or row.earlier[-1].model_version != model_version:
        return ""
    ways = {shift(then, now).way for then, now in zip(row.earlier[-1].spans, row.spans, strict=True)}
    if {"up", "down"} <= ways:
        return "both"
    return "up" if "up" in ways else "down" if "down" in ways else "same"


def missing(rows: Iterable[UnitRow], order: Sequence[str]) -> tuple[Missing, ...]:
    """Gates of next steps and of open questions by how many units do not meet them, then by of how many it is unknown.

    ``order``: of all gates, as in the letters of a row. A question may belong to a later step; it counts all the same.
    """
    place = {gate: index for index, gate in enumerate(order)}
    lacking: dict[str, list[UnitRow]] = {}
    unknown: dict[str, list[UnitRow]] = {}
    for row in rows:
        next_gates = row.step.gates if row.step else ()
        for gate in row.asks:
            if gate not in next_gates:
                unknown.setdefault(gate, []).append(row)
        for gate in next_gates:
            letter = row.outcomes[place[gate]]
            if letter in "nu":
                (lacking if letter == "n" else unknown).setdefault(gate, []).append(row)
    found = [
        Missing(gate, tuple(lacking.get(gate, ())), tuple(unknown.get(gate, ()))) for gate in {**lacking, **unknown}
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.missing), -len(one.open), place[one.gate])))


def level(found: Sequence[Missing]) -> tuple[Missing, ...]:
    """Those that most units do not meet, all that are level; none where nothing is known to be missing."""
    most = len(found[0].missing) if found else 0
    return tuple(one for one in found if most and len(one.missing) == most)


def helping(rows: Iterable[UnitRow]) -> tuple[Helping, ...]:
    """Measures of next steps that close a gate, by the number of units that they help; of equals the least effort."""
    where: dict[str, list[tuple[UnitRow, Work]]] = {}
    for row in rows:
        for work in row.step.work if row.step else ():
            if work.closes:
                where.setdefault(work.measure, []).append((row, work))
    found = [
        Helping(
            measure=measure,
            units=tuple(row for row, _ in units),
            closes=sum(work.closes for _, work in units),
            least=min(work.effort.low for _, work in units),
            most=max(work.effort.high for _, work in units),
            ready=tuple(row for row, work in units if not work.waits),
            waits=_often((other, row) for row, work in units for other in work.waits),
        )
        for measure, units in where.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.units), -one.closes, one.most, one.measure)))


def _often(measures: Iterable[tuple[str, UnitRow]]) -> tuple[tuple[str, tuple[UnitRow, ...]], ...]:
    where: dict[str, list[UnitRow]] = {}
    for measure, row in measures:
        where.setdefault(measure, []).append(row)
    found = ((measure, tuple(rows)) for measure, rows in where.items())
    return tuple(sorted(found, key=lambda one: (-len(one[1]), one[0])))


def beginning(found: Sequence[Helping]) -> tuple[Helping, ...]:
    """The measures that help, those first that can begin in most units; of equals as `helping` has them."""
    return tuple(sorted(found, key=lambda one: -len(one.ready)))


def asked(rows: Iterable[UnitRow]) -> tuple[Asked, ...]:
    """Open questions by the number of units in which they are open."""
    where: dict[str, list[UnitRow]] = {}
    for row in rows:
        for gate in row.asks:
            where.setdefault(gate, []).append(row)
    found = [Asked(gate, tuple(units)) for gate, units in where.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.units), one.gate)))


def asking(rows: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """Units with open questions, those with most first."""
    return tuple(sorted((row for row in rows if row.asks), key=lambda row: -len(row.asks)))


def costed(rows: Iterable[UnitRow]) -> tuple[UnitRow, ...]:
    """Units whose next step takes effort: the base of every sum of it."""
    return tuple(row for row in rows if row.step is not None and row.step.effort is not None)


def next_effort(rows: Iterable[UnitRow]) -> Total:
    """Person-days of the next steps of all units together."""
    return together(row.step.effort for row in rows if row.step is not None and row.step.effort is not None)


def cells(rows: Iterable[UnitRow]) -> dict[Stages, list[UnitRow]]:
    """The units by their proven cell."""
    found: dict[Stages, list[UnitRow]] = {}
    for row in rows:
        found.setdefault(row.low, []).append(row)
    return found
