"""What is missing to the target, as a path of steps. The path's rule is model decision 10."""

from __future__ import annotations

from lmmm_report.assess.result.fitting import declared
from lmmm_report.domain.assessment import Aim, AxisResult, Finding, Gap, Outcome, Step
from lmmm_report.domain.model import Caution, Model
from lmmm_report.domain.plan import Barrier, Fitting, Obstacle
from lmmm_report.domain.profile import Target

OPEN = frozenset({Outcome.NOT_MET, Outcome.UNKNOWN})
"""Outcomes that keep a gate shut."""


def gap_to_target(target: Target, axes: tuple[AxisResult, AxisResult], model: Model, fitting: Fitting) -> Gap:
    """The steps from the proven cell towards the target, as far as there are measures to be recommended.

    There are none where the target is reached.
    """
    cell = (axes[0].proven, axes[1].proven)
    aim, wanted = aim_of(target, cell, model)
    attainable, barriers = within_reach(wanted, axes, fitting)
    steps: list[Step] = []
    for index in path(cell, attainable, model):
        cell = (cell[0] + 1, cell[1]) if index == 0 else (cell[0], cell[1] + 1)
        result, number = axes[index], cell[index]
        steps.append(
            Step(
                number=len(steps) + 1,
                axis=result.axis,
                stage=result.axis.stage(number),
                open=in_working_order([f for f in result.stages[number - 1].gates if f.outcome in OPEN], model),
                cell=cell,
                cautions=tuple(c for c in model.cautions if c.axis == result.axis.id and c.stage == number),
            )
        )
    return Gap(
        target=wanted,
        aim=aim,
        steps=tuple(steps),
        attainable=attainable,
        barriers=barriers,
        cautions=_against(cell, model) if aim is Aim.HOLD else (),
    )


def aim_of(target: Target, cell: tuple[int, int], model: Model) -> tuple[Aim, tuple[int, int]]:
    """The target, and why it is one: the company's; else the next step that makes sense.

    That is the next stage of the axis that lags behind; on the ideal line the next stage of both. Where the model has
    reasons against both of these, whether to go on at all is the question, and nothing is to be done for certain.
    """
    if target.stages:
        return Aim.STATED, target_cell(target, model)
    (x, y), top = cell, len(model.axes[0].stages)
    if x != y:
        return Aim.LAGGING, (x + 1, y) if x < y else (x, y + 1)
    if x == top:
        return Aim.KEEP, cell
    held = {caution.axis for caution in _against(cell, model)} == {axis.id for axis in model.axes}
    return (Aim.HOLD, cell) if held else (Aim.LINE, (x + 1, y + 1))


def _against(cell: tuple[int, int], model: Model) -> tuple[Caution, ...]:
    """The model's reasons against the next stages."""
    following = {(axis.id, number + 1) for axis, number in zip(model.axes, cell, strict=True)}
    return tuple(c for c in model.cautions if (c.axis, c.stage) in following)


def within_reach(
    wanted: tuple[int, int], axes: tuple[AxisResult, AxisResult], fitting: Fitting
) -> tuple[tuple[int, int], tuple[Barrier, ...]]:
    """The highest cell up to the wanted one to which measures lead, and what stands in the way to the next stages.

    Each axis by itself: no measure takes from one what it gives to the other.
    """
    reached, shut = [], list[tuple[str, Barrier]]()
    for result, number in zip(axes, wanted, strict=True):
        here = result.proven
        for stage in result.stages[result.proven : number]:
            gates = [f for f in stage.gates if f.outcome is not Outcome.NOT_APPLICABLE]
            found = [(f.criterion.id, fitting.shut[f.criterion.id]) for f in gates if f.criterion.id in fitting.shut]
            if not gates:  # a stage to which no gate applies is not reached
                found = [(f.criterion.id, declared(f)) for f in stage.gates if f.declaration is not None]
            if found or not gates:
                shut += found
                break
            here = stage.stage.number
        reached.append(max(here, result.proven))
    grouped: dict[Barrier, list[tuple[str, str]]] = {}
    for gate, barrier in shut:  # one decision may touch several measures
        key = barrier if barrier.obstacle is Obstacle.SIZE else barrier._replace(measure="")
        grouped.setdefault(key, []).append((gate, barrier.measure))
    barriers = tuple(
        barrier._replace(measure=listed[0][1], gates=tuple(gate for gate, _ in listed))
        for barrier, listed in grouped.items()
    )
    return (reached[0], reached[1]), barriers


def target_cell(target: Target, model: Model) -> tuple[int, int]:
    """The wanted cell. Nothing stated: the ideal state. One axis stated: the cell on the ideal line at that stage."""
    numbers = {
        axis.id: stage.number for axis in model.axes for stage in axis.stages if target.stages.get(axis.id) == stage.id
    }
    fallback = next(iter(numbers.values()), len(model.axes[0].stages))
    return (numbers.get(model.axes[0].id, fallback), numbers.get(model.axes[1].id, fallback))


def path(start: tuple[int, int], target: tuple[int, int], model: Model) -> tuple[int, ...]:
    """The axes to advance, one stage each: first the lagging one up to the line, then in turn along the line.

    Where both stand at the same stage the model says which goes first. An axis that has reached its target stays.
    """
    order = [model.axis_index(axis) for axis in model.path_order]
    cell = list(start)
    moves: list[int] = []
    while True:
        behind = [index for index in order if cell[index] < target[index]]
        if not behind:
            return tuple(moves)
        chosen = min(behind, key=lambda index: (cell[index], order.index(index)))
        cell[chosen] += 1
        moves.append(chosen)


def in_working_order(findings: list[Finding], model: Model) -> tuple[Finding, ...]:
    """Findings so that what a criterion builds on comes before it; otherwise in the model's order."""
    rank = {criterion.id: number for number, criterion in enumerate(model.criteria)}
    waiting = sorted(findings, key=lambda f: rank[f.criterion.id])
    ordered: list[Finding] = []
    while waiting:
        ids = {f.criterion.id for f in waiting}
        ready = next((f for f in waiting if not ids.intersection(_prerequisites(f, model))), waiting[0])
        waiting.remove(ready)
        ordered.append(ready)
    return tuple(ordered)


def _prerequisites(finding: Finding, model: Model) -> set[str]:
    """All that a criterion builds on, directly or through others. The loader refuses cycles."""
    seen: set[str] = set()
    todo = list(finding.criterion.after)
    while todo:
        criterion_id = todo.pop()
        if criterion_id not in seen:
            seen.add(criterion_id)
            todo.extend(model.criterion(criterion_id).after)
    return seen
