"""Findings to stages, coordinates, cell and position. Strict counting: model decisions 1 to 3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from lmmm_report.domain.assessment import AxisResult, Finding, HeldBack, Interval, Outcome, Position, Side, StageResult
from lmmm_report.domain.model import Axis, Kind, Model


def judge(findings: tuple[Finding, ...], model: Model) -> tuple[AxisResult, AxisResult]:
    """Both axes of the model, judged from exactly one finding for each criterion.

    Raises `ValueError` if ``findings`` are not exactly the model's criteria in their order: a verdict on an
    incomplete set would be a guess.
    """
    if tuple(f.criterion.id for f in findings) != tuple(c.id for c in model.criteria):
        raise ValueError("the findings are not exactly the model's criteria")
    first, second = (_judge_axis(axis, [f for f in findings if f.criterion.axis == axis.id]) for axis in model.axes)
    return first, second


def stages_and_coordinates(
    model: Model, outcomes: Mapping[str, Outcome]
) -> tuple[tuple[int, int, Interval], tuple[int, int, Interval]]:
    """Proven stage, possible stage and coordinate of each axis from the outcomes of the gates, by criterion id."""
    first, second = (
        measure([[outcomes[gate.id] for gate in model.gates(axis.id, stage.number)] for stage in axis.stages])
        for axis in model.axes
    )
    return first, second


def proven_stages(model: Model, outcomes: Mapping[str, Outcome]) -> tuple[int, int]:
    """The proven stage of each axis alone: no stage is looked at beyond it, and no share is counted."""
    first, second = (
        _reached(
            ([outcomes[gate.id] for gate in model.gates(axis.id, stage.number)] for stage in axis.stages[1:]), _PROVEN
        )
        for axis in model.axes
    )
    return first, second


_PROVEN = frozenset({Outcome.MET})


def measure(stages: list[list[Outcome]]) -> tuple[int, int, Interval]:
    """Proven stage, possible stage and coordinate interval of one axis, from the gate outcomes of each stage.

    The first stage is where everybody stands; its gates, if any, are not asked.
    """
    proven, low = _climb(stages, _PROVEN)
    possible, high = _climb(stages, frozenset({Outcome.MET, Outcome.UNKNOWN}))
    return proven, possible, Interval(low=low, high=high)


def _climb(stages: list[list[Outcome]], counted: frozenset[Outcome]) -> tuple[int, Fraction]:
    """Stage and coordinate (stage plus share of the next) if the outcomes in ``counted`` count as met."""
    reached = _reached(stages[1:], counted)
    applicable = _applicable(stages[reached]) if reached < len(stages) else []
    held = sum(1 for gate in applicable if gate in counted)
    return reached, reached + (Fraction(held, len(applicable)) if applicable else Fraction(0))


def _reached(further: Iterable[Sequence[Outcome]], counted: frozenset[Outcome]) -> int:
    """The last stage of which all gates that apply are in ``counted``, and of all below; ``further``: from the second.

    A stage of which no gate applies has nothing that could prove it: it is not reached by declaration.
    """
    reached = 1
    for gates in further:
        applicable = _applicable(gates)
        if not applicable or any(gate not in counted for gate in applicable):
            break
        reached += 1
    return reached


def _applicable(gates: Iterable[Outcome]) -> list[Outcome]:
    return [gate for gate in gates if gate is not Outcome.NOT_APPLICABLE]


def _judge_axis(axis: Axis, findings: list[Finding]) -> AxisResult:
    def of(stage: int, kind: Kind) -> tuple[Finding, ...]:
        return tuple(f for f in findings if f.criterion.stage == stage and f.criterion.kind is kind)

    gates = [of(stage.number, Kind.GATE) for stage in axis.stages]
    proven, possible, coordinate = measure([[f.outcome for f in stage] for stage in gates])
    return AxisResult(
        axis=axis,
        stages=tuple(
            StageResult(
                stage=stage,
                gates=of(stage.number, Kind.GATE),
                signs=of(stage.number, Kind.SIGN),
                advice=of(stage.number, Kind.ADVICE),
                reached=True if stage.number <= proven else (None if stage.number <= possible else False),
            )
            for stage in axis.stages
        ),
        proven=proven,
        possible=possible,
        coordinate=coordinate,
        held_back=_held_back(axis, gates, proven),
    )


def _held_back(axis: Axis, gates: list[tuple[Finding, ...]], proven: int) -> HeldBack | None:
    """Strict counting stops at one or two gates although a higher stage holds: the axis is not like its stage."""
    for number in range(len(gates), proven + 1, -1):
        asked = [f for f in gates[number - 1] if f.outcome is not Outcome.NOT_APPLICABLE]
        if not asked or any(f.outcome is not Outcome.MET for f in asked):
            continue
        below = [f for stage in gates[proven : number - 1] for f in stage]
        missing = tuple(f for f in below if f.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN))
        return HeldBack(axis.stage(number), missing) if 0 < len(missing) <= FEW else None
    return None


FEW = 2
"""So many gates of lower stages at most hold an axis back; with more of them missing it stands where it stands."""


def position_of(cell: tuple[int, int]) -> Position:
    """Where a cell lies: above the ideal line if the vertical axis is ahead, below it if the horizontal one is."""
    ahead = cell[1] - cell[0]
    side = Side.ON if ahead == 0 else Side.ABOVE if ahead > 0 else Side.BELOW
    return Position(side=side, distance=abs(ahead))


def possible_cells(axes: tuple[AxisResult, AxisResult]) -> tuple[tuple[int, int], ...]:
    """Every cell between the proven and the possible stages, the proven one first."""
    x, y = axes
    return tuple((i, j) for i in range(x.proven, x.possible + 1) for j in range(y.proven, y.possible + 1))


def positions_of(cells: Iterable[tuple[int, int]]) -> tuple[Position, ...]:
    """The different positions of ``cells``, in their order."""
    return tuple(dict.fromkeys(position_of(cell) for cell in cells))
