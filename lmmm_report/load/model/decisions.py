"""The decision for each gate: the statement that meets it, the one that does not, and what leaves it open.

It stands in the criterion itself or, by the criterion's id, in one of the files ``decisions/*.yaml``. A model that has
such files says it of every gate.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from lmmm_report.domain.model import Criterion, Decision, Kind, NearMiss
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import say

Criteria = Sequence[tuple[Criterion, Mapping[str, Node]]]
"""Criteria, each with the nodes of its fields."""

_DECISION = ("enough", "not_enough", "open", "evidence", "because")


def decode_decision(node: Node, languages: Collection[str]) -> Decision | None:
    """The decision for one gate, `None` where the model does not give it."""
    if not node.given:
        return None
    fields = node.fields(_DECISION)
    return Decision(
        enough=tuple(child.text(languages) for child in fields["enough"].items()),
        not_enough=tuple(_near_miss(child, languages) for child in fields["not_enough"].items()),
        open=tuple(child.text(languages) for child in fields["open"].items()),
        evidence=fields["evidence"].text(languages),
        because=fields["because"].text(languages),
    )


def with_decisions(
    criteria: Criteria, documents: Sequence[Node], languages: Collection[str], *, complete: bool
) -> list[tuple[Criterion, Mapping[str, Node]]]:
    """The criteria with what the files say of them.

    ``complete`` tells that all criteria could be read, so that an id without one is at fault.
    """
    written = [(criterion_id, node) for root in documents for criterion_id, node in root.entries().items()]
    inside = [(fields["decision"], criterion.id) for criterion, fields in criteria if fields["decision"].given]
    refuse_doubles([*inside, *((node, criterion_id) for criterion_id, node in written)], "model.decision")
    known = [criterion.id for criterion, _ in criteria]
    for criterion_id, node in written if complete else ():
        if criterion_id not in known:
            message = say("schema.no_such", kind=say("model.criterion"), value=criterion_id)
            node.fault(message, hint=did_you_mean(criterion_id, known), code="unknown-id", key=True)
    found = {criterion_id: decode_decision(node, languages) for criterion_id, node in written}
    return [
        (criterion._replace(decision=found[criterion.id]) if criterion.id in found else criterion, fields)
        for criterion, fields in criteria
    ]


def check_decided(criteria: Criteria) -> None:
    """Refuse gates of which nothing says what is enough."""
    for criterion, fields in criteria:
        if criterion.kind is Kind.GATE and criterion.decision is None:
            message, hint = say("model.undecided", criterion=criterion.id), say("model.undecided_cure")
            fields["id"].fault(message, hint=hint, code="undecided")


def _near_miss(node: Node, languages: Collection[str]) -> NearMiss:
    fields = node.fields(("said",), ("reason",))
    return NearMiss(said=fields["said"].text(languages), reason=fields["reason"].text(languages))
