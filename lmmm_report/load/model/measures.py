"""The measures of a maturity model from their YAML."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lmmm_report.domain.condition import Example
from lmmm_report.domain.format import Field
from lmmm_report.domain.measure import Also, Ease, Effort, Measure, Occasion, Text, Variant, Worded
from lmmm_report.domain.model import Criterion, Kind
from lmmm_report.load.model.criteria import Fields
from lmmm_report.load.model.effects import decode_effects
from lmmm_report.load.model.examples import check_example
from lmmm_report.load.model.links import in_turn
from lmmm_report.load.model.vocabulary import NAME, Vocabulary
from lmmm_report.load.schema.decode import Node, refuse_doubles
from lmmm_report.load.schema.nearest import did_you_mean
from lmmm_report.messages import say

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
_MEASURE_MAY = ("bridge", "also", "touches", "sizes", "eases", "signs", "apart", "occasions", "variants", "worded")
_WORDED = ("title", "what", "first_step", "done_when")
_VARIANT = ("id", "when", "example")
_VARIANT_MAY = ("title", "what", "first_step", "done_when", "effort", "touches", "owner", "helpers")
_ID = ("M(-[A-Z0-9]+)+", "model.measure_id")
_MOST_DAYS = 10_000
_MOST_WEEKS = 520

Measures = Sequence[tuple[Measure, Fields]]


def decode_measure(node: Node, vocabulary: Vocabulary) -> tuple[Measure, Fields]:
    """One measure and the nodes of its fields; the ids in ``satisfies`` and ``after`` are not followed yet."""
    fields = node.fields(_MEASURE, _MEASURE_MAY)
    languages = vocabulary.languages
    owner = fields["owner"].one_of(vocabulary.owners, "model.owner")
    helpers = fields["helpers"].many_of(vocabulary.owners, "model.owner", may_be_empty=True)
    if owner and owner in helpers:
        hint = say("model.take_out_of", key="helpers")
        fields["helpers"].fault(say("model.helps_already", owner=owner), hint=hint, code="duplicate")
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
        also=_also(fields["also"], vocabulary),
        touches=_words(fields["touches"], vocabulary, SUBJECTS),
        sizes=fields["sizes"].many_of(vocabulary.sizes, "model.size") if fields["sizes"].given else (),
        eases=_eases(fields["eases"], vocabulary),
        signs=tuple(child.string() for child in (fields["signs"].items() if fields["signs"].given else ())),
        apart=fields["apart"].text(vocabulary.languages),
        occasions=_occasions(fields["occasions"], vocabulary),
        variants=_variants(fields["variants"], vocabulary),
        worded=_worded(fields["worded"], vocabulary),
    )
    return measure, fields


def _also(node: Node, vocabulary: Vocabulary) -> tuple[Also, ...]:
    """What a measure asks for beyond its effort; each kind once."""
    if not node.given:
        return ()
    nodes = [child.fields(("kind", "text")) for child in node.items()]
    kinds = [fields["kind"].one_of(vocabulary.also, "model.also", if_none="model.no_also") for fields in nodes]
    refuse_doubles([(fields["kind"], kind) for fields, kind in zip(nodes, kinds, strict=True) if kind], "model.also")
    return tuple(
        Also(kind=kind, text=fields["text"].text(vocabulary.languages))
        for fields, kind in zip(nodes, kinds, strict=True)
    )


SUBJECTS, KINDS = ("decisions", "subject"), ("problems", "about")
"""Where the format of the profiles has the words for what a decision and a problem are about."""


def _words(node: Node, vocabulary: Vocabulary, where: tuple[str, str]) -> tuple[str, ...]:
    """Words that the format has at a field of the entries of a list."""
    return node.many_of(choices_at(vocabulary, where), "model.word", may_be_empty=True) if node.given else ()


def choices_at(vocabulary: Vocabulary, where: tuple[str, str]) -> tuple[str, ...]:
    """The words that may stand at a field of the entries of a list; none where the format has no such field."""
    field = vocabulary.profile.at((where[0], 0, where[1]))
    return field.choices if field is not None else ()


def _eases(node: Node, vocabulary: Vocabulary) -> tuple[Ease, ...]:
    if not node.given:
        return ()
    nodes = [child.fields(("kind", "why")) for child in node.items()]
    eases = tuple(
        Ease(
            kind=fields["kind"].one_of(choices_at(vocabulary, KINDS), "model.word"),
            why=fields["why"].text(vocabulary.languages),
        )
        for fields in nodes
    )
    refuse_doubles([(fields["kind"], ease.kind) for fields, ease in zip(nodes, eases, strict=True)], "model.word")
    return eases


def check_measure_examples(measures: Measures, profile: Field) -> None:
    """Refuse examples of variants and occasions that cannot be read, or that state what the format does not have."""
    for _, fields in measures:
        for name in ("variants", "occasions"):
            for child in fields[name].children() if fields[name].given else ():
                for node in child.children():
                    if node.path[-1] == "example" and isinstance(node.data, str):
                        check_example(node, profile)


def _occasions(node: Node, vocabulary: Vocabulary) -> tuple[Occasion, ...]:
    nodes = [child.fields(("when", "why", "example")) for child in (node.items() if node.given else ())]
    return tuple(
        Occasion(
            when=vocabulary.condition(fields["when"]),
            why=fields["why"].text(vocabulary.languages),
            example=Example(text=fields["example"].string(), place=fields["example"].place),
        )
        for fields in nodes
    )


def _variants(node: Node, vocabulary: Vocabulary) -> tuple[Variant, ...]:
    if not node.given:
        return ()
    nodes = [child.fields(_VARIANT, _VARIANT_MAY) for child in node.items()]
    variants = tuple(_variant(fields, vocabulary) for fields in nodes)
    refuse_doubles([(fields["id"], one.id) for fields, one in zip(nodes, variants, strict=True)], "model.variant")
    return variants


def _worded(node: Node, vocabulary: Vocabulary) -> tuple[Worded, ...]:
    """Whole texts by the situation that they are for."""
    children = node.fields((), tuple(vocabulary.situations)) if node.given else {}
    return tuple(
        Worded(situation, *(fields[name].text(vocabulary.languages) for name in _WORDED))
        for situation, child in children.items()
        if child.given
        for fields in (child.fields((), _WORDED),)
    )


def _variant(fields: Fields, vocabulary: Vocabulary) -> Variant:
    def text(name: str) -> Text:
        return fields[name].text(vocabulary.languages)

    return Variant(
        id=fields["id"].string(*NAME),
        when=vocabulary.condition(fields["when"]),
        example=Example(text=fields["example"].string(), place=fields["example"].place),
        title=text("title"),
        what=text("what"),
        first_step=text("first_step"),
        done_when=text("done_when"),
        efforts=_efforts(fields["effort"], vocabulary.sizes) if fields["effort"].given else MappingProxyType({}),
        touches=_words(fields["touches"], vocabulary, SUBJECTS) if fields["touches"].given else None,
        owner=fields["owner"].one_of(vocabulary.owners, "model.owner") if fields["owner"].given else "",
        helpers=fields["helpers"].many_of(vocabulary.owners, "model.owner", may_be_empty=True)
        if fields["helpers"].given
        else None,
    )


def _efforts(node: Node, sizes: Collection[str]) -> Mapping[str, Effort]:
    """The effort by size; any size where the model's are not known, because they are at fault."""
    children = node.fields(sizes) if sizes else node.entries()
    return MappingProxyType({size: _effort(child) for size, child in children.items() if child.given})


def _effort(node: Node) -> Effort:
    """Three numbers of person-days: at best, most likely, at worst."""
    children = node.items()
    days = [child.integer(1, _MOST_DAYS) for child in children]
    if children and (len(days) != 3 or (all(days) and sorted(days) != days)):
        node.fault(say("model.three_numbers"), hint=say("model.three_numbers_cure"), code="effort")
    return Effort(*days) if len(days) == 3 else Effort(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linked:
    """A measure with the criteria that its ids lead to; those at fault are left out."""

    measure: Measure
    fields: Fields
    satisfies: Mapping[str, Criterion]
    after: Mapping[str, Criterion]
    """Without those that the measure satisfies itself."""
    whole: bool
    """Whether it is known what the measure satisfies. If not, no gate can be said to lack a measure."""


def check_measures(root: Node, measures: Measures, criteria: Sequence[Criterion]) -> None:
    """Refuse measures given twice, that lead nowhere or wait for each other, and gates that no measure closes."""
    refuse_doubles([(fields["id"], measure.id) for measure, fields in measures], "model.measure")
    by_id = {criterion.id: criterion for criterion in criteria}
    linked = [_linked(measure, fields, by_id) for measure, fields in measures]
    for one in linked:
        _check_bridge(one)
        _check_signs(one, by_id)
    _check_order(linked)
    if all(one.whole for one in linked):
        _check_reach(root, linked, criteria)


def _linked(measure: Measure, fields: Fields, by_id: Mapping[str, Criterion]) -> _Linked:
    satisfies = _follow(fields["satisfies"], "model.criterion", by_id)
    after = _follow(fields["after"], "model.gate_or_advice", by_id)
    for child, criterion in after:
        if criterion.id in measure.satisfies:
            hint = say("model.take_out_of", key="after")
            child.fault(say("model.waits_for_itself", measure=measure.id), hint=hint, code="circle")
    return _Linked(
        measure=measure,
        fields=fields,
        satisfies={criterion.id: criterion for _, criterion in satisfies},
        after={criterion.id: criterion for _, criterion in after if criterion.id not in measure.satisfies},
        whole=bool(satisfies) and len(satisfies) == len(measure.satisfies),
    )


def _follow(references: Node, kind: str, by_id: Mapping[str, Criterion]) -> list[tuple[Node, Criterion]]:
    """The gates and advice that a list names, each with its place; refuse ids that lead to none, and doubles.

    What is no text, or empty, was refused when the list was read.
    """
    found: list[tuple[Node, Criterion]] = []
    for child in references.children():
        name = child.data.strip() if isinstance(child.data, str) else ""
        criterion = by_id.get(name)
        if criterion is None and name:
            useful = [known.id for known in by_id.values() if known.kind is not Kind.SIGN]
            message = say("schema.no_such", kind=say(kind), value=name)
            child.fault(message, hint=did_you_mean(name, useful), code="unknown-id")
        elif criterion is not None and criterion.kind is Kind.SIGN:
            child.fault(say("model.sign", criterion=name), hint=say("model.sign_cure"), code="sign")
        elif criterion is not None:
            found.append((child, criterion))
    refuse_doubles([(child, criterion.id) for child, criterion in found], "model.criterion")
    return found


def _check_signs(one: _Linked, by_id: Mapping[str, Criterion]) -> None:
    """Refuse ids under ``signs`` that are no signs."""
    signs = [criterion.id for criterion in by_id.values() if criterion.kind is Kind.SIGN]
    for child in one.fields["signs"].children() if one.fields["signs"].given else ():
        if isinstance(child.data, str) and child.data.strip() not in signs:
            message = say("schema.no_such", kind=say("model.sign_id"), value=child.data.strip())
            child.fault(message, hint=did_you_mean(child.data, signs), code="unknown-id")


def _check_bridge(one: _Linked) -> None:
    """Refuse a measure for both axes that does not say how it helps them, and one for a single axis that does."""
    bridge = one.fields["bridge"]
    axes = {criterion.axis for criterion in one.satisfies.values()}
    if len(axes) > 1 and not bridge.given:
        message = say("model.no_bridge", measure=one.measure.id)
        one.fields["satisfies"].fault(message, hint=say("model.no_bridge_cure"), code="bridge")
    elif len(axes) == 1 and bridge.given and one.whole:
        message = say("model.bridge", measure=one.measure.id)
        bridge.fault(message, hint=say("model.take_out", key="bridge"), code="bridge", key=True)


def _check_reach(root: Node, linked: Sequence[_Linked], criteria: Sequence[Criterion]) -> None:
    """Refuse gates above the first stage, and criteria waited for, that no measure satisfies."""
    satisfied = {criterion_id for one in linked for criterion_id in one.satisfies}
    for criterion in criteria:
        if criterion.kind is Kind.GATE and criterion.stage > 1 and criterion.id not in satisfied:
            message = say("model.gate_unsatisfied", criterion=criterion.id)
            root.fault(message, hint=say("model.gate_unsatisfied_cure"), code="no-measure")
    for one in linked:
        for criterion_id in one.after:
            if criterion_id not in satisfied:
                message = say("model.waits_in_vain", measure=one.measure.id, criterion=criterion_id)
                one.fields["after"].fault(message, hint=say("model.waits_in_vain_cure"), code="no-measure")


def _check_order(linked: Sequence[_Linked]) -> None:
    """Refuse measures that wait for each other, so that every set of them that lacks nothing has an order."""
    from graphlib import CycleError, TopologicalSorter

    ways: dict[str, list[int]] = {}
    for number, one in enumerate(linked):
        for criterion_id in one.satisfies:
            ways.setdefault(criterion_id, []).append(number)
    graph = {
        number: sorted({way for criterion_id in one.after for way in ways.get(criterion_id, ())})
        for number, one in enumerate(linked)
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = [linked[number] for number in reversed(error.args[1])]
        message = say("model.circle_of_measures", circle=in_turn(one.measure.id for one in circle))
        circle[0].fields["after"].fault(message, hint=say("model.circle_of_measures_cure"), code="circle")
