"""What is missing to the target, as a path of steps. The path's rule is model decision 10."""

from __future__ import annotations

from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome, Step
from lmmm_report.domain.model import Model
from lmmm_report.domain.profile import Target

OPEN = frozenset({Outcome.NOT_MET, Outcome.UNKNOWN})
"""Outcomes that keep a gate shut."""


def gap_to_target(target: Target, axes: tuple[AxisResult, AxisResult], model: Model) -> Gap:
    """The steps from the proven cell to the target; none where the target is reached."""
    wanted = target_cell(target, model)
    cell = (axes[0].proven, axes[1].proven)
    steps: list[Step] = []
    for index in path(cell, wanted, model):
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
    return Gap(target=wanted, stated=bool(target.stages), steps=tuple(steps))


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
