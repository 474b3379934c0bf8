"""What stands around the plan: what to find out first, what is due, what is ruled out, what lies beyond."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.assessment import Aim, Assessment, Finding, Outcome
from lmmm_report.domain.model import Reason
from lmmm_report.domain.plan import Barrier, FirstKind, Obstacle, PlannedMeasure, Upkeep
from lmmm_report.domain.statements import Decision
from lmmm_report.report.views.asked import asked_words
from lmmm_report.report.words.cells import cell_brief, toward
from lmmm_report.report.words.facts import FactWords
from lmmm_report.report.words.wording import Wording

MISSING = 3
"""Facts that a question names."""
MANY = 12
"""More questions than that are not counted up."""
STANDING = 2
"""Obstacles that a sentence names; where there are more, it names none."""


class AskView(NamedTuple):
    """Something to find out before measures are begun that may not be needed."""

    id: str
    text: str
    whom: str
    note: str
    """What the answer decides."""
    missing: str
    """What is not stated."""


class BarrierView(NamedTuple):
    """What stands in the way of the target, or of what lies beyond it."""

    text: str
    line: int
    """0 where it follows from the company's size."""
    gates: tuple[str, ...]


class UpkeepView(NamedTuple):
    """An occasion that the cell rests on and that is due."""

    text: str
    line: int
    gates: tuple[str, ...]


class Weighed(NamedTuple):
    """Reasons against a step of which the same is known."""

    head: str
    """Whether they hold here, or are to be checked."""
    reasons: tuple[str, ...]

    @property
    def whole(self) -> str:
        """All of it in a row."""
        return f"{self.head} {' '.join(self.reasons)}"


class AheadView(NamedTuple):
    """All of it in one language."""

    reason: str
    """Why this target."""
    nothing: str
    """Key of what is said where no step is to be taken."""
    questions: tuple[AskView, ...]
    barriers: tuple[BarrierView, ...]
    upkeep: tuple[UpkeepView, ...]
    cautions: tuple[tuple[str, tuple[Weighed, ...]], ...]
    """Where the question is whether to go on: what speaks against it."""
    outlook: str
    beyond: tuple[BarrierView, ...]
    """What stands in the way of the outlook."""
    beyond_said: tuple[str, ...]
    """The same in sentences; what is too large for the company in one."""


def ahead_view_of(a: Assessment, w: Wording, people: Mapping[str, str] = MappingProxyType({})) -> AheadView:
    """What stands around the plan of one assessment; ``people`` are names by the id of the role that they have."""
    printer = _Printer(a, w, people)
    outlook = a.plan.outlook
    return AheadView(
        reason=why_this_target(a, w),
        nothing=nothing_left(a),
        questions=tuple(printer.questions()),
        barriers=tuple(map(printer.barrier, a.gap.barriers)),
        upkeep=tuple(map(printer.due, a.plan.upkeep)),
        cautions=tuple((w.of(c.text), weighed(c.reasons, w)) for c in a.gap.cautions),
        outlook=printer.outlook(),
        beyond=tuple(map(printer.barrier, outlook.barriers if outlook else ())),
        beyond_said=tuple(printer.beyond(outlook.barriers if outlook else ())),
    )


def weighed(reasons: Iterable[Reason], w: Wording) -> tuple[Weighed, ...]:
    """Reasons against a step: those that the profile bears out, then those that are to be checked."""
    groups: dict[bool, list[str]] = {True: [], False: []}
    for reason in reasons:
        groups[bool(reason.holds)].append(w.of(reason.text))
    return tuple(
        Weighed(w.say("caution.holds" if holds else "caution.if"), tuple(texts))
        for holds, texts in groups.items()
        if texts
    )


def why_this_target(a: Assessment, w: Wording) -> str:
    """Why the plan leads where it does: the company's word, else what makes sense from where it certainly stands."""
    open_still = not a.firm and a.gap.aim in (Aim.LAGGING, Aim.LINE)
    return w.say(f"target.{a.gap.aim.value}{'.open' if open_still else ''}")


def nothing_left(a: Assessment) -> str:
    """Key of what is said where no step is to be taken."""
    if is_blocked(a):
        return "path.asked" if may_open(a) else "path.blocked"
    return {Aim.HOLD: "path.hold", Aim.KEEP: "path.top"}.get(a.gap.aim, "path.none")


def steps_tally(a: Assessment, w: Wording) -> str:
    """How many steps and open gates lie before the target; what is said where there are none."""
    steps = a.gap.steps
    if not steps:
        return w.say(nothing_left(a))
    known = all(finding.outcome is Outcome.NOT_MET for finding in a.gap.open)
    gates = w.say("path.gates" if known else "path.gates.open", count=len(a.gap.open))
    return w.say("path.tally", count=len(steps), gates=gates)


def steps_rule(a: Assessment, w: Wording) -> str:
    """In which order the steps go, as far as that says something of this way; else empty."""
    (x, y), axes = a.cell.stages, {step.axis.id for step in a.gap.steps}
    if x != y and axes:
        return w.say("path.rule.lagging" if len(axes) == 1 else "path.rule")
    along = len(axes) > 1 and a.gap.attainable[0] == a.gap.attainable[1]
    return w.say("path.rule.line") if along else ""


def is_blocked(a: Assessment) -> bool:
    """Whether no way leads to the target, as things stand."""
    return any(map(int.__lt__, a.gap.attainable, a.gap.target))


def may_open(a: Assessment) -> bool:
    """Whether an answer may still open the way on."""
    return any(question.opens for question in a.plan.questions)


def blocked_words(a: Assessment, w: Wording) -> str:
    """That no way leads on to the target, or that an answer decides whether one does."""
    return w.say("gap.asked" if may_open(a) else "gap.blocked")


def short_words(a: Assessment, w: Wording) -> str:
    """That the plan does not reach the target, and because of what; empty where it does, and where there is none."""
    if a.plan.reached or not a.plan.measures:
        return ""
    aim = toward(a.gap)
    if is_blocked(a) and may_open(a):
        return w.say(f"plan.short.asked{aim}")
    if is_blocked(a):
        return w.say(f"plan.short.while{aim}", reasons=w.listed(_standing(a, w)))
    return w.say(f"plan.short{aim}")


def _standing(a: Assessment, w: Wording) -> tuple[str, ...]:
    """What has to stand for the target to be out of reach, in clauses; in one that names nothing where it is much."""
    said: list[str] = []
    for barrier in a.gap.barriers:
        if barrier.declaration is not None:
            name = w.of(a.model.criterion(barrier.declaration.criterion).short)
            said.append(w.say("plan.short.set_aside", criterion=name))
        elif barrier.decision is not None and barrier.decision.state:
            what, state = decision_words(barrier.decision, w)
            said.append(w.say("plan.short.stands", what=what, state=state))
        else:
            said.append("")
    told = tuple(dict.fromkeys(said))
    return told if all(told) and 0 < len(told) <= STANDING else (w.say("plan.short.other"),)


def decision_words(decision: Decision, w: Wording) -> tuple[str, str]:
    """What a decision is about, in the company's words where there are some, and how it was decided."""
    what = decision.what or w.say(f"said.subject.{decision.subject or 'other'}")
    return what.rstrip("."), w.say(f"said.state.{decision.state}")


def reasons_of(planned: PlannedMeasure, a: Assessment, w: Wording) -> tuple[str, ...]:
    """Why a measure stands where it does: what it eases, on what it hangs, whether the company's size bears it."""
    said = [
        w.say("plan.eases", problem=eased.hurt.text.rstrip("."), why=w.of(eased.why))
        if eased.by == planned.measure.id
        else w.say("plan.eases.before", problem=eased.hurt.text.rstrip("."), measure=_numbered(eased.by, a, w))
        for eased in planned.eases
    ]
    if planned.decided is not None:
        what = planned.decided.what or w.say(f"said.subject.{planned.decided.subject or 'other'}")
        said.append(w.say(f"plan.decided.{planned.decided.state}", what=what.rstrip(".")))
    if planned.occasion is not None:
        said.append(w.of(planned.occasion))
    said += [w.say("plan.made", role=role_in(role, a, w), number=number) for role, number in planned.made]
    if planned.meets:
        said.append(w.say("plan.useful", count=len(planned.meets), gates=w.listed(_quoted(planned.meets, a, w))))
    if planned.if_no:
        said.append(w.say("plan.if_no", gates=w.listed(_quoted(planned.if_no, a, w))))
    if planned.beyond_size:
        said.append(w.say("plan.beyond_size", size=w.of(a.plan.size.name)))
    return tuple(said)


def _quoted(criteria: tuple[str, ...], a: Assessment, w: Wording) -> Iterator[str]:
    """Criteria by their short names."""
    return (w.say("plan.quoted", name=w.of(a.model.criterion(one).short)) for one in criteria)


def _numbered(measure: str, a: Assessment, w: Wording) -> str:
    """A measure by its number in the plan and its title."""
    title = w.of(a.fitting.measure(measure).title)
    number = next((m.number for m in (*a.plan.measures, *a.plan.relief) if m.measure.id == measure), None)
    return w.say("plan.quoted", name=title) if number is None else w.say("plan.numbered", number=number, title=title)


def role_in(owner: str, a: Assessment, w: Wording) -> str:
    """Who answers for a measure; that somebody has yet to be named where nobody is there."""
    return w.of(a.fitting.role_name(owner, a.model)) if owner else w.say("plan.owner.open")


def named_role(role: str, a: Assessment, w: Wording, people: Mapping[str, str]) -> str:
    """A role, behind the name of who has it where one is known."""
    said = role_in(role, a, w)
    return f"{people[role]} ({said})" if role in people else said


def first_words(a: Assessment, w: Wording) -> tuple[str, str] | None:
    """Headline and text of what comes first, where that is no measure; else ``None``."""
    printer, first = _Printer(a, w, {}), a.plan.first
    if first.kind is FirstKind.QUESTION:
        pairs = [*zip(printer.questions(), a.plan.questions, strict=True)]
        asked = [ask for ask, one in pairs if one.lifts] or [ask for ask, one in pairs if one.opens]
        asked = asked or list(printer.questions())
        headline = w.say("answer.next.ask" if len(asked) <= MANY else "answer.next.ask_many", count=len(asked))
        return (
            headline,
            f"{asked[0].text} {w.say('plan.ask.whom', whom=asked[0].whom) if asked[0].whom else ''}".strip(),
        )
    if first.kind is FirstKind.UPKEEP:
        return w.say("answer.next.keep"), printer.due(a.plan.upkeep[0]).text
    return None


class _Printer:
    def __init__(self, a: Assessment, w: Wording, people: Mapping[str, str]) -> None:
        self.a = a
        self.people = people
        self.w = w
        self.model = a.model
        self.words = FactWords(a.profile, w)

    def _asked(self, finding: Finding) -> str:
        return asked_words(finding, finding.missing, self.a.profile, self.words, self.w)

    def questions(self) -> Iterator[AskView]:
        w = self.w
        for question in self.a.plan.questions:
            note = "plan.ask.lifts" if question.lifts else "plan.ask.saves" if question.saves else ""
            note = "plan.ask.opens" if question.opens else note
            yield AskView(
                id=question.criterion,
                text=self._asked(self.a.by_id[question.criterion]),
                whom=w.listed(named_role(owner, self.a, w, self.people) for owner in question.whom),
                note=w.say(
                    note, count=len(question.saves), measures=w.listed(_numbered(m, self.a, w) for m in question.saves)
                )
                if note
                else "",
                missing=", ".join(
                    self.words.name(fact.path).whole for fact in self.a.by_id[question.criterion].missing[:MISSING]
                ),
            )

    def barrier(self, barrier: Barrier) -> BarrierView:
        w = self.w
        line = barrier.place.line if barrier.place else 0
        words: dict[str, str] = {}
        if barrier.measure:
            words["measure"] = w.of(self.a.fitting.measure(barrier.measure).title)
        if barrier.obstacle is Obstacle.DECISION and barrier.decision is not None:
            words["what"], words["state"] = decision_words(barrier.decision, w)
        if barrier.declaration is not None:
            words["criterion"] = w.of(self.model.criterion(barrier.declaration.criterion).short)
            words["state"] = w.say(f"declaration.{barrier.declaration.state}")
        if barrier.obstacle is Obstacle.SIZE:
            said = self.too_large((barrier,))
        else:
            key = f"barrier.{barrier.obstacle.value}"
            if barrier.decision is not None and self._only_needed(barrier):
                key += ".needed"
            said = w.say(key, **words)
        opening = {question.criterion for question in self.a.plan.questions if question.opens}
        asked = tuple(gate for gate in barrier.gates if gate in opening)
        if asked:
            gates = w.listed(_quoted(asked, self.a, w))
            said = f"{said} {w.say('barrier.asked', count=len(asked), gates=gates)}"
        return BarrierView(said, line, barrier.gates)

    def too_large(self, barriers: Sequence[Barrier]) -> str:
        """One sentence on measures that companies of this size seldom sustain."""
        titles = [self.w.say("plan.quoted", name=self.w.of(self.a.fitting.measure(b.measure).title)) for b in barriers]
        size = self.w.of(self.a.plan.size.name)
        return self.w.say("barrier.size", count=len(titles), measures=self.w.listed(titles), size=size)

    def beyond(self, barriers: Sequence[Barrier]) -> Iterator[str]:
        """Sentences on what stands in the way of the outlook; one on all that is too large for the company."""
        yield from (self.barrier(b).text for b in barriers if b.obstacle is not Obstacle.SIZE)
        if large := [b for b in barriers if b.obstacle is Obstacle.SIZE]:
            yield self.too_large(large)

    def _only_needed(self, barrier: Barrier) -> bool:
        """Whether a decision is about something that the measure would need, and not about what it brings about."""
        touches = self.model.measure(barrier.measure).touches if barrier.measure else ()
        return barrier.decision is not None and barrier.decision.subject in touches[1:]

    def due(self, upkeep: Upkeep) -> UpkeepView:
        w = self.w
        what = w.of(self.model.criterion(upkeep.criteria[0]).met).rstrip(".")
        key = "plan.due.past" if upkeep.due < self.a.profile.date else "plan.due.ahead"
        text = w.say(key, what=what, due=w.date(upkeep.due))
        if upkeep.next_on is not None:
            text += " " + w.say("plan.due.next", date=w.date(upkeep.next_on))
        return UpkeepView(text, upkeep.place.line, upkeep.criteria)

    def outlook(self) -> str:
        outlook = self.a.plan.outlook
        if (
            outlook is None
            or not outlook.measures
            or (outlook.cell == self.a.gap.attainable and self.a.gap.aim is not Aim.HOLD)
        ):
            return ""
        w = self.w
        return w.say(
            "plan.outlook",
            cell=cell_brief(outlook.cell, self.model, w),
            count=outlook.measures,
            low=outlook.effort.low,
            high=outlook.effort.high,
        )
