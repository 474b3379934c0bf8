"""The plan: from the open gates on the path to measures in order, with effort, dates and the position after a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.assess.effects import carry_out
from lmmm_report.assess.plan.beginning import asked_on_the_way, first_of, questions_of
from lmmm_report.assess.plan.order import eased_by, hanging_on
from lmmm_report.assess.plan.relief import relief_of
from lmmm_report.assess.plan.schedule import schedule_of, terms_of
from lmmm_report.assess.plan.search import cheapest, in_order
from lmmm_report.assess.result.coordinates import stages_and_coordinates
from lmmm_report.assess.result.fitting import SETTLED, beyond, decided, is_filled, owner_of, spoken
from lmmm_report.assess.result.gap import within_reach
from lmmm_report.domain.assessment import AxisResult, Finding, Gap, Outcome, Step
from lmmm_report.domain.measure import Effort, Measure, Total
from lmmm_report.domain.model import Kind, Model
from lmmm_report.domain.plan import Eased, Fitting, Load, Outlook, Plan, PlannedMeasure, PlanStep
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.totals import total_of


def remembered_of(profile: Profile, findings: Iterable[Finding], model: Model) -> Remembered:
    """What the gates say of changed facts, beginning with what they have said of the profile."""
    said = {outcome: value for value, outcome in _OUTCOMES.items()}
    gates = (f for f in findings if f.criterion.kind is Kind.GATE)
    return Remembered(model.limits, profile.facts, ((f.criterion.condition, said[f.observed]) for f in gates))


_OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNKNOWN}


def proven(
    profile: Profile, findings: Iterable[Finding], model: Model, remembered: Remembered
) -> tuple[tuple[int, int], tuple[Fraction, Fraction]]:
    """Proven cell and coordinates of changed facts: every gate is asked again; declarations stay as they are."""
    outcomes = {
        f.criterion.id: f.outcome
        if f.outcome is Outcome.NOT_APPLICABLE
        else _OUTCOMES[remembered.ask(f.criterion.condition, profile.facts)]
        for f in findings
        if f.criterion.kind is Kind.GATE
    }
    (x, _, at_x), (y, _, at_y) = stages_and_coordinates(model, outcomes)
    return (x, y), (at_x.low, at_y.low)


class Planner:
    """Makes plans of one company: the cheapest, and that of measures which are chosen otherwise."""

    def __init__(
        self,
        profile: Profile,
        findings: Sequence[Finding],
        axes: tuple[AxisResult, AxisResult],
        gap: Gap,
        *,
        model: Model,
        fitting: Fitting,
        remembered: Remembered,
    ) -> None:
        self.profile, self.findings, self.axes, self.gap = profile, findings, axes, gap
        self.model, self.fitting = model, fitting
        self.remembered = remembered
        """What gates say of the facts as far as a plan has been carried out."""
        self.size = model.size_of(profile.company.employees).id
        self.efforts: Mapping[str, Effort] = {measure.id: measure.efforts[self.size] for measure in fitting.measures}
        self.costs = {measure_id: effort.likely for measure_id, effort in self.efforts.items()}
        self.met = frozenset(f.criterion.id for f in findings if f.outcome in SETTLED)
        self.unknown = frozenset(f.criterion.id for f in findings if f.outcome is Outcome.UNKNOWN)
        self.hangs: Mapping[str, tuple[str, ...]] = {}
        self.eased: Mapping[str, tuple[Eased, ...]] = {}
        self.lacking = frozenset(r for r in model.fallbacks if not is_filled(r, profile, model))
        """The roles that nobody has for certain."""
        self.made: dict[str, int] = {}
        """By role that a measure of the plan brings about the number of this measure."""

    def plan(self) -> tuple[Plan, Profile]:
        """The cheapest way as far as the gap goes, what is worth doing beside it, and with what to begin.

        Beside it the profile when all is carried out. Gates that are unknown count as not met; what would be left if
        they turned out to be met is told with the plan.
        """
        way = cheapest(self.fitting.admitted, self.costs, [f.criterion.id for f in self.gap.open], self.met)
        plan, here = self.with_measures(way.measures)
        order = [planned.measure for planned in plan.measures]
        relief = self._relief(order, len(order), here)
        plan = plan._replace(
            dearer=way.dearer,
            effort_if_confirmed=self._sum(self._if_confirmed()),
            relief=relief,
            relief_effort=total_of(one.effort for one in relief),
            outlook=self._outlook(),
        )
        return self.asking(plan), here

    def asking(self, plan: Plan) -> Plan:
        """The plan with what to find out first, and with what it begins."""
        questions = questions_of(
            self.profile, self.findings, self.axes, self.gap, plan=plan, model=self.model, fitting=self.fitting
        )
        plan = plan._replace(questions=questions)
        return plan._replace(first=first_of(plan))

    def in_plan_order(self, chosen: Sequence[Measure]) -> tuple[tuple[Measure, ...], ...]:
        """The measures of each step, in the order in which they are begun."""
        wanted = [f.criterion.id for f in self.gap.open]
        self.hangs = hanging_on(chosen, wanted, self.unknown, self.met)
        self.eased = eased_by(chosen, self.profile.hurts, self.met)
        return self._by_step(chosen, set(wanted))

    def with_measures(self, chosen: Sequence[Measure]) -> tuple[Plan, Profile]:
        """The plan of measures that lack nothing they need, and the profile when it has been carried out."""
        model, gap = self.model, self.gap
        placed = self.in_plan_order(chosen)
        self.made = {}
        order = [measure for measures in placed for measure in measures]
        schedule, slots = schedule_of(order, self.efforts, terms_of(self.profile), self.met)
        still_open = {f.criterion.id for f in gap.open}
        here, steps, number = self.profile, [], 0
        for step, measures in zip(gap.steps, placed, strict=True):
            planned = []
            for measure in measures:
                number += 1
                closes = tuple(c for c in measure.satisfies if c in still_open)
                still_open.difference_update(closes)
                one, here = self._planned(measure, here, number, closes, self._prepares(measure, order))
                planned.append(one._replace(slot=slots.get(measure.id)))
            cell, coordinates = proven(here, self.findings, model, self.remembered)
            steps.append(
                PlanStep(
                    number=step.number,
                    measures=tuple(planned),
                    effort=self._sum(measures),
                    cell=cell,
                    open=(),
                    coordinates=coordinates,
                )
            )
        if still_open:
            left = _still_open(here, still_open, model)
            steps = [
                done._replace(open=tuple(f.criterion.id for f in step.open if f.criterion.id in left))
                for done, step in zip(steps, gap.steps, strict=True)
            ]
        end = steps[-1].cell if steps else proven(here, self.findings, model, self.remembered)[0]
        effort = self._sum(order)
        reached = all(stage >= wanted_stage for stage, wanted_stage in zip(end, gap.target, strict=True))
        if schedule is not None and not reached:  # nothing can be in time, or late, for what is not reached
            schedule = schedule._replace(deadline=None)
        plan = Plan(
            size=model.size_of(self.profile.company.employees),
            size_stated=self.profile.company.employees is not None,
            steps=tuple(steps),
            effort=effort,
            dearer=0,
            effort_if_confirmed=effort,
            loads=self._loads([one for step in steps for one in step.measures]),
            cell=end,
            reached=reached,
            schedule=schedule,
        )
        return plan, here

    def _planned(
        self, measure: Measure, here: Profile, number: int, closes: tuple[str, ...], prepares: tuple[str, ...]
    ) -> tuple[PlannedMeasure, Profile]:
        """A measure of the plan, and the profile when it has been carried out on ``here``."""
        after = carry_out(here, [measure], self.model)
        owner = owner_of(measure.owner, here, self.model)
        helpers = [owner_of(helper, here, self.model) for helper in measure.helpers]
        if_no = self.hangs.get(measure.id, ())
        taking_part = tuple(dict.fromkeys([owner, *helpers]))
        made = tuple((role, self.made[role]) for role in taking_part if role in self.made)
        for role in self.lacking - self.made.keys():
            if is_filled(role, after.profile, self.model):
                self.made[role] = number
        planned = PlannedMeasure(
            number=number,
            measure=spoken(measure, here, self.model, self.remembered),
            effort=self.efforts[measure.id],
            closes=closes,
            prepares=prepares,
            quick_win=self._quick(measure, closes) and not if_no,
            changes=after.changes,
            owner=owner,
            helpers=tuple(dict.fromkeys(helper for helper in helpers if helper and helper != owner)),
            if_no=if_no,
            eases=self.eased.get(measure.id, ()),
            decided=decided(measure, self.profile, self.model),
            beyond_size=beyond(measure, self.size),
            made=made,
        )
        return planned, after.profile

    def _quick(self, measure: Measure, closes: Sequence[str]) -> bool:
        """Whether it closes a gate with little effort and in little time, and can begin today."""
        most = self.model.quick_weeks
        little = self.costs[measure.id] <= self.model.quick_days and (most is None or measure.weeks <= most)
        return bool(closes) and little and self.met.issuperset(measure.after)

    def _rank(self, measure: Measure, wanted: set[str]) -> tuple[bool, bool, bool]:
        """What comes first of measures that could begin: what hurts, then what is needed for certain and for a gate."""
        return (
            measure.id not in self.eased,
            bool(self.hangs.get(measure.id)),
            wanted.isdisjoint(measure.satisfies),
        )

    def _by_step(self, chosen: Sequence[Measure], wanted: set[str]) -> tuple[tuple[Measure, ...], ...]:
        """Each measure at the first step that needs it: for one of its gates, or for a measure that comes later."""
        ranks = {measure.id: self._rank(measure, wanted) for measure in chosen}
        step_of = _steps_of(in_order(chosen, self.costs, self.met, ranks), self.gap.steps, self.met)
        inside: list[list[Measure]] = [[] for _ in self.gap.steps]
        for measure in chosen:
            inside[step_of[measure.id]].append(measure)
        done = set(self.met)
        placed = []
        for measures in inside:
            placed.append(in_order(measures, self.costs, done, ranks))
            done.update(c for measure in measures for c in measure.satisfies)
        return tuple(placed)

    def _prepares(self, measure: Measure, order: Sequence[Measure]) -> tuple[str, ...]:
        """What it satisfies first and a later measure needs."""
        place = order.index(measure)
        before = self.met.union(*(other.satisfies for other in order[:place]))
        needed = {c for other in order[place + 1 :] for c in other.after}
        return tuple(c for c in measure.satisfies if c in needed and c not in before)

    def _if_confirmed(self) -> tuple[Measure, ...]:
        """What is left if everything that is unknown turns out to be met: what is missing for certain."""
        wanted = [f.criterion.id for f in self.gap.open if f.criterion.id not in self.unknown]
        return cheapest(self.fitting.admitted, self.costs, wanted, self.met | self.unknown).measures

    def _relief(self, order: Sequence[Measure], number: int, here: Profile) -> tuple[PlannedMeasure, ...]:
        """What eases what hurts although no gate on the way needs it, and what is worth doing now."""
        useful = asked_on_the_way(self.axes, self.gap, self.fitting, all_gates=True)
        proven_stages = {result.axis.id: result.proven for result in self.axes}
        left_over = {
            f.criterion.id: f.criterion.why
            for f in self.findings
            if f.criterion.kind is Kind.SIGN
            and f.outcome is Outcome.MET
            and f.criterion.stage < proven_stages[f.criterion.axis]
        }
        chosen = relief_of(
            self.profile,
            self.fitting,
            order,
            costs=self.costs,
            met=self.met,
            limits=self.model.limits,
            left_over=left_over,
            useful_anyhow=useful,
        )
        done = self.met.union(*(measure.satisfies for measure in order))
        # That something hurts, or has its occasion, says enough: nobody has to be asked whether it is there already.
        self.hangs = hanging_on(chosen.measures, chosen.wanted, self.unknown - done - set(chosen.wanted), done)
        self.eased = eased_by(chosen.measures, self.profile.hurts, done)
        ranks = {measure.id: self._rank(measure, set()) for measure in chosen.measures}
        found = []
        for measure in in_order(chosen.measures, self.costs, done, ranks):
            number += 1
            one, here = self._planned(measure, here, number, (), ())
            meets = tuple(c for c in useful if c in measure.satisfies and c not in done)
            found.append(one._replace(occasion=chosen.occasions.get(measure.id), meets=meets))
        return tuple(found)

    def _outlook(self) -> Outlook | None:
        """The whole way, where the target is not the company's own and lies before its end."""
        top = len(self.model.axes[0].stages)
        if self.gap.stated or self.gap.target == (top, top):
            return None
        cell, barriers = within_reach((top, top), self.axes, self.fitting)
        wanted = {
            gate.criterion.id
            for result, number in zip(self.axes, cell, strict=True)
            for stage in result.stages[result.proven : number]
            for gate in stage.gates
            if gate.outcome not in SETTLED
        }
        measures = cheapest(self.fitting.admitted, self.costs, wanted, self.met).measures
        return Outlook(cell=cell, measures=len(measures), effort=self._sum(measures), barriers=barriers)

    def _loads(self, planned: Sequence[PlannedMeasure]) -> tuple[Load, ...]:
        by_owner: dict[str, list[PlannedMeasure]] = {}
        for one in planned:
            by_owner.setdefault(one.owner, []).append(one)
        return tuple(
            Load(owner=owner, measures=len(by_owner[owner]), effort=total_of(m.effort for m in by_owner[owner]))
            for owner in (*self.model.owners, "")
            if owner in by_owner
        )

    def _sum(self, measures: Iterable[Measure]) -> Total:
        return total_of(self.efforts[measure.id] for measure in measures)


def _still_open(profile: Profile, gates: Iterable[str], model: Model) -> frozenset[str]:
    """Those of the gates that changed facts do not meet: measures can bring more than they promise."""
    return frozenset(
        gate for gate in gates if ask(model.criterion(gate).condition, profile.facts, model.limits).value is not True
    )


def _steps_of(ordered: Sequence[Measure], steps: Sequence[Step], met: frozenset[str]) -> Mapping[str, int]:
    """The place of the first step that needs each measure."""
    step_of: dict[str, int] = {}
    for number, step in enumerate(steps):
        needed = {finding.criterion.id for finding in step.open}
        while needed:
            found = [m for m in ordered if m.id not in step_of and needed & set(m.satisfies)]
            for measure in found:
                step_of[measure.id] = number
            needed = {c for m in found for c in m.after if c not in met}
    return step_of
