"""Which single facts the cell rests on, and which gates are one fact away.

A fact counts as wrong when what it states does not exist: a text, word or date becomes ``none``, a list empty, a group
that exists is not there, yes becomes no, with all that follows from it. A gate is one fact away when one change out of
those that its measures would make closes it alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import Tried
from lmmm_report.assess.effects import carry_out, with_change
from lmmm_report.assess.result.coordinates import proven_stages
from lmmm_report.assess.result.findings import FactReader, claims_of
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome
from lmmm_report.domain.effect import Change
from lmmm_report.domain.facts import EACH, Existing
from lmmm_report.domain.format import THERE
from lmmm_report.domain.measure import Measure
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import FactValue, Path, Profile, value_at
from lmmm_report.domain.sensitivity import FragileFact, NearGate, Sensitivity
from lmmm_report.facts.completing import nothing
from lmmm_report.facts.stating import differing


def sensitivity_of(
    profile: Profile,
    findings: Sequence[Finding],
    axes: tuple[AxisResult, AxisResult],
    gap: Gap,
    *,
    model: Model,
    measures: Sequence[Measure],
) -> Sensitivity:
    """Both lists for one profile. ``measures`` are those that may close a gate, the likeliest first."""
    return Sensitivity(
        fragile=_fragile(profile, findings, axes, model),
        near=_near(profile, gap, model, measures),
    )


def _fragile(
    profile: Profile, findings: Sequence[Finding], axes: tuple[AxisResult, AxisResult], model: Model
) -> tuple[FragileFact, ...]:
    outcomes = {f.criterion.id: f.outcome for f in findings if f.criterion.kind is Kind.GATE}
    proven = {axis.axis.id: axis.proven for axis in axes}
    reader = FactReader(profile)
    read: dict[Path, list[Finding]] = {}
    tried: dict[str, Tried] = {}
    for finding in findings:
        criterion = finding.criterion
        holds = criterion.kind is Kind.GATE and finding.outcome is Outcome.MET
        if holds and criterion.stage <= proven[criterion.axis]:
            tried[criterion.id] = Tried(criterion.condition, profile.facts, model.limits)
            support = tried[criterion.id].verdict.support
            for origin in dict.fromkeys(claim for path in support for claim in claims_of(profile, path)):
                read.setdefault(origin, []).append(finding)
    found = []
    for path, listed in read.items():
        wrong = _without(profile, path)
        if wrong is None:
            continue
        changed_at = tuple(differing(profile.facts, wrong.facts))
        lost = [f for f in listed if not tried[f.criterion.id].holds(wrong.facts, changed_at)]
        if not lost:
            continue
        changed = {**outcomes, **{f.criterion.id: Outcome.NOT_MET for f in lost}}
        x, y = proven_stages(model, changed)
        stages = axes[0].proven + axes[1].proven - x - y
        if stages > 0:
            (fact,) = reader.stated([path])
            criteria = tuple(f.criterion.id for f in lost)
            found.append(
                FragileFact(
                    path=fact.path,
                    place=fact.place,
                    evidence=fact.evidence,
                    cell=(x, y),
                    lost=stages,
                    criteria=criteria,
                )
            )
    # Not by line: the order of keys in the file means nothing.
    return tuple(sorted(found, key=lambda f: (-f.lost, bool(f.evidence), f.path)))


def _without(profile: Profile, path: Path) -> Profile | None:
    """The profile if the fact at ``path`` were wrong; `None` for what is no single claim.

    That is: groups, lists of entries, the names that entries go by, and what only follows from other statements.
    """
    value = value_at(profile.stated, path)
    name = profile.item_names.get(path[:-1])
    if isinstance(value, Mapping) and value.get(THERE) is True and EACH not in path:
        place = profile.described.fields.at(path)
        return None if place is None else with_change(profile, path, nothing(place))
    if isinstance(value, Mapping) or value is None or (name is not None and name == value):
        return None
    if isinstance(value, Sequence) and any(isinstance(entry, Mapping) for entry in value):
        return None
    wrong: FactValue
    if isinstance(value, bool):
        wrong = not value
    elif isinstance(value, (str, Existing)):
        wrong = "none"
    elif isinstance(value, (int, float)):
        wrong = 0
    else:
        wrong = ()
    return with_change(profile, path, wrong)


def _near(profile: Profile, gap: Gap, model: Model, measures: Sequence[Measure]) -> tuple[NearGate, ...]:
    singly: dict[str, tuple[_Alone, ...]] = {}
    """By measure, as several gates may wait for the same one."""
    found = []
    for finding in gap.open:
        tried = Tried(finding.criterion.condition, profile.facts, model.limits)
        for measure in (m for m in measures if finding.criterion.id in m.satisfies):
            if measure.id not in singly:
                singly[measure.id] = tuple(_each_alone(profile, measure, model))
            change = next((one.change for one in singly[measure.id] if tried.holds(one.facts, one.changed_at)), None)
            if change is not None:
                place = profile.place(change.path)
                found.append(NearGate(criterion=finding.criterion.id, change=change, path=change.label, place=place))
                break
    return tuple(found)


class _Alone(NamedTuple):
    """One change of a measure, the facts after nothing but this change, and where they differ."""

    change: Change
    facts: Mapping[str, FactValue]
    changed_at: tuple[Path, ...]


def _each_alone(profile: Profile, measure: Measure, model: Model) -> Iterator[_Alone]:
    for change in carry_out(profile, [measure], model).changes:
        if not _adds_an_entry(profile, change.path):
            facts = with_change(profile, change.path, change.stated).facts
            yield _Alone(change, facts, tuple(differing(profile.facts, facts)))


def _adds_an_entry(profile: Profile, path: Path) -> bool:
    """Whether the change belongs to an entry that is not there yet: that takes more than one fact."""
    return any(
        isinstance(step, int) and value_at(profile.facts, path[: depth + 1]) is None for depth, step in enumerate(path)
    )
