"""The measures of a model as they fit one company: in which variant, by whom, and which of them it has ruled out.

What a company has ruled out, put off or waived is not recommended, nor is anything that would need it before. Which
decisions touch a measure, and which sizes bear it, the model says as data.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.assess.conditions.evaluate import ask
from lmmm_report.assess.conditions.remembered import Remembered
from lmmm_report.domain.assessment import Finding, Outcome
from lmmm_report.domain.measure import Measure, Text
from lmmm_report.domain.model import Model, Rephrasing, rephrased
from lmmm_report.domain.plan import Barrier, Fitting, Obstacle
from lmmm_report.domain.profile import Profile
from lmmm_report.domain.statements import Decision

SETTLED = frozenset({Outcome.MET, Outcome.NOT_APPLICABLE})
"""Outcomes of criteria that nothing has to be done for."""


def fitting_of(
    profile: Profile, findings: Sequence[Finding], model: Model, broken: Mapping[tuple[str, str], Barrier] | None = None
) -> Fitting:
    """The measures of ``model`` as they fit the company.

    ``broken``: what a measure does not meet here although the model promises it, with what stands in the way.
    """
    broken = broken or {}
    before = _missing(profile, model)
    whole = tuple(_beginning(fitted(measure, profile, model), before) for measure in model.measures)
    fit = tuple(_without(measure, broken) for measure in whole)
    direct = {
        measure.id: barrier
        for measure in fit
        if (barrier := _barrier(measure, profile, findings, model, broken)) is not None
    }
    met = {f.criterion.id for f in findings if f.outcome in SETTLED}
    waived = {f.criterion.id: declared(f) for f in findings if f.waived and f.outcome not in SETTLED and f.declaration}
    can_be_met = _within_reach([m for m in fit if m.id not in direct], met, waived)
    causes = _Causes(fit, {**{c: b for (_, c), b in broken.items()}, **waived}, direct, met | can_be_met)
    shut: dict[str, Barrier] = {}
    barred = dict(direct)
    for measure in fit:
        needed = next((c for c in measure.after if c not in met and c not in can_be_met), None)
        if measure.id not in barred and needed is not None:
            barred[measure.id] = causes.of(needed)
    for finding in findings:
        criterion_id = finding.criterion.id
        if criterion_id not in met and criterion_id not in can_be_met and model.measures_for(criterion_id):
            shut[criterion_id] = causes.of(criterion_id)
    admitted = tuple(measure for measure in fit if measure.id not in barred)
    unknown = {f.criterion.id for f in findings if f.outcome is Outcome.UNKNOWN} - waived.keys()
    asked = tuple(c for c in shut if c in unknown and any(m.id in direct for m in fit if c in m.satisfies))
    return Fitting(
        whole,
        admitted,
        MappingProxyType(barred),
        MappingProxyType(shut),
        asked,
        rephrasings=situations_of(profile, model),
        unsure=unsure_of(profile, model),
    )


def fitted(measure: Measure, profile: Profile, model: Model) -> Measure:
    """The measure in the first of its variants whose condition is true."""
    for variant in measure.variants:
        if ask(variant.when, profile.facts, model.limits).value is True:
            return measure.fitted(variant)
    return measure


def _missing(profile: Profile, model: Model) -> Mapping[str, Collection[str]]:
    """What has to be met first because a part of the company does not exist, with the roles that it would have."""
    found: dict[str, list[str]] = {}
    for role, fallback in model.fallbacks.items():
        if fallback.missing is not None and ask(fallback.missing, profile.facts, model.limits).value is True:
            found.setdefault(fallback.first, []).append(role)
    return found


def _beginning(measure: Measure, before: Mapping[str, Collection[str]]) -> Measure:
    """The measure, after what brings about the roles that take part in it."""
    taking_part = {measure.owner, *measure.helpers}
    more = [c for c, roles in before.items() if not taking_part.isdisjoint(roles) and c not in measure.satisfies]
    return measure._replace(after=tuple(dict.fromkeys([*measure.after, *more]))) if more else measure


def situations_of(profile: Profile, model: Model, remembered: Remembered | None = None) -> tuple[Rephrasing, ...]:
    """The situations in which texts of measures and criteria speak otherwise, as far as the company is in them."""
    said = remembered or Remembered(model.limits)
    return tuple(one for one in model.rephrasings if said.ask(one.when, profile.facts) is True)


def unsure_of(profile: Profile, model: Model) -> frozenset[str]:
    """The roles of which nobody knows whether anyone has them: nothing is stated, and nobody of that part was heard."""
    heard = {participant.unit for participant in profile.participants}
    return frozenset(
        role
        for role, fallback in model.fallbacks.items()
        if fallback.unsure is not None
        and fallback.unit not in heard
        and ask(fallback.unsure, profile.facts, model.limits).value is True
    )


def unnamed_of(profile: Profile, model: Model) -> frozenset[str]:
    """The roles that somebody may well have, and of which the profile does not say who."""
    return frozenset(
        role
        for role, fallback in model.fallbacks.items()
        if fallback.named is not None and ask(fallback.named, profile.facts, model.limits).value is not True
    )


def spoken(measure: Measure, profile: Profile, model: Model, remembered: Remembered | None = None) -> Measure:
    """The measure in words that fit who is there: texts of its own for the situation, else phrases said otherwise.

    A text that a variant has put in place of the measure's own stays, and speaks by phrases.
    """
    situations = situations_of(profile, model, remembered)
    if not situations:
        return measure
    own = model.measure(measure.id)

    def said(text: Text, name: str) -> Text:
        if text == getattr(own, name):
            text = next(filter(None, (getattr(one, name) for one in whole)), text)
        return rephrased(text, situations)

    ids = [one.id for one in situations]
    whole = sorted((one for one in own.worded if one.situation in ids), key=lambda one: ids.index(one.situation))
    return measure._replace(
        title=said(measure.title, "title"),
        what=said(measure.what, "what"),
        first_step=said(measure.first_step, "first_step"),
        done_when=said(measure.done_when, "done_when"),
    )


def owner_of(owner: str, profile: Profile, model: Model) -> str:
    """Who answers for what a role should: the role itself where it is filled, else who takes its place, else nobody."""
    fallback = model.fallbacks.get(owner)
    if fallback is not None and fallback.joined and is_filled(fallback.joined, profile, model):
        return fallback.joined
    if fallback is None or is_filled(owner, profile, model):
        return owner
    return next((other for other in fallback.instead if is_filled(other, profile, model)), "")


def whom_of(owners: Sequence[str], profile: Profile, model: Model) -> tuple[str, ...]:
    """The roles that can answer, those first whose part of the company has not been heard."""
    heard = {participant.unit for participant in profile.participants if participant.unit}
    gone = {role for roles in _missing(profile, model).values() for role in roles}
    asked = [owner for owner in owners if owner not in gone] or owners
    filled = dict.fromkeys(owner for owner in (owner_of(owner, profile, model) for owner in asked) if owner)

    def is_heard(owner: str) -> bool:
        fallback = model.fallbacks.get(owner)
        return fallback is not None and bool(fallback.unit) and fallback.unit in heard

    return tuple(sorted(filled, key=is_heard))


def is_filled(owner: str, profile: Profile, model: Model) -> bool:
    """Whether there is certainly somebody with a role."""
    fallback = model.fallbacks.get(owner)
    return fallback is None or ask(fallback.there, profile.facts, model.limits).value is True


def _without(measure: Measure, broken: Mapping[tuple[str, str], Barrier]) -> Measure:
    """The measure without what it does not meet here."""
    if not any(measure_id == measure.id for measure_id, _ in broken):
        return measure
    return measure._replace(satisfies=tuple(c for c in measure.satisfies if (measure.id, c) not in broken))


def _barrier(
    measure: Measure,
    profile: Profile,
    findings: Sequence[Finding],
    model: Model,
    broken: Mapping[tuple[str, str], Barrier],
) -> Barrier | None:
    """Why a measure is not recommended for its own sake."""
    for number, decision in enumerate(profile.decisions):
        touched = decision.subject in measure.touches or decision.measure == measure.id
        if decision.bars and touched:
            place = profile.place(("decisions", number))
            return Barrier(Obstacle.DECISION, measure=measure.id, decision=decision, place=place)
    # What a measure satisfies first is what it is for: set aside, and not there anyhow, it is not to be brought about.
    purpose = model.measure(measure.id).satisfies[0]
    own = [f for f in findings if f.criterion.id in measure.satisfies and f.outcome not in SETTLED]
    aside = [f for f in findings if f.criterion.id == purpose and f.declaration and f.observed is not Outcome.MET]
    if own and (aside or all(f.waived for f in own)):
        return declared((aside or own)[0])._replace(measure=measure.id)
    if not measure.satisfies:
        return next(barrier for (measure_id, _), barrier in broken.items() if measure_id == measure.id)
    size = model.size_of(profile.company.employees)
    if beyond(measure, size.id) and profile.company.employees is not None and not profile.target.stages:
        return Barrier(Obstacle.SIZE, measure=measure.id)
    return None


def decided(measure: Measure, profile: Profile, model: Model) -> Decision | None:
    """The company's decision to do what a measure is about."""
    touches = model.measure(measure.id).touches
    for decision in profile.decisions:
        if decision.state in ("decided", "planned") and (decision.subject in touches or decision.measure == measure.id):
            return decision
    return None


def beyond(measure: Measure, size: str) -> bool:
    """Whether a company of this class of size seldom bears a measure."""
    return bool(measure.sizes) and size not in measure.sizes


def declared(finding: Finding) -> Barrier:
    """The company's declaration as what stands in the way."""
    declaration = finding.declaration
    assert declaration is not None
    return Barrier(Obstacle.DECLARATION, declaration=declaration, place=declaration.place)


def _within_reach(measures: Sequence[Measure], met: Collection[str], waived: Collection[str]) -> set[str]:
    """The criteria that measures can meet, with all that these need before."""
    found: set[str] = set()
    waiting = list(measures)
    while True:
        ready = [m for m in waiting if all(c in met or c in found for c in m.after)]
        if not ready:
            return found
        found.update(c for m in ready for c in m.satisfies if c not in waived)
        waiting = [m for m in waiting if m not in ready]


class _Causes(NamedTuple):
    """What keeps criteria from being met, found by going back through what would have to be met before."""

    fit: Sequence[Measure]
    own: Mapping[str, Barrier]
    """By id of a criterion what stands in its own way: it is waived, or a measure does not meet it here."""
    direct: Mapping[str, Barrier]
    reached: Collection[str]

    def of(self, criterion_id: str) -> Barrier:
        """What keeps this one shut; measures that wait for each other cannot be in a loaded model."""
        ways = [measure for measure in self.fit if criterion_id in measure.satisfies]
        for measure in ways if criterion_id not in self.own else ():
            if measure.id in self.direct:
                return self.direct[measure.id]
            for needed in measure.after:
                if needed not in self.reached:
                    return self.of(needed)
        return self.own[criterion_id]
