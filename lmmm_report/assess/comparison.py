"""What differs between two assessments of one company, and which changed statements it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from lmmm_report.domain.assessment import Assessment, Finding
from lmmm_report.domain.comparison import (
    EVERY,
    ChangeKind,
    Comparison,
    FactChange,
    Move,
    Questions,
    Read,
    Standing,
    Statement,
    value_words,
)
from lmmm_report.domain.facts import EACH
from lmmm_report.domain.history import as_recorded
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.numbers import Numbers, Range

_STEP = re.compile(r"\[[^\]]*\]|[^.\[]+")
DENIED = "none"
"""The value of what is said not to be there."""


def standing_of(assessment: Assessment, name: str, statements: Iterable[Statement] = ()) -> Standing:
    """What is compared of an assessment; ``statements`` is everything that its profile states."""
    profile, model = assessment.profile, assessment.model
    x, y = assessment.axes
    asked = (fact.path for question in assessment.questions for fact in question.facts)
    return Standing(
        name=name,
        company=profile.company.name,
        unit=profile.company.unit,
        date=profile.date,
        model=(model.id, model.version),
        cell=assessment.cell.stages,
        highest=assessment.highest.stages,
        coordinates=(as_recorded(x.coordinate), as_recorded(y.coordinate)),
        outcomes={finding.criterion.id: finding.outcome for finding in assessment.findings},
        reads={finding.criterion.id: _reads(finding) for finding in assessment.findings},
        statements={one.path: one for one in statements},
        told=_told(assessment),
        questions=tuple(dict.fromkeys(asked)),
        measures=tuple(planned.measure.id for planned in assessment.plan.measures),
        effort=assessment.plan.effort,
        figures=_figures(assessment.numbers),
    )


def _told(assessment: Assessment) -> dict[str, Statement]:
    facts = (fact for finding in assessment.findings for fact in finding.facts if fact.value is not None)
    return {fact.path: Statement(fact.path, value_words(fact.value), fact.place.line) for fact in facts}


def _reads(finding: Finding) -> tuple[Read, ...]:
    facts = (*finding.facts, *finding.missing)
    declared = () if finding.declaration is None else (_declared(finding),)
    return (*declared, *(Read(fact.path, fact.place.line, fact.stated) for fact in facts))


def _declared(finding: Finding) -> Read:
    assert finding.declaration is not None
    return Read(f"declarations[{finding.criterion.id}]", finding.declaration.place.line, True)


def _figures(numbers: Numbers | None) -> Mapping[str, Range]:
    """The conversions of the latest period of the last group."""
    if numbers is None or not numbers.settled:
        return {}
    return {step.id: step.rate for step in numbers.settled[-1][-1].conversions if step.rate is not None}


def from_elsewhere(told: Mapping[str, Statement], others: Sequence[Statement]) -> dict[str, Statement]:
    """What is told of a side, with file and line of those statements from which it has them."""
    nothing = _Stated(None)
    found = {}
    for path, one in told.items():
        other = next((other for other in others if _makes(other, _steps(path), nothing)), None)
        found[path] = one._replace(line=other.line, file=other.file) if other else one
    return found


def compare(before: Standing, after: Standing, model: Model, *, followed: bool = False) -> Comparison:
    """What is another in ``after`` than in ``before``; ``model`` is that by which profiles are assessed now.

    ``followed``: both are states of one file, so one unit, whatever it calls itself.
    """
    kinds = {criterion.id: criterion.kind for criterion in model.criteria}
    facts = _facts(before, after)
    named = dict.fromkeys((*after.outcomes, *before.outcomes))
    causes = _Causes(facts or (), before, after)
    outcomes = ((criterion, before.outcomes.get(criterion), after.outcomes.get(criterion)) for criterion in named)
    moved = (criterion for criterion, was, now in outcomes if was is not now)
    return Comparison(
        before=before,
        after=after,
        moves=tuple(_move(criterion, kinds.get(criterion), before, after, causes) for criterion in moved),
        facts=facts,
        questions=_questions(before.questions, after.questions, causes),
        measures=_left_and_come(before.measures, after.measures),
        followed=followed,
    )


def _questions(before: tuple[str, ...] | None, after: tuple[str, ...] | None, causes: _Causes) -> Questions | None:
    both = _left_and_come(before, after)
    if both is None:
        return None
    left, new = both
    answered = tuple(one for one in left if any(_answers(change.after, one) for change in causes.of([one])))
    return Questions(answered, tuple(one for one in left if one not in answered), new)


def _answers(one: Statement | None, question: str) -> bool:
    """Whether a statement that speaks of what was asked says it: that something is there tells nothing of it."""
    if one is None:
        return False
    return one.value == DENIED or any(len(_steps(made)) >= len(_steps(question)) for made in one.makes or (one.path,))


def _left_and_come(
    before: tuple[str, ...] | None, after: tuple[str, ...] | None
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if before is None or after is None:
        return None
    return tuple(one for one in before if one not in after), tuple(one for one in after if one not in before)


def _facts(before: Standing, after: Standing) -> tuple[FactChange, ...] | None:
    """Statements that differ, in the order of the later side, with what is gone where it stood."""
    old, new = before.statements, after.statements
    if old is None or new is None:
        if before.told is None or after.told is None:
            return None
        # What no condition has read on one side may well be stated there; what is denied as a whole there is not.
        old = {path: one for path, one in before.told.items() if path in after.told or _lacks(after, path)}
        new = {
            path: one
            for path, one in after.told.items()
            if path in before.told or _lacks(before, path) or _denies(one, before.told) or _is_denied(path, before.told)
        }
    found = [_change(old.get(path), new.get(path)) for path in _merged(list(old), list(new))]
    return tuple(change for change in found if change is not None)


def _lacks(side: Standing, path: str) -> bool:
    """Whether a condition has looked for a fact and not found it."""
    return any(read.path == path and not read.stated for reads in side.reads.values() for read in reads)


def _denies(one: Statement, told: Mapping[str, Statement]) -> bool:
    """Whether it says that there is nothing of that in which some of these stand."""
    return one.value == DENIED and any(len(path) > len(one.path) and _touches(path, one.path) for path in told)


def _is_denied(path: str, told: Mapping[str, Statement]) -> bool:
    """Whether one of these says that there is nothing of that in which ``path`` stands."""
    return any(_denies(one, {path: one}) for one in told.values())


def _merged(old: list[str], new: list[str]) -> list[str]:
    """The paths of the new side, each that only the old one has after what stood before it there."""
    merged, known = list(new), set(new)
    last = ""
    for path in old:
        if path not in known:
            merged.insert(merged.index(last) + 1 if last else 0, path)
            known.add(path)
        last = path
    return merged


def _change(old: Statement | None, new: Statement | None) -> FactChange | None:
    if new is None:
        assert old is not None
        return FactChange(ChangeKind.RETRACTED, old.path, old, None)
    if old is None:
        return FactChange(ChangeKind.GAINED, new.path, None, new)
    return None if old.value == new.value else FactChange(ChangeKind.CHANGED, new.path, old, new)


class _Causes:
    """The changed statements, asked for those that have made a fact what it is."""

    def __init__(self, facts: Iterable[FactChange], before: Standing, after: Standing) -> None:
        self._facts = tuple(facts)
        self._sides = _Stated(before), _Stated(after)

    def of(self, ways: Iterable[str]) -> tuple[FactChange, ...]:
        """Those that speak of one of these facts."""
        read = tuple(_steps(way) for way in dict.fromkeys(ways))
        return tuple(change for change in self._facts if any(self._speaks(change, way) for way in read))

    def _speaks(self, change: FactChange, way: _Steps) -> bool:
        sides = zip((change.before, change.after), self._sides, strict=True)
        return any(one is not None and _makes(one, way, side) for one, side in sides)


class _Stated:
    """Whether one side states something itself."""

    def __init__(self, side: Standing | None) -> None:
        self._side = side

    @cached_property
    def _ways(self) -> frozenset[_Steps]:
        stated = (_steps(path) for path in (self._side and self._side.statements) or ())
        return frozenset(steps[:depth] for steps in stated for depth in range(1, len(steps) + 1))

    def __contains__(self, way: _Steps) -> bool:
        return way in self._ways


def _makes(one: Statement, way: _Steps, side: _Stated) -> bool:
    """Whether a statement makes the fact that was read, or stands in it or around it."""
    return any(_leads(_steps(made), way, side) for made in one.makes or (one.path,))


def _leads(made: _Steps, way: _Steps, side: _Stated) -> bool:
    for depth, (step, read) in enumerate(zip(made, way, strict=False)):
        if step != read and not (step == EVERY and (read == EACH or read.startswith("["))):
            return False
        # What an entry says itself goes before what is said of each.
        if step == EVERY and len(way) > depth + 1 and way[: depth + 2] in side:
            return False
    return True


def _move(criterion: str, kind: Kind | None, before: Standing, after: Standing, causes: _Causes) -> Move:
    was, now = before.reads.get(criterion, ()), after.reads.get(criterion, ())
    return Move(
        criterion=criterion,
        before=before.outcomes.get(criterion),
        after=after.outcomes.get(criterion),
        reads_before=was,
        reads_after=now,
        causes=causes.of(read.path for read in (*was, *now)),
        kind=kind,
    )


_Steps = tuple[str, ...]


@lru_cache(maxsize=4096)
def _steps(path: str) -> _Steps:
    """The steps of a path: names of fields, and of entries in brackets."""
    return tuple(_STEP.findall(path))


def _touches(path: str, way: str) -> bool:
    """Whether a statement is the fact that was read, or stands in it; of one the fact stands in, the entry itself."""
    return all(one == other for one, other in zip(_steps(path), _steps(way), strict=False))
