"""What differs between two assessments of one company, and which changed statements it follows from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lmmm_report.domain.assessment import Assessment, Finding
from lmmm_report.domain.comparison import (
    ChangeKind,
    Comparison,
    FactChange,
    Move,
    Read,
    Standing,
    Statement,
    value_words,
)
from lmmm_report.domain.history import as_recorded
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.numbers import Numbers, Range

_STEP = re.compile(r"[.\[]")
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


def compare(before: Standing, after: Standing, model: Model) -> Comparison:
    """What is another in ``after`` than in ``before``; ``model`` is that by which profiles are assessed now."""
    kinds = {criterion.id: criterion.kind for criterion in model.criteria}
    facts = _facts(before, after)
    named = dict.fromkeys((*after.outcomes, *before.outcomes))
    moves = (_move(criterion, kinds.get(criterion), before, after, facts or ()) for criterion in named)
    return Comparison(
        before=before,
        after=after,
        moves=tuple(move for move in moves if move.before is not move.after),
        facts=facts,
        questions=_left_and_come(before.questions, after.questions),
        measures=_left_and_come(before.measures, after.measures),
    )


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


def _move(criterion: str, kind: Kind | None, before: Standing, after: Standing, facts: Iterable[FactChange]) -> Move:
    was, now = before.reads.get(criterion, ()), after.reads.get(criterion, ())
    ways = {read.path for read in (*was, *now)}
    return Move(
        criterion=criterion,
        before=before.outcomes.get(criterion),
        after=after.outcomes.get(criterion),
        reads_before=was,
        reads_after=now,
        causes=tuple(change for change in facts if any(_touches(change.path, way) for way in ways)),
        kind=kind,
    )


def _touches(path: str, way: str) -> bool:
    """Whether a statement is the fact that was read, or stands in it; of one the fact stands in, the entry itself."""
    if path == way:
        return True
    longer, shorter = (path, way) if len(path) > len(way) else (way, path)
    return longer.startswith(shorter) and bool(_STEP.match(longer[len(shorter) :]))
