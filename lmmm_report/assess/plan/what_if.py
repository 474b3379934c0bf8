"""Truth tables over the measures of a plan: exact answers to "what if", without a second evaluator in the page.

A gate asks few facts, and few measures touch these. For each gate the measures that can make a difference are found
from the paths alone; then every choice of them is carried out for real and the gate is asked again. What the table of
a gate leaves out cannot reach it: a measure that writes nothing the gate reads, and nothing that a measure which
matters reads, changes neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product, takewhile

from lmmm_report.assess.conditions.evaluate import ask, many
from lmmm_report.assess.conditions.reads import Steps, paths_read
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.result.findings import statement_of
from lmmm_report.domain.assessment import Assessment, Finding, Outcome
from lmmm_report.domain.effect import Effect, OneOf
from lmmm_report.domain.expression import Expression
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import FactValue, Path, Profile
from lmmm_report.domain.what_if import MET, NOT_APPLICABLE, NOT_MET, UNKNOWN, GateTable, WhatIf

MOST_MEASURES = 10
"""Measures that may act on one gate: 1,024 choices. The built-in model stays below 10."""

_CHARACTERS: Mapping[bool | None, str] = {True: MET, False: NOT_MET, None: UNKNOWN}


def what_if_of(assessment: Assessment) -> WhatIf:
    """The tables of one assessment. Not part of `assess`, as only a page needs them."""
    model = assessment.model
    planned = assessment.plan.measures
    measures = [p.measure for p in planned]
    gates = [f for f in assessment.findings if f.criterion.kind is Kind.GATE and f.criterion.stage > 1]
    acting = {gate.criterion.id: acting_on(gate.criterion.condition.expression, measures) for gate in gates}
    entangled = tuple(gate for gate, numbers in acting.items() if len(numbers) > MOST_MEASURES)
    choices = _Choices(assessment.profile, measures, model)
    return WhatIf(
        measures=tuple(measure.id for measure in measures),
        efforts=tuple(p.effort for p in planned),
        tables=() if entangled else tuple(_table(gate, acting[gate.criterion.id], choices) for gate in gates),
        entangled=entangled,
    )


def acting_on(condition: Expression, measures: Sequence[Measure]) -> tuple[int, ...]:
    """The places of those measures whose being carried out can matter to a condition.

    From the last to the first, as a measure can only find what those before it have left.
    """
    asked = {_statement(path) for path in paths_read(condition)}
    found = []
    for number in range(len(measures) - 1, -1, -1):
        written = {path for effect in measures[number].effects for path in _writes(effect)}
        if _meet(written, asked):
            found.append(number)
            # What an effect does depends on what it finds at its own places, and on facts that lead it to an entry.
            asked |= written | {_statement(path) for e in measures[number].effects for path in _led_by(e)}
    return tuple(reversed(found))


class _Choices:
    """The facts after each choice of measures; every choice is carried out once, on top of the one before it."""

    def __init__(self, profile: Profile, measures: Sequence[Measure], model: Model) -> None:
        self._measures = measures
        self.model = model
        self._after: dict[tuple[int, ...], Profile] = {(): profile}

    def facts(self, chosen: tuple[int, ...]) -> Mapping[str, FactValue]:
        """The facts when the measures at these places, rising, are carried out."""
        return self._profile(chosen).facts

    def _profile(self, chosen: tuple[int, ...]) -> Profile:
        if chosen not in self._after:
            before = self._profile(chosen[:-1])
            self._after[chosen] = carry_out(before, [self._measures[chosen[-1]]], self.model).profile
        return self._after[chosen]


def _table(gate: Finding, numbers: tuple[int, ...], choices: _Choices) -> GateTable:
    if gate.outcome is Outcome.NOT_APPLICABLE:
        return GateTable(gate=gate.criterion.id, measures=(), outcomes=NOT_APPLICABLE)
    condition, limits, meter = gate.criterion.condition, choices.model.limits, many()
    outcomes = "".join(
        _CHARACTERS[ask(condition, choices.facts(chosen), limits, meter).value] for chosen in _every_choice(numbers)
    )
    return _shortest(GateTable(gate=gate.criterion.id, measures=numbers, outcomes=outcomes))


def _every_choice(numbers: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """All choices of ``numbers`` in the order of a table: the first of them is the lowest bit."""
    for bits in product((False, True), repeat=len(numbers)):
        yield tuple(number for number, bit in zip(numbers, reversed(bits), strict=True) if bit)


def _shortest(table: GateTable) -> GateTable:
    """The same table without measures that turned out to make no difference: paths promise less than facts show."""
    for bit in range(len(table.measures) - 1, -1, -1):
        without = "".join(o for n, o in enumerate(table.outcomes) if not n >> bit & 1)
        if without == "".join(o for n, o in enumerate(table.outcomes) if n >> bit & 1):
            left = table.measures[:bit] + table.measures[bit + 1 :]
            return _shortest(GateTable(gate=table.gate, measures=left, outcomes=without))
    return table


def _writes(effect: Effect) -> Iterator[Steps]:
    """Where an effect can change something: the fields of a group; of a list, anything."""
    if effect.entry is not None or effect.each:
        yield _statement(effect.path)
    else:
        for name in effect.state:
            yield _statement((*effect.path, name))


def _led_by(effect: Effect) -> Iterator[Path]:
    """The facts that say which entry is meant."""
    if effect.named_by:
        yield effect.named_by
    for state in (effect.state, *((effect.entry.match, effect.entry.state) if effect.entry is not None else ())):
        yield from (wish.like for wish in state.values() if isinstance(wish, OneOf) and wish.like)


@lru_cache(maxsize=10_000)
def _statement(path: Path) -> Steps:
    """A path as far as it is stated: a prepared fact, such as an age, follows from the group that it stands in."""
    return tuple(str(step) for step in takewhile(lambda step: statement_of((step,)) == (step,), path))


def _meet(some: Iterable[Steps], others: Iterable[Steps]) -> bool:
    """Whether a path of one lies on the way to, or beyond, a path of the other."""
    listed = list(others)
    return any(one[: len(other)] == other[: len(one)] for one in some for other in listed)
