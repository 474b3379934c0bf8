"""The measures of a maturity model from their YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from lmmm_report.domain.measure import Effort, Measure
from lmmm_report.domain.model import Criterion, Kind
from lmmm_report.load.decode import Node, refuse_doubles
from lmmm_report.load.model_criteria import Fields
from lmmm_report.load.model_effects import decode_effects
from lmmm_report.load.model_vocabulary import Vocabulary
from lmmm_report.load.nearest import did_you_mean

_MEASURE = (
    "id",
    "satisfies",
    "after",
    "owner",
    "helpers",
    "effort",
    "weeks",
    "title",
    "what",
    "why",
    "first_step",
    "done_when",
    "effects",
)
_ID = ("M(-[A-Z0-9]+)+", "M- and parts of capital letters and digits, such as M-RULES")
_MOST_DAYS = 10_000
_MOST_WEEKS = 520

Measures = Sequence[tuple[Measure, Fields]]


def decode_measure(node: Node, vocabulary: Vocabulary) -> tuple[Measure, Fields]:
    """One measure and the nodes of its fields; the ids in ``satisfies`` and ``after`` are not followed yet."""
    fields = node.fields(_MEASURE, ("bridge",))
    languages = vocabulary.languages
    owner = fields["owner"].one_of(vocabulary.owners, "owner")
    helpers = fields["helpers"].many_of(vocabulary.owners, "owner", may_be_empty=True)
    if owner and owner in helpers:
        fields["helpers"].fault(f"{owner} is responsible already", hint="take it out of helpers", code="duplicate")
    measure = Measure(
        id=fields["id"].string(*_ID),
        title=fields["title"].text(languages),
        what=fields["what"].text(languages),
        why=fields["why"].text(languages),
        first_step=fields["first_step"].text(languages),
        done_when=fields["done_when"].text(languages),
        bridge=fields["bridge"].text(languages),
        owner=owner,
        helpers=helpers,
        efforts=_efforts(fields["effort"], vocabulary.sizes),
        weeks=fields["weeks"].integer(1, _MOST_WEEKS),
        after=tuple(child.string() for child in fields["after"].items(may_be_empty=True)),
        satisfies=tuple(child.string() for child in fields["satisfies"].items()),
        effects=decode_effects(fields["effects"], vocabulary),
        place=node.place,
        file=vocabulary.file(node),
    )
    return measure, fields


def _efforts(node: Node, sizes: Collection[str]) -> Mapping[str, Effort]:
    return MappingProxyType({size: _effort(child) for size, child in node.fields(sizes).items() if child.given})


def _effort(node: Node) -> Effort:
    """Three numbers of person-days: at best, most likely, at worst."""
    children = node.items()
    days = [child.integer(1, _MOST_DAYS) for child in children]
    if children and (len(days) != 3 or (all(days) and sorted(days) != days)):
        node.fault("an effort is three numbers that do not fall", hint="write [2, 3, 5]", code="effort")
    return Effort(*days) if len(days) == 3 else Effort(0, 0, 0)


def check_measures(root: Node, measures: Measures, criteria: Sequence[Criterion]) -> None:
    """Refuse measures given twice, that lead nowhere or wait for each other, and gates that no measure closes."""
    refuse_doubles([(fields["id"], measure.id) for measure, fields in measures], "measure")
    by_id = {criterion.id: criterion for criterion in criteria}
    for measure, fields in measures:
        _check_satisfies(measure, fields, by_id)
        _check_after(measure, fields, by_id)
    _check_order(measures)
    satisfied = {criterion_id for measure, _ in measures for criterion_id in measure.satisfies}
    for criterion in criteria:
        wanted = criterion.kind is Kind.GATE and criterion.stage > 1
        if wanted and criterion.id not in satisfied:
            message = f"no measure satisfies the gate {criterion.id}"
            root.fault(message, hint="add one to measures/*.yaml", code="no-measure")
    _check_prerequisites(measures, satisfied)


def _check_satisfies(measure: Measure, fields: Fields, by_id: Mapping[str, Criterion]) -> None:
    known = [by_id[criterion_id] for criterion_id in measure.satisfies if criterion_id in by_id]
    for child in fields["satisfies"].children():
        if not isinstance(child.data, str):
            continue
        criterion = by_id.get(child.data.strip())
        if criterion is None:
            child.fault(
                f'there is no criterion "{child.data}"', hint=did_you_mean(child.data, by_id), code="unknown-id"
            )
        elif criterion.kind is Kind.SIGN:
            message = f"{criterion.id} is a sign: it describes a stage, nobody has to meet it"
            child.fault(message, hint="name gates and advice only", code="sign")
    axes = {criterion.axis for criterion in known}
    if len(axes) > 1 and not fields["bridge"].given:
        message = f"{measure.id} helps both axes; say how"
        fields["satisfies"].fault(message, hint="add bridge: with a text", code="bridge")
    elif len(axes) == 1 and fields["bridge"].given:
        message = f"{measure.id} helps one axis only"
        fields["bridge"].fault(message, hint="take bridge out", code="bridge", key=True)


def _check_after(measure: Measure, fields: Fields, by_id: Mapping[str, Criterion]) -> None:
    for child in fields["after"].children():
        if not isinstance(child.data, str):
            continue
        name = child.data.strip()
        if name not in by_id or by_id[name].kind is Kind.SIGN:
            child.fault(f'there is no gate or advice "{name}"', hint=did_you_mean(name, by_id), code="unknown-id")
        elif name in measure.satisfies:
            child.fault(f"{measure.id} would wait for itself", hint="take it out of after", code="circle")


def _check_prerequisites(measures: Measures, satisfied: Collection[str]) -> None:
    for measure, fields in measures:
        for criterion_id in measure.after:
            if criterion_id not in satisfied:
                message = f"{measure.id} waits for {criterion_id}, which no measure satisfies"
                fields["after"].fault(message, hint="add such a measure", code="no-measure")


def _check_order(measures: Measures) -> None:
    """Refuse measures that wait for each other, so that every set of them that lacks nothing has an order."""
    from graphlib import CycleError, TopologicalSorter

    graph = {
        measure.id: [other.id for other, _ in measures if set(other.satisfies) & set(measure.after)]
        for measure, _ in measures
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        fields = next(fields for measure, fields in measures if measure.id == circle[0])
        message = f"these measures wait for each other: {' after '.join(circle)}"
        fields["after"].fault(message, hint="take a criterion out of after", code="circle")
