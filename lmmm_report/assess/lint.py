"""Proofs about a model: no dead criterion, every cell reachable, no stage skippable, measures that keep their word.

The witnesses are the model's own examples: read alone each must have the outcome it promises, and laid over one another
the examples of the gates up to a cell must lead into exactly that cell. A measure must satisfy its criteria where their
examples do not meet them, and must take nothing from a company that meets everything. A derivation must conclude what
it says from its one example and not from the other, and nothing from statements about the other axis alone. Where the
model has sentences, it has one for every state of its axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.search import cheapest
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.result.fitting import fitted
from lmmm_report.assess.speech import speech_problems
from lmmm_report.domain.assessment import Outcome
from lmmm_report.domain.condition import Condition, Example
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import CarriedBy, Case, Criterion, Derivation, Kind, Model
from lmmm_report.domain.profile import FactValue, Profile
from lmmm_report.messages import Message, say
from lmmm_report.problems import Problem

PROMISES: Mapping[str, tuple[bool | None, ...]] = {
    "met": (True,),
    "not_met": (False,),
    "unknown": (None,),
    "spoken": (True,),
    "bluff": (False, None),
}
"""What the condition may say of each kind of example."""


class Reader(Protocol):
    """Turns examples into facts."""

    def read(self, example: Example) -> Mapping[str, FactValue]:
        """The facts of one example, everything else not stated."""

    def profile(self, example: Example) -> Profile:
        """A company that states one example and nothing else."""

    def empty(self) -> Profile:
        """A company in which nothing exists."""

    def told(self, examples: Iterable[Example]) -> Mapping[str, FactValue]:
        """The facts of all examples, everything else not stated."""

    def together(self, examples: Iterable[Example]) -> Mapping[str, FactValue]:
        """The facts of all examples over a company in which nothing exists."""

    def joined(self, examples: Iterable[Example]) -> Profile:
        """A company that states all examples, and of everything else that there is none."""


def lint(model: Model, reader: Reader) -> list[Problem]:
    """Every fault found; empty for a sound model."""
    return [
        *_examples(model, reader),
        *derivation_problems(model, reader),
        *_unreachable_cells(model, reader),
        *_skippable_stages(model, reader),
        *_untraced_statements(model),
        *_undecided_gates(model),
        *_broken_measures(model, reader),
        *_long_efforts(model),
        *fitting_problems(model, reader),
        *_too_many_alternatives(model),
        *speech_problems(model),
    ]


def _too_many_alternatives(model: Model) -> Iterator[Problem]:
    """A warning where the cheapest plan from nothing to everything cannot be told from others."""
    wanted = [c.id for c in model.criteria if c.kind is Kind.GATE and c.stage > 1]
    ways = [
        cheapest(model.measures, {m.id: m.efforts[s.id].likely for m in model.measures}, wanted, ())
        for s in model.sizes
    ]
    dearer = max((way.dearer for way in ways), default=0)
    if dearer:
        yield Problem(
            file="model",
            message=say("plan.alternatives", count=dearer),
            hint=say("plan.alternatives_cure"),
            code="alternatives",
            severity="warning",
        )


def _examples(model: Model, reader: Reader) -> Iterator[Problem]:
    entries: list[tuple[str, Condition, Mapping[str, Example]]] = [
        (c.id, c.condition, c.examples) for c in model.criteria
    ]
    entries += [(c.id, c.condition, c.examples) for c in model.contradictions]
    entries += [(h.id, h.condition, h.examples) for h in model.hints]
    for entry_id, condition, examples in entries:
        for name, example in examples.items():
            verdict = ask(condition, reader.read(example), model.limits)
            if verdict.value not in PROMISES[name]:
                message = say("lint.example", name=name, id=entry_id, outcome=_said(verdict.value))
                path = f"{entry_id}.examples.{name}"
                yield _example_problem(condition.file, example, path, message, say("lint.example_cure"))


def derivation_problems(model: Model, reader: Reader) -> Iterator[Problem]:
    """What is wrong with the derivations: examples that do not do what they say, and ways from axis to axis."""
    yield from _derivations(model, reader)
    yield from _crossing_derivations(model, reader)


def _derivations(model: Model, reader: Reader) -> Iterator[Problem]:
    """Each case has to conclude from its one example, and not from the other."""
    for derivation in model.derivations:
        for case in derivation.cases:
            for criterion_id in case.concludes:
                for name, example in case.examples.items():
                    facts = reader.read(example)
                    judge = _concluded if name == "not" else _unconcluded
                    message = judge(derivation, case, model.criterion(criterion_id), facts, model)
                    if message is not None:
                        path = f"{derivation.id}.examples.{name}"
                        yield _example_problem(derivation.file, example, path, message, say("lint.example_cure"))


def _unconcluded(
    derivation: Derivation, case: Case, criterion: Criterion, facts: Mapping[str, FactValue], model: Model
) -> Message | None:
    """That nothing follows where something should."""
    value = ask(criterion.condition, facts, model.limits).value
    if value is case.met:
        return None
    return say("lint.unconcluded", id=derivation.id, criterion=criterion.id, outcome=_said(value))


def _concluded(
    derivation: Derivation, case: Case, criterion: Criterion, facts: Mapping[str, FactValue], model: Model
) -> Message | None:
    """That something follows where nothing should."""
    elsewhere = derivation.carried_by is not CarriedBy.RULE
    if not (
        ask(criterion.condition, facts, model.limits).value is case.met
        if elsewhere
        else _follows(derivation, case, criterion, facts, model)
    ):
        return None
    return say("lint.concluded", id=derivation.id, criterion=criterion.id)


def _crossing_derivations(model: Model, reader: Reader) -> Iterator[Problem]:
    """Whatever is told of one axis alone, no derivation may conclude from it for the other."""
    for axis in model.axes:
        other = [c for c in model.criteria if c.axis != axis.id and c.kind is Kind.GATE]
        told = [reader.told(gate.examples["met"] for gate in other)]
        told += [reader.read(gate.examples[name]) for gate in other for name in ("met", "not_met")]
        for derivation in model.derivations:
            for case in derivation.cases:
                mine = [c for c in map(model.criterion, case.concludes) if c.axis == axis.id]
                if mine and any(_follows(derivation, case, mine[0], facts, model) for facts in told):
                    yield Problem(
                        file=derivation.file,
                        line=derivation.place.line,
                        column=derivation.place.column,
                        message=say("lint.crossing", id=derivation.id, criterion=mine[0].id),
                        hint=say("lint.crossing_cure"),
                        code="crossing",
                    )


def _follows(
    derivation: Derivation, case: Case, criterion: Criterion, facts: Mapping[str, FactValue], model: Model
) -> bool:
    number = ask(criterion.condition, facts, model.limits).deciding
    return number is not None and model.derivations_for(criterion.id)[number] == (derivation, case)


def _said(value: bool | None) -> Message:
    return say({True: "lint.met", False: "lint.not_met", None: "lint.unknown"}[value])


def _example_problem(file: str, example: Example, path: str, message: Message, hint: Message) -> Problem:
    return Problem(
        file=file,
        line=example.place.line,
        column=example.place.column,
        path=path,
        message=message,
        hint=hint,
        code="example",
    )


def _unreachable_cells(model: Model, reader: Reader) -> Iterator[Problem]:
    for cell in model.cells:
        gates = [g for i, axis in enumerate(model.axes) for n in range(2, cell[i] + 1) for g in model.gates(axis.id, n)]
        reached = _cell(gates, model, reader)
        if reached != cell:
            yield Problem(
                file="model",
                message=say("lint.cell", cell=str(cell), reached=str(reached)),
                hint=say("lint.cell_cure"),
                code="cell-unreachable",
            )


def _skippable_stages(model: Model, reader: Reader) -> Iterator[Problem]:
    for index, axis in enumerate(model.axes):
        for stage in axis.stages[1:]:
            others = [c for c in model.criteria if c.kind is Kind.GATE and (c.axis, c.stage) != (axis.id, stage.number)]
            if _cell(others, model, reader)[index] >= stage.number:
                yield Problem(
                    file="model",
                    message=say("lint.stage", stage=stage.id, axis=axis.id),
                    hint=say("lint.stage_cure"),
                    code="stage-skippable",
                )


def _broken_measures(model: Model, reader: Reader) -> Iterator[Problem]:
    demands = [c for c in model.criteria if c.kind is not Kind.SIGN]
    rich = reader.joined(c.examples["met"] for c in demands)
    held = [c for c in demands if _met(c, rich, model)]
    for measure in model.measures:
        own = [c for c in demands if c.id in measure.satisfies]
        poor = [reader.empty(), *(reader.profile(c.examples[name]) for c in own for name in ("not_met", "unknown"))]
        before = [model.measures_for(one)[0] for one in measure.after if model.measures_for(one)]
        after = [carry_out(profile, [*before, measure], model).profile for profile in poor]
        for criterion in own:
            if not all(_met(criterion, profile, model) for profile in after):
                yield _measure_problem(measure, say("lint.unsatisfied", measure=measure.id, criterion=criterion.id))
        richer = carry_out(rich, [measure], model).profile
        for criterion in held:
            if not _met(criterion, richer, model):
                yield _measure_problem(measure, say("lint.taken", measure=measure.id, criterion=criterion.id))


def _long_efforts(model: Model) -> Iterator[Problem]:
    """Criteria that are called little effort, and that no measure meets in so short a time."""
    for criterion in model.criteria:
        most = model.most_weeks.get(criterion.effort)
        weeks = min((measure.weeks for measure in model.measures_for(criterion.id)), default=0)
        if most is not None and weeks > most:
            yield Problem(
                file=criterion.file,
                line=criterion.place.line,
                column=criterion.place.column,
                message=say("lint.long_effort", id=criterion.id, effort=criterion.effort, most=most, weeks=weeks),
                hint=say("lint.long_effort_cure", effort=criterion.effort),
                code="long-effort",
            )


def fitting_problems(model: Model, reader: Reader) -> Iterator[Problem]:
    """What is wrong with variants and occasions: each is for its example, and for no company in which nothing exists.

    In its variant a measure keeps its word as well, carried out on the example.
    """
    empty = reader.empty()
    for measure in model.measures:
        meant = [(one.id, one.when, one.example) for one in measure.variants]
        meant += [(str(number), one.when, one.example) for number, one in enumerate(measure.occasions, 1)]
        for name, when, example in meant:
            if ask(when, reader.profile(example).facts, model.limits).value is not True:
                yield _measure_problem(measure, say("lint.unfit", measure=measure.id, name=name), example)
            elif ask(when, empty.facts, model.limits).value is True:
                yield _measure_problem(measure, say("lint.always_fit", measure=measure.id, name=name), example)
        before = [model.measures_for(one)[0] for one in measure.after if model.measures_for(one)]
        for variant in measure.variants:
            profile = reader.profile(variant.example)
            if fitted(measure, profile, model).variant != variant.id:
                yield _measure_problem(
                    measure, say("lint.hidden", measure=measure.id, name=variant.id), variant.example
                )
            after = carry_out(profile, [*before, measure.fitted(variant)], model).profile
            for criterion in (c for c in model.criteria if c.id in measure.satisfies):
                if not _met(criterion, after, model):
                    message = say("lint.unsatisfied", measure=measure.id, criterion=criterion.id)
                    yield _measure_problem(measure, message, variant.example)


def _met(criterion: Criterion, profile: Profile, model: Model) -> bool:
    return ask(criterion.condition, profile.facts, model.limits).value is True


def _measure_problem(measure: Measure, message: Message, example: Example | None = None) -> Problem:
    place = measure.place if example is None else example.place
    return Problem(
        file=measure.file,
        line=place.line,
        column=place.column,
        message=message,
        hint=say("lint.measure_cure" if example is None else "lint.example_cure"),
        code="measure-broken",
    )


def _untraced_statements(model: Model) -> Iterator[Problem]:
    traced = {statement for c in model.criteria for statement in c.statements}
    for axis in model.axes:
        for stage in axis.stages:
            for statement in stage.statements:
                if statement.id not in traced:
                    yield Problem(
                        file="model",
                        message=say("lint.statement", statement=statement.id, stage=stage.id),
                        hint=say("lint.statement_cure"),
                        code="statement-untraced",
                    )


def _undecided_gates(model: Model) -> Iterator[Problem]:
    """A warning for each gate of which the model does not say what is enough; one's own model may leave it open."""
    for gate in model.criteria:
        if gate.kind is Kind.GATE and gate.decision is None:
            yield Problem(
                file=gate.file,
                line=gate.place.line,
                column=gate.place.column,
                message=say("model.undecided", criterion=gate.id),
                hint=say("model.undecided_cure"),
                code="undecided",
                severity="warning",
            )


def _cell(gates: Iterable[Criterion], model: Model, reader: Reader) -> tuple[int, int]:
    facts = reader.together(gate.examples["met"] for gate in gates)
    outcomes = {
        c.id: {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNKNOWN}[
            ask(c.condition, facts, model.limits).value
        ]
        for c in model.criteria
        if c.kind is Kind.GATE
    }
    (x, _, _), (y, _, _) = stages_and_coordinates(model, outcomes)
    return x, y
