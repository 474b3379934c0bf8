"""Follows every id of a maturity model's criteria and contradictions, and refuses what leads nowhere or in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lmmm_report.domain.model import Contradiction, Criterion, Kind
from lmmm_report.load.model.criteria import Fields
from lmmm_report.load.model.vocabulary import Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import Message, listing, say

Criteria = Sequence[tuple[Criterion, Fields]]
Clashes = Sequence[tuple[Contradiction, Fields]]


def check_ids(criteria: Criteria, contradictions: Clashes) -> None:
    """Refuse ids given twice, and references to criteria that do not exist."""
    refuse_doubles([(fields["id"], criterion.id) for criterion, fields in criteria], "model.criterion")
    refuse_doubles(
        [(fields["id"], contradiction.id) for contradiction, fields in contradictions], "model.contradiction"
    )
    known = {criterion.id for criterion, _ in criteria}
    for _, fields in criteria:
        follow(fields["after"], known)
    for _, fields in contradictions:
        follow(fields["criteria"], known)


def check_bridge(root: Node, criteria: Criteria) -> None:
    """Refuse a bridge over criteria that do not exist."""
    known = {criterion.id for criterion, _ in criteria}
    for node in root.children():
        for part in node.children() if node.path == ("bridge",) else ():
            if part.path[-1] == "criteria":
                follow(part, known)


def follow(references: Node, known: Iterable[str]) -> None:
    """Refuse ids given twice, and those of criteria that do not exist."""
    nodes = references.children()
    refuse_doubles([(node, node.data) for node in nodes if isinstance(node.data, str)], "model.criterion")
    for node in nodes:
        if isinstance(node.data, str) and node.data.strip() and node.data.strip() not in known:
            message = say("schema.no_such", kind=say("model.criterion"), value=node.data.strip())
            node.fault(message, hint=did_you_mean(node.data, known), code="unknown-id")


def check_gates(root: Node, criteria: Criteria, vocabulary: Vocabulary) -> None:
    """Refuse a stage above the first that no gate decides, for it would be reached by doing nothing."""
    if any(not (criterion.axis and criterion.stage) for criterion, _ in criteria):
        return
    decided = {(criterion.axis, criterion.stage) for criterion, _ in criteria if criterion.kind is Kind.GATE}
    for axis in vocabulary.axes:
        for stage in axis.stages[1:]:
            if (axis.id, stage.number) not in decided:
                message = say("model.ungated", number=stage.number, stage=stage.id, axis=axis.id)
                root.fault(message, hint=say("model.ungated_cure"), code="no-gate")


def check_order(criteria: Criteria) -> None:
    """Refuse criteria that come after a later stage of their own axis, and those that wait for each other."""
    by_id = {criterion.id: criterion for criterion, _ in criteria}
    fields_of = {criterion.id: fields for criterion, fields in criteria}
    predecessors: dict[str, list[str]] = {}
    for criterion, fields in criteria:
        known = [by_id[other] for other in criterion.after if other in by_id]
        before = [other for other in known if not _later(criterion, other, fields)]
        waits = criterion.after_stage if not _later_stage(criterion, fields) else None
        predecessors[criterion.id] = [other.id for other in before] + _gates_up_to(waits, by_id)
    for circle in _circles(predecessors):
        fields = fields_of[circle[0]]
        node = fields["after"] if circle[1] in by_id[circle[0]].after else fields["after_stage"]
        message = say("model.circle", circle=in_turn(circle))
        node.fault(message, hint=say("model.circle_cure"), code="circle")


def _later(criterion: Criterion, other: Criterion, fields: Fields) -> bool:
    """Refuse that ``criterion`` comes after one of a later stage of its own axis."""
    later = other.axis == criterion.axis and other.stage > criterion.stage
    if later:
        message = say("model.later", criterion=criterion.id, other=other.id)
        fields["after"].fault(message, hint=say("model.take_out_of", key="after"), code="later-stage")
    return later


def _later_stage(criterion: Criterion, fields: Fields) -> bool:
    """Refuse that ``criterion`` comes after its own stage or a later one."""
    waits = criterion.after_stage
    later = waits is not None and waits[0] == criterion.axis and waits[1] >= criterion.stage
    if later:
        message = say("model.later_stage", criterion=criterion.id)
        fields["after_stage"].fault(message, hint=say("model.later_stage_cure"), code="later-stage")
    return later


def in_turn(ids: Iterable[str]) -> Message:
    """Ids of which each comes after the next."""
    return listing(ids, say("model.after"))


def _gates_up_to(stage: tuple[str, int] | None, by_id: Mapping[str, Criterion]) -> list[str]:
    """Ids of the gates that have to be met for a stage."""
    if stage is None:
        return []
    axis, number = stage
    return [c.id for c in by_id.values() if c.kind is Kind.GATE and c.axis == axis and c.stage <= number]


def _circles(predecessors: dict[str, list[str]]) -> Iterable[list[str]]:
    """Every circle, each once: its ids, the first repeated at the end, each waiting for the next."""
    from graphlib import CycleError, TopologicalSorter

    while True:
        try:
            TopologicalSorter(predecessors).prepare()
        except CycleError as error:
            circle: list[str] = list(reversed(error.args[1]))
            yield circle
            predecessors[circle[0]].remove(circle[1])
        else:
            return
