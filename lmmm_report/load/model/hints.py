"""Hints of a maturity model from their YAML: what whoever writes a profile may have left out or mixed up."""

from __future__ import annotations

from collections.abc import Sequence

from lmmm_report.domain.format import Field
from lmmm_report.domain.model import Criterion, Hint, Kind
from lmmm_report.load.model.criteria import Fields, decode_examples
from lmmm_report.load.model.links import follow
from lmmm_report.load.model.vocabulary import Shape, Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import say

_HINT = ("id", "condition", "place", "text", "examples")
_ID: Shape = ("H(-[A-Z0-9]+)+", "model.hint_id")


def decode_hint(node: Node, vocabulary: Vocabulary) -> tuple[Hint, Fields]:
    """One hint and the nodes of its fields; the ids in ``gates`` are not followed yet."""
    fields = node.fields(_HINT, ("gates", "left_out"))
    hint = Hint(
        id=fields["id"].string(*_ID),
        condition=vocabulary.condition(fields["condition"]),
        place=_place(fields["place"], vocabulary),
        text=fields["text"].text(vocabulary.languages),
        examples=decode_examples(fields["examples"], ("met", "not_met"), ("unknown",)),
        gates=tuple(child.string() for child in fields["gates"].items()) if fields["gates"].given else (),
        left_out=fields["left_out"].data is True,
    )
    if fields["left_out"].given and not hint.left_out:
        fields["left_out"].fault(say("model.left_out_is_true"), hint=say("model.take_out", key="left_out"), code="kind")
    return hint, fields


def check_hints(hints: Sequence[tuple[Hint, Fields]], criteria: Sequence[Criterion]) -> None:
    """Refuse ids given twice, and references to what is no gate of the model."""
    refuse_doubles([(fields["id"], hint.id) for hint, fields in hints], "model.hint")
    gates = {criterion.id for criterion in criteria if criterion.kind is Kind.GATE}
    for _, fields in hints:
        if fields["gates"].given:
            follow(fields["gates"], gates)


def _place(node: Node, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A dotted path to a fact that the format has; inside of a list no further."""
    path = tuple(node.string().split("."))
    here: Field | None = vocabulary.profile
    for depth, name in enumerate(path):
        known = list(here.fields) if here is not None else []
        if depth == 0:
            known = [section for section in known if section in vocabulary.sections]
        if here is None or name not in known:
            if path != ("",):
                message = say("model.no_path", path=".".join(path[: depth + 1]))
                node.fault(message, hint=did_you_mean(name, known), code="unknown-path")
            break
        here = here.fields[name]
    return path
