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
SAME = "same"
"""It stands where it stood, for certain."""
UNSURE = "unsure"
"""It has an earlier position, and whether it has moved hangs on open answers."""


class Standing(NamedTuple):
    """How many units are at a stage or higher on both axes: for certain, and at most."""

    stage: int
    proven: int
    possible: int


class Missing(NamedTuple):
    """A gate that is not met everywhere: the units that it holds back at their next step, and all others."""

    gate: str
    missing: tuple[UnitRow, ...]
    """Units that do not meet it, and whose next step asks for it."""
    open: tuple[UnitRow, ...]
    """Units whose next step asks for it, and of which nobody knows whether they meet it."""
    missing_later: tuple[UnitRow, ...]
    """Units that do not meet it, and whose next step is another one, or that have none."""
    open_later: tuple[UnitRow, ...]
    """The same of those of which nobody knows."""

    @property
    def not_met(self) -> int:
        """In how many units it is not met."""
        return len(self.missing) + len(self.missing_later)

    @property
    def unknown(self) -> int:
        """In how many nobody knows."""
        return len(self.open) + len(self.open_later)

    @property
    def next(self) -> bool:
        """Whether it is one of a next step."""
        return bool(self.missing or self.open)


class Before(NamedTuple):
    """A measure that comes before another one, and where."""

    measure: str
    units: tuple[UnitRow, ...]
    perhaps: tuple[UnitRow, ...]
    """The units in which an open answer may spare one of the two."""

    @property
    def everywhere(self) -> tuple[UnitRow, ...]:
        """All units, those first where it is certain."""
        return self.units + self.perhaps


class Helping(NamedTuple):
    """A measure in units' next steps."""

    measure: str
    units: tuple[UnitRow, ...]
    """Those that need it whatever their open answers are."""
    perhaps: tuple[UnitRow, ...]
    """Those that need it only if an open answer turns out to be no."""
    closes: int
    """Open gates that it closes, over all of them."""
    least: int
    """Person-days of the unit in which it takes least, at best."""
    most: int
    """Of the unit in which it takes most, at worst."""
    ready: tuple[UnitRow, ...]
    """Of ``units`` those in which nothing has to be carried out before it."""
    ready_perhaps: tuple[UnitRow, ...]
    """The same of ``perhaps``."""
    waits: tuple[Before, ...]
    """In the others: the measures that come before it, the most frequent first."""


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
    """One of `MOVED`, `SAME` or `UNSURE` since the last earlier position; empty where there is none to compare with.

    A unit has moved only where no answer that was open then, or is open now, could undo it, and is the same only where
    none was or is open. Positions of another model are no base: they may differ because the model does.
    """
    if not row.earlier or row.earlier[-1].model_version != model_version:
        return ""
    ways = {shift(then, now).way for then, now in zip(row.earlier[-1].spans, row.spans, strict=True)}
    if {"up", "down"} <= ways:
        return "both"
    if ways & {"up", "down"}:
        return "up" if "up" in ways else "down"
    return SAME if ways == {"same"} else UNSURE


def missing(rows: Iterable[UnitRow], order: Sequence[str]) -> tuple[Missing, ...]:
    """Gates that are not met or unknown somewhere: those first that hold back most units at their next step.

    Then come those that may hold back most, then those that most units do not meet. ``order``: of all gates, as in the
    letters of a row.
    """
    held: dict[str, dict[tuple[str, bool], list[UnitRow]]] = {gate: {} for gate in order}
    for row in rows:
        next_gates = frozenset(row.step.gates if row.step else ())
        for gate, letter in zip(order, row.outcomes, strict=True):
            if letter in "nu":
                held[gate].setdefault((letter, gate in next_gates), []).append(row)
    found = [
        Missing(
            gate,
            *(tuple(of.get(key, ())) for key in (("n", True), ("u", True), ("n", False), ("u", False))),
        )
        for gate, of in held.items()
        if of
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.missing), -len(one.open), -one.not_met, -one.unknown)))


def level(found: Sequence[Missing]) -> tuple[Missing, ...]:
    """Those that hold back most units, all that are level; none where nothing is known to be missing."""
    most = len(found[0].missing) if found else 0
    return tuple(one for one in found if most and len(one.missing) == most)


def helping(rows: Iterable[UnitRow]) -> tuple[Helping, ...]:
    """Measures of next steps that close a gate, by the number of units that they help; of equals the least effort."""
    where: dict[str, list[tuple[UnitRow, Work]]] = {}
    for row in rows:
        for work in row.step.work if row.step else ():
            if work.closes:
                where.setdefault(work.measure, []).append((row, work))
    found = [_helping(measure, units) for measure, units in where.items()]
    return tuple(
        sorted(found, key=lambda one: (-len(one.units), -len(one.perhaps), -one.closes, one.most, one.measure))
    )


def _helping(measure: str, where: Sequence[tuple[UnitRow, Work]]) -> Helping:
    def those(*, sure: bool, ready: bool = False) -> tuple[UnitRow, ...]:
        return tuple(row for row, work in where if work.sure is sure and not (ready and work.waits))

    return Helping(
        measure=measure,
        units=those(sure=True),
        perhaps=those(sure=False),
        closes=sum(work.closes for _, work in where),
        least=min(work.effort.low for _, work in where),
        most=max(work.effort.high for _, work in where),
        ready=those(sure=True, ready=True),
        ready_perhaps=those(sure=False, ready=True),
        waits=_before(where),
    )


def _before(where: Sequence[tuple[UnitRow, Work]]) -> tuple[Before, ...]:
    certain: dict[str, list[UnitRow]] = {}
    perhaps: dict[str, list[UnitRow]] = {}
    for row, work in where:
        hanging = {one.measure for one in (row.step.work if row.step else ()) if not one.sure}
        for other in work.waits:
            (perhaps if not work.sure or other in hanging else certain).setdefault(other, []).append(row)
    found = [
        Before(other, tuple(certain.get(other, ())), tuple(perhaps.get(other, ()))) for other in {**certain, **perhaps}
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.units), -len(one.perhaps), one.measure)))


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


class Cost(NamedTuple):
    """What the next steps of units take: the units of which that is certain, and those of which it is not."""

    certain: tuple[UnitRow, ...]
    effort: Total
    """Of these together."""
    open: tuple[UnitRow, ...]
    """Units in which open answers may spare measures."""
    least: int
    """Person-days of these together if all is spared that may be, at best."""
    most: int
    """The same if nothing is, at worst."""


def cost(rows: Iterable[UnitRow]) -> Cost:
    """The effort of next steps. Each unit whose next step takes any, or may take any, is in one of both parts."""
    steps = [(row, row.step, row.step.effort) for row in rows if row.step is not None and row.step.effort is not None]
    hanging = [(step, effort) for _, step, effort in steps if not step.certain]
    return Cost(
        certain=tuple(row for row, step, _ in steps if step.certain),
        effort=together(effort for _, step, effort in steps if step.certain),
        open=tuple(row for row, step, _ in steps if not step.certain),
        least=together(step.least for step, _ in hanging).low,
        most=together(effort for _, effort in hanging).high,
    )


def cells(rows: Iterable[UnitRow]) -> dict[Stages, list[UnitRow]]:
    """The units by their proven cell."""
    found: dict[Stages, list[UnitRow]] = {}
    for row in rows:
        found.setdefault(row.low, []).append(row)
    return found
