"""Which single facts the cell rests on, and which gates are one fact away.

A fact counts as wrong when what it states does not exist: a text or word becomes ``none``, a list empty, a date
endlessly old, yes becomes no. A gate is one fact away when one change out of those that its measures would make closes
it alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lmmm_report.assess.conditions.evaluate import Tried
from lmmm_report.assess.effects import carry_out, with_change, with_value
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.result.findings import FactReader, statement_of
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.profile import COMPANION_ENDINGS, ENDLESS, FactValue, Path, Profile, value_at
from lmmm_report.domain.sensitivity import FragileFact, NearGate, Sensitivity

Facts = Mapping[str, FactValue]


def sensitivity_of(
    profile: Profile,
    findings: Sequence[Finding],
    axes: tuple[AxisResult, AxisResult],
    gap: Gap,
    model: Model,
) -> Sensitivity:
    """Both lists for one profile."""
    return Sensitivity(
        fragile=_fragile(profile, findings, axes, model),
        near=_near(profile, gap, model),
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
            for path in dict.fromkeys(statement_of(path) for path in tried[criterion.id].verdict.support):
                read.setdefault(path, []).append(finding)
    found = []
    for path, listed in read.items():
        facts = _without(profile, path)
        if facts is None:
            continue
        lost = [f for f in listed if not tried[f.criterion.id].holds(facts, _with_companions(path))]
        changed = {**outcomes, **{f.criterion.id: Outcome.NOT_MET for f in lost}}
        (x, _, _), (y, _, _) = stages_and_coordinates(model, changed)
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


def _with_companions(path: Path) -> tuple[Path, ...]:
    """A statement and the facts that are prepared from it."""
    return (path, *((*path[:-1], f"{path[-1]}{ending}") for ending in COMPANION_ENDINGS))


def _without(profile: Profile, path: Path) -> Facts | None:
    """The facts if the one at ``path`` were wrong; `None` for what is no single claim.

    That is: groups, lists of entries, and the names that entries go by.
    """
    value = value_at(profile.facts, path)
    name = profile.item_names.get(path[:-1])
    if isinstance(value, Mapping) or value is None or (name is not None and name == value):
        return None
    if isinstance(value, Sequence) and any(isinstance(entry, Mapping) for entry in value):
        return None
    wrong: FactValue
    if isinstance(value, bool):
        wrong = not value
    elif isinstance(value, str):
        wrong = "none"
    elif isinstance(value, (int, float)):
        wrong = 0
    else:
        wrong = ()
    facts = with_value(profile.facts, path, wrong)
    for companion in _with_companions(path)[1:]:
        prepared = value_at(profile.facts, companion)
        if prepared is not None:
            facts = with_value(facts, companion, _never(companion, prepared))
    return facts


def _never(companion: Path, prepared: FactValue) -> FactValue:
    """What stands beside a statement that is ``none``: never, no share, not lived."""
    if isinstance(prepared, bool):
        return False
    return 0 if str(companion[-1]).endswith("_percent") else ENDLESS


def _near(profile: Profile, gap: Gap, model: Model) -> tuple[NearGate, ...]:
    found = []
    for finding in gap.open:
        near = _one_change(profile, finding, model)
        if near is not None:
            found.append(near)
    return tuple(found)


def _one_change(profile: Profile, finding: Finding, model: Model) -> NearGate | None:
    tried = Tried(finding.criterion.condition, profile.facts, model.limits)
    for measure in model.measures_for(finding.criterion.id):
        for change in carry_out(profile, [measure], model).changes:
            if _adds_an_entry(profile, change.path):
                continue
            if tried.holds(with_change(profile.facts, change), _with_companions(change.path)):
                return NearGate(
                    criterion=finding.criterion.id,
                    change=change,
                    path=change.label,
                    place=profile.place(change.path),
                )
    return None


def _adds_an_entry(profile: Profile, path: Path) -> bool:
    """Whether the change belongs to an entry that is not there yet: that takes more than one fact."""
    return any(
        isinstance(step, int) and value_at(profile.facts, path[: depth + 1]) is None for depth, step in enumerate(path)
    )
