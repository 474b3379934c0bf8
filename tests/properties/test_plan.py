"""The plan keeps its promise: carried out from any start, it reaches the target, in order and with sums that add up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from lmmm_report.assess.assessment import assess
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.assess.effects import carry_out, with_change
from lmmm_report.assess.plan.plan import Planner
from lmmm_report.assess.plan.way import way_of
from lmmm_report.assess.result.coordinates import judge
from lmmm_report.assess.result.findings import find
from lmmm_report.assess.result.fitting import SETTLED, fitted
from lmmm_report.assess.result.gap import gap_to_target
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome
from lmmm_report.domain.measure import NO_TOTAL, Effort, Measure
from lmmm_report.domain.model import Kind
from lmmm_report.domain.plan import Fitting, Plan, PlannedMeasure, PlanStep
from lmmm_report.domain.profile import Declaration, Place, PlanFrame, Profile, Target
from lmmm_report.domain.statements import Decision
from lmmm_report.domain.totals import total_of
from lmmm_report.load.model.model import load_model
from lmmm_report.load.profile.profile import load_fragment, load_profile, load_profile_text
from lmmm_report.problems import UserError
from tests.builders import a_criterion_entry, a_measure_entry, a_model_folder, replace
from tests.built_in import MODEL
from tests.properties.random_profiles import DAY, a_random_profile, as_bytes

ROOT = Path(__file__).resolve().parents[2]
STAGES = range(1, 5)
CELLS = list(product(STAGES, repeat=2))
PAIRS = [
    (start, target) for start in CELLS for target in CELLS if start != target and all(map(int.__le__, start, target))
]
SUBJECTS = sorted({subject for measure in MODEL.measures for subject in measure.touches})
GATES = {axis.id: {c.id for c in MODEL.criteria if c.kind is Kind.GATE and c.axis == axis.id} for axis in MODEL.axes}
FEW, MANY = 100, 2_100
"""Some of them stand where they want to be; at least 2,000 have a way to go."""


def target_of(cell: tuple[int, int]) -> Target:
    stages = {axis.id: axis.stage(number).id for axis, number in zip(MODEL.axes, cell, strict=True)}
    return Target(stages=MappingProxyType(stages))


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A profile with its plan, and the same profile when the plan has been carried out."""

    profile: Profile
    findings: tuple[Finding, ...]
    fitting: Fitting
    gap: Gap
    cell: tuple[int, int]
    plan: Plan
    after: Profile
    findings_after: tuple[Finding, ...]

    @property
    def end(self) -> tuple[int, int]:
        """The cell that is proven afterwards."""
        x, y = judge(self.findings_after, MODEL)
        return x.proven, y.proven

    @property
    def met(self) -> set[str]:
        return {f.criterion.id for f in self.findings if f.outcome in SETTLED}

    @property
    def order(self) -> list[Measure]:
        return [planned.measure for planned in self.plan.measures]


def carried_out(plan: Plan, profile: Profile) -> Profile:
    return carry_out(profile, [planned.measure for planned in plan.measures], MODEL).profile


# --- What holds of every plan; each check gives back what does not hold.


def reaches(case: Case) -> Iterator[str]:
    """The target, or the highest that can be had without what the company has ruled out; then it is said why."""
    for reached, wanted, most, axis in zip(case.end, case.gap.target, highest(case), MODEL.axes, strict=True):
        if reached < min(wanted, most):
            yield f"{axis.id} is at {reached}, not at {wanted}, and {most} could be had"
        if reached < wanted and not any(MODEL.criterion(g).axis == axis.id for b in case.gap.barriers for g in b.gates):
            yield f"{axis.id} is at {reached}, not at {wanted}, and nothing is said to stand in the way"
    if case.plan.cell != case.end:
        yield f"the plan ends at {case.plan.cell}, carried out it is {case.end}"
    if any(map(int.__lt__, case.end, case.gap.attainable)):
        yield f"the plan says that {case.gap.attainable} can be had, and reaches {case.end}"
    if case.plan.reached != all(map(int.__ge__, case.end, case.gap.target)):
        yield "the plan is wrong about reaching the target"


def highest(case: Case) -> tuple[int, int]:
    """The cell after everything that the company has not ruled out, whatever it costs."""
    waived = {d.criterion for d in case.profile.declarations if d.state == "waived"}
    waiting, done, order = [m for m in MODEL.measures if not ruled_out(m, case)], set(case.met), []
    while ready := [m for m in waiting if done.issuperset(m.after)]:
        order += ready
        done |= {c for m in ready for c in m.satisfies} - waived
        waiting = [m for m in waiting if m not in ready]
    profile = carry_out(case.profile, order, MODEL).profile
    x, y = cell_of(judge(find(profile, MODEL), MODEL))
    # A stage of which the company has waived a gate is not sought, even where other measures would meet it by the way.
    below = {
        axis.id: [MODEL.criterion(c).stage - 1 for c in waived - case.met if c in GATES[axis.id]] for axis in MODEL.axes
    }
    return min([x, *below[MODEL.axes[0].id]]), min([y, *below[MODEL.axes[1].id]])


def ruled_out(measure: Measure, case: Case) -> bool:
    """Whether a measure is about what the company has ruled out, put off or waived, read from the profile itself."""
    measure = fitted(measure, case.profile, MODEL)
    refused = [d for d in case.profile.decisions if d.state in ("ruled_out", "postponed")]
    waived = {d.criterion for d in case.profile.declarations if d.state == "waived"}
    aside = {f.criterion.id for f in case.findings if f.declaration and f.observed is not Outcome.MET}
    left = [c for c in measure.satisfies if c not in case.met]
    return any(d.subject in measure.touches or d.measure == measure.id for d in refused) or bool(
        left and (waived.issuperset(left) or measure.satisfies[0] in aside)
    )


def obeys(case: Case) -> Iterator[str]:
    """Nothing that is ruled out, put off or waived is in the plan, nor in what eases problems beside it."""
    waived = {d.criterion for d in case.profile.declarations if d.state == "waived"}
    for planned in (*case.plan.measures, *case.plan.relief):
        if ruled_out(MODEL.measure(planned.measure.id), case):
            yield f"{planned.measure.id} is ruled out"
        if waived.intersection(planned.closes) - case.met:
            yield f"{planned.measure.id} closes what is waived"


def once(case: Case) -> Iterator[str]:
    for measure_id, times in Counter(measure.id for measure in case.order).items():
        if times > 1:
            yield f"{measure_id} stands {times} times in the plan"
    if [p.number for p in case.plan.measures] != list(range(1, len(case.order) + 1)):
        yield "the measures are not numbered from 1"


def prerequisites(case: Case) -> Iterator[str]:
    done = case.met
    for measure in case.order:
        for criterion_id in measure.after:
            if criterion_id not in done:
                yield f"{measure.id} comes before {criterion_id} is met"
        done |= set(measure.satisfies)


def closes(case: Case) -> Iterator[str]:
    """Every open gate on the way once, by the first measure that satisfies it."""
    wanted = {f.criterion.id for f in case.gap.open}
    left = set(wanted)
    for planned in case.plan.measures:
        says = set(planned.measure.satisfies) & left
        if set(planned.closes) != says or len(planned.closes) != len(says):
            yield f"{planned.measure.id} closes {sorted(says)}, not {list(planned.closes)}"
        left -= says
    for criterion_id in sorted(left):
        yield f"nothing closes {criterion_id}"
    outcomes = {f.criterion.id: f.outcome for f in case.findings_after}
    for criterion_id in sorted(wanted):
        if outcomes[criterion_id] is not Outcome.MET:
            yield f"{criterion_id} is {outcomes[criterion_id].value} in the end"


def nothing_needless(case: Case) -> Iterator[str]:
    """Without any one of its measures the plan would leave a gate open or a measure without what it needs."""
    for left_out in case.order:
        rest = [measure for measure in case.order if measure is not left_out]
        have = case.met | {c for measure in rest for c in measure.satisfies}
        if all(f.criterion.id in have for f in case.gap.open) and all(set(m.after) <= have for m in rest):
            yield f"{left_out.id} is not needed"


def prepares(case: Case) -> Iterator[str]:
    for number, planned in enumerate(case.plan.measures, 1):
        needed = {c for later in case.order[number:] for c in later.after} - case.met
        if set(planned.prepares) != needed & set(planned.measure.satisfies):
            yield f"{planned.measure.id} prepares {list(planned.prepares)}"
        if not planned.prepares and not planned.closes:
            yield f"{planned.measure.id} is there for nothing"


def efforts(case: Case) -> Iterator[str]:
    plan = case.plan
    if plan.size != MODEL.size_of(case.profile.company.employees):
        yield f"the size is {plan.size.id}"
    for planned in plan.measures:
        if planned.effort != planned.measure.efforts[plan.size.id]:
            yield f"{planned.measure.id} takes {planned.effort}"
    if plan.effort != total_of(planned.effort for planned in plan.measures):
        yield "the measures do not come to the plan's effort"
    if plan.effort.likely != sum(step.effort.likely for step in plan.steps):
        yield "the steps do not add up to the plan's likely effort"
    if plan.effort.likely != sum(load.effort.likely for load in plan.loads):
        yield "the roles do not add up to the plan's likely effort"
    if len(plan.measures) != sum(load.measures for load in plan.loads):
        yield "the roles have other measures than the plan"
    for step in plan.steps:
        if step.effort != total_of(planned.effort for planned in step.measures):
            yield f"step {step.number} does not add up"


def confirmed(case: Case) -> Iterator[str]:
    """What is unknown and turns out to be met can only save effort."""
    if case.plan.effort_if_confirmed.likely > case.plan.effort.likely:
        yield f"{case.plan.effort_if_confirmed.likely} are more than {case.plan.effort.likely}"
    unknown = any(f.outcome is Outcome.UNKNOWN for f in case.findings)
    if unknown and len(case.order) % 4 == 0:  # a second plan takes its time
        sure = tuple(replace(f, outcome=Outcome.MET) if f.outcome is Outcome.UNKNOWN else f for f in case.findings)
        axes = judge(sure, MODEL)
        gap = gap_to_target(target_of(case.gap.attainable), axes, MODEL, case.fitting)
        remembered = Remembered(MODEL.limits)
        planner = Planner(case.profile, sure, axes, gap, model=MODEL, fitting=case.fitting, remembered=remembered)
        left = planner.plan()[0].effort
        if case.plan.effort_if_confirmed != left:
            yield f"with everything confirmed {left} are left, not {case.plan.effort_if_confirmed}"
    if not unknown and case.plan.effort_if_confirmed != case.plan.effort:
        yield "nothing is unknown, and yet there is something to confirm"


def steps(case: Case) -> Iterator[str]:
    """Each step reaches its stage; neither cell nor coordinates ever fall."""
    x, y = judge(case.findings, MODEL)
    here, at = case.cell, (x.coordinate.low, y.coordinate.low)
    if [step.number for step in case.plan.steps] != [step.number for step in case.gap.steps]:
        yield "the plan has other steps than the way"
    for step, way in zip(case.plan.steps, case.gap.steps, strict=False):
        if any(map(int.__lt__, step.cell, way.cell)):
            yield f"step {step.number} leads to {step.cell}, not to {way.cell}"
        if any(map(int.__lt__, step.cell, here)) or any(map(Fraction.__lt__, step.coordinates, at)):
            yield f"step {step.number} falls from {here} to {step.cell}"
        here, at = step.cell, step.coordinates


def quick_wins(case: Case) -> Iterator[str]:
    for planned in case.plan.measures:
        today = case.met.issuperset(planned.measure.after) and not planned.if_no
        quick = bool(planned.closes) and planned.effort.likely <= MODEL.quick_days and today
        quick = quick and planned.measure.weeks <= (MODEL.quick_weeks or 0)
        if planned.quick_win != quick:
            yield f"{planned.measure.id} is {'' if quick else 'no '}quick win"
    if list(case.plan.quick_wins) != [planned for planned in case.plan.measures if planned.quick_win]:
        yield "the quick wins are others"


def changes(case: Case) -> Iterator[str]:
    """The changes shown are all there are: made one after the other they lead to the same facts."""
    profile = case.profile
    for planned in case.plan.measures:
        for change in planned.changes:
            try:
                profile = with_change(profile, change.path, change.stated)
            except IndexError:
                yield f"{planned.measure.id} changes an entry behind one that nobody has added"
                return
            if change.measure != planned.measure.id:
                yield f"{planned.measure.id} shows a change of {change.measure}"
    if profile.facts != case.after.facts:
        yield "the changes lead to other facts"


def dates(case: Case) -> Iterator[str]:
    schedule, frame = case.plan.schedule, case.profile.plan
    if (schedule is not None) != bool(frame and case.order):
        yield "a schedule is there without reason, or is not there"
    if schedule is None or frame is None:
        return
    used: Counter[int] = Counter()
    for planned in case.plan.measures:
        slot = planned.slot
        if slot is None or slot.week + slot.weeks > schedule.weeks or slot.weeks < planned.measure.weeks:
            yield f"{planned.measure.id} has no time"
            continue
        for week in range(slot.week, slot.week + slot.weeks):
            used[week] += Fraction(planned.effort.likely, slot.weeks)
        for criterion_id in set(planned.measure.after) - case.met:
            ends = [
                other.slot.week + other.slot.weeks
                for other in case.plan.measures
                if other.slot and other is not planned and criterion_id in other.measure.satisfies
            ]
            if min(ends, default=schedule.weeks + 1) > slot.week:
                yield f"{planned.measure.id} begins before {criterion_id} is met"
    if max(used.values(), default=0) > Fraction(frame.capacity * 12, 52):
        yield "a week asks for more than there is"
    if sum(quarter.days for quarter in schedule.quarters) != case.plan.effort.likely:
        yield "the quarters do not add up to the likely effort"
    if sorted(m for quarter in schedule.quarters for m in quarter.ends) != sorted(m.id for m in case.order):
        yield "not every measure ends in one quarter"


CHECKS: Mapping[str, Callable[[Case], Iterator[str]]] = {
    check.__name__: check
    for check in (
        reaches,
        obeys,
        once,
        prerequisites,
        closes,
        nothing_needless,
        prepares,
        efforts,
        confirmed,
        steps,
        quick_wins,
        changes,
        dates,
    )
}


def faults_of(case: Case) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(check(case)) for name, check in CHECKS.items()}


# --- All pairs of start and target.


@cache
def start_profile(cell: tuple[int, int]) -> Profile:
    (folder,) = (ROOT / "tests/cases/accept").glob(f"{cell[0]}{cell[1]}-*")
    return load_profile(folder / "profile.yaml")


@cache
def from_start_to_target(start: tuple[int, int], target: tuple[int, int]) -> Case:
    profile = replace(start_profile(start), target=target_of(target))
    before = assess(profile, MODEL)
    after = carried_out(before.plan, profile)
    return Case(
        profile=profile,
        findings=before.findings,
        fitting=before.fitting,
        gap=before.gap,
        cell=before.cell.stages,
        plan=before.plan,
        after=after,
        findings_after=assess(after, MODEL).findings,
    )


def test_the_pairs_are_all_that_make_sense() -> None:
    assert len(PAIRS) == sum((5 - x) * (5 - y) - 1 for x, y in CELLS) == 84


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0][0]}{pair[0][1]}-to-{pair[1][0]}{pair[1][1]}")
def test_from_every_cell_to_every_cell_above(pair: tuple[tuple[int, int], tuple[int, int]]) -> None:
    start, target = pair
    case = from_start_to_target(start, target)
    assert case.cell == start
    assert case.gap.target == target
    assert case.end == case.plan.cell == target
    assert {name: faults for name, faults in faults_of(case).items() if faults} == {}


# --- Random profiles with random targets.


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of one random profile; kept without the profile itself, as there are thousands."""

    seed: int
    start: tuple[int, int]
    target: tuple[int, int]
    unknown: bool
    measures: int
    faults: Mapping[str, tuple[str, ...]]

    @property
    def has_a_way_to_go(self) -> bool:
        return any(map(int.__lt__, self.start, self.target))


def a_random_start(chance: random.Random) -> Profile:
    """A random profile, as drawn or led to about a random cell, at times with a frame for dates and declarations."""
    data: dict[str, Any] = a_random_profile(chance)
    if chance.random() < 0.3:
        start = DAY + timedelta(days=chance.choice((0, 1, 17, 60, 300)))
        data["plan"] = {"start": start.isoformat(), "capacity": chance.choice((1, 5, 12, 40, 400))}
    data.pop("decisions", None)
    if chance.random() < 0.3:
        states = ("ruled_out", "postponed", "decided", "planned")
        data["decisions"] = [
            {"subject": subject, "state": chance.choice(states)}
            for subject in chance.sample(SUBJECTS, chance.choice((1, 2)))
        ]
    if chance.random() < 0.2:
        gates = chance.sample([c.id for c in MODEL.criteria if c.kind is Kind.GATE and c.stage > 1], 2)
        states = ("not_applicable", "waived")
        data["declarations"] = [
            {"criterion": c, "state": chance.choice(states), "reason": "R", "by": "B", "date": DAY.isoformat()}
            for c in gates
        ]
    software = data.get("software")
    records = software.get("lead_records") if isinstance(software, dict) else None
    if isinstance(records, dict) and "system" not in records and "systems" in software:
        records.pop("kept_in", None)  # no CRM with leads beside a complete list of systems without one
        records.setdefault("complete", True)
    try:
        profile = load_profile_text(as_bytes(data), "random.yaml")
    except UserError:  # chance has drawn what the door refuses
        return a_random_start(chance)
    if profile.withheld:  # what is only heard no measure changes, so a plan need not lead beyond it
        return a_random_start(chance)
    cell = {axis.id: chance.choice((1, 1, 2, 3, 4)) for axis in MODEL.axes}
    led = [
        measure
        for measure in MODEL.measures
        if any(2 <= c.stage <= cell[c.axis] for c in map(MODEL.criterion, measure.satisfies))
    ]
    some = [measure for measure in led if chance.random() < 0.97]
    return carry_out(profile, some, MODEL).profile if chance.random() < 0.7 else profile


def a_random_target(chance: random.Random, start: tuple[int, int]) -> Target:
    above = [cell for cell in CELLS if any(map(int.__lt__, start, cell))]
    if above and chance.random() < 0.98:
        target = target_of(chance.choice(above))
        kind = chance.random()
        if kind < 0.2:  # what the program takes for sensible, or the whole way, which makes the longest plans
            return Target() if kind < 0.1 else target_of(CELLS[-1])
        return target
    return target_of(chance.choice(CELLS))


def case_of(profile: Profile) -> Case:
    findings = find(profile, MODEL)
    axes = judge(findings, MODEL)
    fitting, gap, plan = way_of(profile, findings, axes, MODEL)
    after = carried_out(plan, profile)
    return Case(
        profile=profile,
        findings=findings,
        fitting=fitting,
        gap=gap,
        cell=cell_of(axes),
        plan=plan,
        after=after,
        findings_after=find(after, MODEL),
    )


def cell_of(axes: Sequence[AxisResult]) -> tuple[int, int]:
    return axes[0].proven, axes[1].proven


def a_random_case(seed: int) -> Case:
    chance = random.Random(seed)
    profile = a_random_start(chance)
    cell = cell_of(judge(find(profile, MODEL), MODEL))
    return case_of(replace(profile, target=a_random_target(chance, cell)))


@cache
def trials(number: int) -> tuple[Trial, ...]:
    found = []
    for seed in range(number):
        case = a_random_case(seed)
        found.append(
            Trial(
                seed=seed,
                start=case.cell,
                target=case.gap.target,
                unknown=any(f.outcome is Outcome.UNKNOWN for f in case.gap.open),
                measures=len(case.order),
                faults=faults_of(case),
            )
        )
    return tuple(found)


@pytest.mark.parametrize("check", CHECKS)
def test_of_every_random_profile(check: str) -> None:
    assert faults_in(trials(FEW), check) == []


@pytest.mark.long
def test_of_two_thousand_random_profiles_of_all_kinds() -> None:
    tried = trials(MANY)
    assert {check: faults for check in CHECKS if (faults := faults_in(tried, check))} == {}
    assert len({trial.seed for trial in tried if trial.has_a_way_to_go}) >= 2_000
    assert {trial.start for trial in tried} == set(CELLS)
    assert {trial.target for trial in tried} == set(CELLS)
    assert sum(trial.unknown for trial in tried) > 200
    assert sum(trial.measures > 30 for trial in tried) > 100
    assert sum(0 < trial.measures < 4 for trial in tried) > 100
    assert any(not trial.has_a_way_to_go and trial.measures == 0 for trial in tried)


def faults_in(tried: Sequence[Trial], check: str) -> list[tuple[object, ...]]:
    return [(trial.seed, trial.start, trial.target, fault) for trial in tried for fault in trial.faults[check]]


# --- Two measures for one gate, which the built-in model hardly ever needs.


@pytest.fixture
def overlapping(tmp_path: Path) -> Plan:
    """A plan of M-A (gates 1 and 2), M-C (gate 4, needs 2), M-B (gates 2 and 3), all of them needed, and M-D."""
    conditions = {
        1: "process.rule_set.document != none",
        2: "process.rule_set.dispute_path != none",
        3: "process.agreement.document != none",
        4: "process.agreement.escalation != none",
    }
    texts = {"en": "x", "fr": "y"}

    def measure(name: str, gates: list[str], days: int, after: list[str], *fields: str) -> dict[str, Any]:
        effort = {"small": [days, days, days], "big": [days, days, days]}
        effects = [
            {"at": f"process.{group}", "state": {field: {"fill": texts}}}
            for group, field in (path.split(".") for path in fields)
        ]
        return a_measure_entry(name, satisfies=gates, effort=effort, after=after, effects=effects)

    folder = a_model_folder(
        tmp_path,
        files={
            "criteria/all.yaml": [
                *(a_criterion_entry(f"T2-PEO-{number}", condition=text) for number, text in conditions.items()),
                a_criterion_entry("C2-TOO-1"),
            ],
            "measures/all.yaml": [
                measure("M-A", ["T2-PEO-1", "T2-PEO-2"], 1, [], "rule_set.document", "rule_set.dispute_path"),
                measure("M-B", ["T2-PEO-2", "T2-PEO-3"], 3, [], "rule_set.dispute_path", "agreement.document"),
                measure("M-C", ["T2-PEO-4"], 2, ["T2-PEO-2"], "agreement.escalation"),
                measure("M-D", ["C2-TOO-1"], 9, [], "rule_set.document"),
            ],
        },
    )
    return assess(load_fragment("process: none", "profile.yaml", on=DAY), load_model(folder)).plan


def test_a_gate_is_closed_by_the_first_measure_that_satisfies_it(overlapping: Plan) -> None:
    assert [(planned.measure.id, planned.closes) for planned in overlapping.measures] == [
        ("M-D", ("C2-TOO-1",)),
        ("M-A", ("T2-PEO-1", "T2-PEO-2")),
        ("M-C", ("T2-PEO-4",)),
        ("M-B", ("T2-PEO-3",)),
    ]
    assert overlapping.reached


def test_a_measure_prepares_only_what_comes_later(overlapping: Plan) -> None:
    assert {planned.measure.id: planned.prepares for planned in overlapping.measures} == {
        "M-D": (),
        "M-A": ("T2-PEO-2",),
        "M-C": (),
        "M-B": (),
    }


# --- The checks see what is wrong.


def with_measures(case: Case, change: Callable[[list[PlannedMeasure]], list[PlannedMeasure]]) -> Case:
    """The plan with other measures, all in the last step, and what comes of it when it is carried out."""
    measures = tuple(change(list(case.plan.measures)))
    *first, last = case.plan.steps
    kept = [replace(step, measures=()) for step in first]
    plan = replace(case.plan, steps=(*kept, replace(last, measures=measures)))
    after = carried_out(plan, case.profile)
    return replace(case, plan=plan, after=after, findings_after=find(after, MODEL))


def first_with(attribute: str, measures: list[PlannedMeasure]) -> int:
    return next(index for index, planned in enumerate(measures) if getattr(planned, attribute))


def but_for(index: int, measures: list[PlannedMeasure], **other: Any) -> list[PlannedMeasure]:
    return [*measures[:index], replace(measures[index], **other), *measures[index + 1 :]]


def other_step(case: Case, change: Callable[[PlanStep], PlanStep]) -> Case:
    first, *rest = case.plan.steps
    return replace(case, plan=replace(case.plan, steps=(change(first), *rest)))


def waiver(criterion: str) -> Declaration:
    return Declaration(criterion=criterion, state="waived", reason="R", by="B", date=DAY, place=Place(1, 1))


WRONG: dict[str, list[Callable[[Case], Case]]] = {
    "reaches": [
        lambda case: with_measures(case, lambda all_: [p for p in all_ if not p.closes]),
        lambda case: replace(case, plan=replace(case.plan, cell=(1, 1))),
        lambda case: replace(case, plan=replace(case.plan, reached=False)),
        lambda case: replace(
            case, gap=replace(case.gap, target=(4, 4)), after=case.profile, findings_after=case.findings
        ),
    ],
    "obeys": [
        lambda case: replace(
            case, profile=replace(case.profile, decisions=(Decision(subject="agreement", state="ruled_out"),))
        ),
        lambda case: replace(
            case, profile=replace(case.profile, decisions=(Decision(measure="M-VISITS", state="postponed"),))
        ),
        lambda case: replace(case, profile=replace(case.profile, declarations=(waiver("X2-PRO-1"),))),
    ],
    "once": [
        lambda case: with_measures(case, lambda all_: [*all_, all_[0]]),
        lambda case: with_measures(case, lambda all_: all_[1:]),
    ],
    "prerequisites": [
        lambda case: with_measures(case, lambda all_: all_[::-1]),
        lambda case: with_measures(case, lambda all_: [p for p in all_ if not p.prepares]),
    ],
    "closes": [
        lambda case: with_measures(case, lambda all_: [p for p in all_ if not p.closes]),
        lambda case: with_measures(case, lambda all_: but_for(first_with("closes", all_), all_, closes=())),
        lambda case: replace(case, findings_after=case.findings),
    ],
    "nothing_needless": [
        lambda case: with_measures(
            case, lambda all_: [*all_, replace(all_[0], measure=MODEL.measure("M-STATUS-OWNERS"))]
        ),
    ],
    "prepares": [
        lambda case: with_measures(case, lambda all_: but_for(first_with("prepares", all_), all_, prepares=())),
        lambda case: with_measures(case, lambda all_: but_for(0, all_, closes=(), prepares=())),
    ],
    "efforts": [
        lambda case: replace(case, plan=replace(case.plan, effort=NO_TOTAL)),
        lambda case: replace(case, plan=replace(case.plan, loads=case.plan.loads[1:])),
        lambda case: replace(case, plan=replace(case.plan, size=next(s for s in MODEL.sizes if s != case.plan.size))),
        lambda case: other_step(case, lambda step: replace(step, effort=NO_TOTAL)),
        lambda case: with_measures(case, lambda all_: but_for(0, all_, effort=Effort(0, 0, 0))),
    ],
    "confirmed": [
        lambda case: replace(
            case, plan=replace(case.plan, effort_if_confirmed=replace(case.plan.effort, likely=10_000))
        ),
        lambda case: replace(case, plan=replace(case.plan, effort_if_confirmed=NO_TOTAL)),
    ],
    "steps": [
        lambda case: other_step(case, lambda step: replace(step, cell=case.cell)),
        lambda case: other_step(case, lambda step: replace(step, coordinates=(Fraction(4), Fraction(4)))),
        lambda case: replace(case, plan=replace(case.plan, steps=case.plan.steps[1:])),
    ],
    "quick_wins": [
        lambda case: with_measures(case, lambda all_: but_for(first_with("quick_win", all_), all_, quick_win=False)),
    ],
    "changes": [
        lambda case: with_measures(case, lambda all_: but_for(0, all_, changes=())),
        lambda case: with_measures(case, lambda all_: but_for(0, all_, changes=all_[1].changes)),
    ],
    "dates": [
        lambda case: replace(case, plan=replace(case.plan, schedule=None)),
        lambda case: replace(case, profile=replace(case.profile, plan=PlanFrame(start=DAY, capacity=1))),
        lambda case: with_measures(case, lambda all_: but_for(0, all_, slot=None)),
        lambda case: with_measures(
            case, lambda all_: [replace(p, slot=p.slot and replace(p.slot, week=0)) for p in all_]
        ),
        lambda case: replace(
            case,
            plan=replace(case.plan, schedule=case.plan.schedule and replace(case.plan.schedule, quarters=())),
        ),
    ],
}


@cache
def a_sound_case() -> Case:
    """From the first cell to the last, with dates and nothing unknown."""
    return case_of(replace(start_profile((1, 1)), target=target_of((4, 4)), plan=PlanFrame(start=DAY, capacity=20)))


@pytest.mark.parametrize(
    ("check", "index"), [(check, index) for check, wrong in WRONG.items() for index in range(len(wrong))]
)
def test_a_wrong_plan_is_noticed(check: str, index: int) -> None:
    assert list(CHECKS[check](a_sound_case())) == []
    assert list(CHECKS[check](WRONG[check][index](a_sound_case())))


def test_for_every_check_there_is_a_wrong_plan() -> None:
    assert set(WRONG) == set(CHECKS)
