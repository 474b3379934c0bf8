"""Everything a template needs, ready to print, in one language: wording, rounding and ordering happen here."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lmmm_report.domain.assessment import Assessment, AxisResult, Outcome, StageResult
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.model import Kind
from lmmm_report.domain.what_if import WhatIf
from lmmm_report.report.pictures.ground import Ground, Mark, Words, ground_of, mark_of
from lmmm_report.report.pictures.matrix import Matrix, matrix_of
from lmmm_report.report.views.ahead import is_blocked, steps_rule, steps_tally, why_this_target
from lmmm_report.report.views.answers import Answer, answers_of
from lmmm_report.report.views.findings import (
    ContradictionView,
    FindingPrinter,
    FindingView,
    QuestionView,
    asked_once,
)
from lmmm_report.report.views.gap import GapView, gap_view_of
from lmmm_report.report.views.glance import ASKED, Glance, deciding_questions, gates_of, glance_of, ids_and
from lmmm_report.report.views.glossary import glossary_of
from lmmm_report.report.views.history import HistoryView, history_view_of
from lmmm_report.report.views.numbers import (
    BridgeView,
    NumbersView,
    bridge_view_of,
    disagreements_of,
    numbers_view_of,
)
from lmmm_report.report.views.page import PageView, page_view_of
from lmmm_report.report.views.plan import plan_view_of
from lmmm_report.report.views.plan_shapes import MeasureView, PlanView
from lmmm_report.report.views.said import SaidView, said_view_of
from lmmm_report.report.views.start import StartView, start_view_of
from lmmm_report.report.words.cells import (
    aimed,
    amount_words,
    axis_verdict,
    cell_words,
    half_stages,
    interval_words,
    place_numbers,
    place_words,
    position_words,
    stage_tally,
    toward,
)
from lmmm_report.report.words.claims import CLAIMS
from lmmm_report.report.words.sentences import diagnosis_in, headline_in, intersection_in, region_in, standfirst_in
from lmmm_report.report.words.wording import Claiming, Wording

if TYPE_CHECKING:
    from lmmm_report.report.pictures.printed import Printed
    from lmmm_report.report.views.sheet import SheetView
    from lmmm_report.report.views.working import WorkingView


class StageView(NamedTuple):
    """One stage of one axis."""

    id: str
    number: int
    name: str
    summary: str
    state: str
    state_label: str
    tally: str
    gates: tuple[FindingView, ...]
    signs: tuple[FindingView, ...]
    observed: tuple[FindingView, ...]
    """Signs that were observed."""
    current: bool


class AxisView(NamedTuple):
    """One axis."""

    id: str
    name: str
    summary: str
    verdict: str
    coordinate: str
    stages: tuple[StageView, ...]


class AreaView(NamedTuple):
    """One area: what is known, and its recommended practice."""

    id: str
    name: str
    known: str
    tally: str
    advice: tuple[FindingView, ...]


class SourceLine(NamedTuple):
    """One line of the profile, with the ids of the findings that read it."""

    number: int
    text: str
    used_by: tuple[str, ...]


class Proof(NamedTuple):
    """What the proof amounts to, in a sentence, and how it is to be read."""

    headline: str
    lead: str
    evidence: str
    """How many of the met gates have evidence, the first sentence of ``lead``; empty where none is met."""
    claims: tuple[str, ...]
    """What it asserts of the company."""


class ReportView(NamedTuple):
    """The whole report."""

    language: str
    title: str
    model_name: str
    company: str
    headline: str
    company_facts: tuple[tuple[str, str], ...]
    website: str
    date: str
    date_iso: str
    assessors: str
    firm: bool
    firmness: str
    cell_words: str
    cell_numbers: str
    place_words: str
    """The cell, or from where to where it may lie."""
    place_numbers: str
    possible_words: str
    position: str
    position_text: str
    diagnosis: str
    intersection: str
    remarks: tuple[str, ...]
    answers: tuple[Answer, ...]
    standfirst: str
    """What holds, in a sentence, below the headline."""
    length: str
    """How much room the headline takes: ``short``, ``long`` or ``longest``."""
    glance: Glance
    start: StartView | None
    first_measures: tuple[MeasureView, ...]
    """Those of the start that are shown in full."""
    gap: GapView
    ground: Ground
    mark: Mark
    printed: "Printed | None"
    """Where words stand in the picture on paper; this and the next two only where there is to be paper."""
    sheet: "SheetView | None"
    working: "WorkingView | None"
    matrix: Matrix
    matrix_title: str
    matrix_description: str
    regions: Mapping[str, str]
    """What lying ``on``, ``above`` or ``below`` the line means: its name, its short name, and a sentence."""
    axes: tuple[AxisView, ...]
    history: HistoryView
    aim: str
    """How texts on where the way leads end their keys: whether a target is named, and whether to go on at all."""
    target: str
    target_note: str
    way_claims: tuple[str, ...]
    """What is asserted of the target and the way to it."""
    steps_tally: str
    steps_rule: str
    plan: PlanView
    few_measures: bool
    """Whether the plan is so short that its second step is shown unfolded as well."""
    has_plan: bool
    """Whether there is anything to do, to find out or to mind."""
    efforts: tuple[tuple[str, str], ...]
    """Classes of effort with their meaning."""
    numbers: NumbersView | None
    bridge: BridgeView | None
    contradictions: tuple[ContradictionView, ...]
    """Those of the facts, then those of the numbers."""
    questions: tuple[QuestionView, ...]
    asks_first: bool
    """Whether the answers decide so much that asking comes before planning."""
    names: Mapping[str, str]
    """What criteria and measures are called, by their ids."""
    questions_head: str
    """By how much the answers narrow the range; empty where none does."""
    questions_claims: tuple[str, ...]
    first_questions: tuple[QuestionView, ...]
    other_questions: tuple[QuestionView, ...]
    deciding_questions: tuple[QuestionView, ...]
    """Those on whose answers the cell depends, each part of them asked once."""
    proof: Proof
    areas: tuple[AreaView, ...]
    declared: tuple[FindingView, ...]
    declared_note: str
    said: SaidView
    own_language: str
    """The profile's language where it is known to be another than the report's; else empty."""
    notes: str
    """The company's own notes: Markdown as written."""
    notes_link_to: frozenset[str]
    """Ids of criteria and measures: what the notes may link to beside their own headings."""
    glossary: tuple[tuple[str, str, str], ...]
    sources: tuple[tuple[str, str, str, str, str], ...]
    """Id, title, authors and year, address, note."""
    method: tuple[str, ...]
    profile_file: str
    profile_hash: str
    profile_lines: tuple[SourceLine, ...]
    model_version: str
    program_version: str
    page: PageView
    """What works only where scripts run."""


def view_of(
    assessment: Assessment,
    wording: Wording,
    *,
    program_version: str,
    what_if: WhatIf | None = None,
    earlier: Sequence[EarlierPosition] = (),
    paper: bool = True,
) -> ReportView:
    """The report of one assessment in one language; with the tables of ``what_if`` the page lets measures be ticked.

    ``earlier``: positions of the same company before, the oldest first. ``paper``: with what only paper shows.
    """
    wording = wording.about(assessment.profile.company)
    view = _Composer(assessment, wording, earlier).compose(program_version, what_if)
    return with_paper(view, assessment, wording) if paper else _explained(view, assessment, wording)


def with_paper(view: ReportView, a: Assessment, w: Wording) -> ReportView:
    """A view of an assessment with what only paper shows, and with the terms that this uses."""
    from lmmm_report.report.pictures.ground import on_paper
    from lmmm_report.report.pictures.printed import printed_of
    from lmmm_report.report.views.sheet import sheet_of
    from lmmm_report.report.views.working import working_of

    w = w.about(a.profile.company)
    view = view._replace(
        printed=printed_of(on_paper(view.ground, a.gap.target), _stage_names(a, w)),
        sheet=sheet_of(a, w, view.glance, view.plan, _stem(a.profile.file)),
        working=working_of(a, w, view.plan),
    )
    return _explained(view, a, w)


def _stage_names(a: Assessment, w: Wording) -> tuple[tuple[str, ...], tuple[str, ...]]:
    x, y = (tuple(w.of(stage.name) for stage in axis.stages) for axis in a.model.axes)
    return x, y


def _explained(view: ReportView, a: Assessment, w: Wording) -> ReportView:
    shown = view._replace(profile_lines=(), notes="", glossary=())
    return view._replace(glossary=glossary_of(a.model.glossary, shown, w))


FEW = 12
"""Measures of a plan whose first two steps are shown unfolded."""
SHORT, LONG = 115, 230
"""Characters of a headline that still fit the first screen in the largest type, and in the one below."""


def _proof_head(met: int, unknown: int, total: int, w: Wording) -> str:
    """How many conditions are met, and of how many nobody knows."""
    if met == total:
        return w.say("proof.head.all", count=total)
    if unknown == total:
        return w.say("glance.certainty.untold", count=total)
    state = w.say("proof.unknown", count=unknown) if unknown else ""
    if not met and unknown:
        return w.say("proof.head.none_known", total=total, state=state, unknown=unknown)
    if not met:
        return w.say("proof.head.none", count=total)
    key = "proof.head.unknown" if unknown else "proof.head"
    return w.say(key, count=met, total=total, state=state, unknown=unknown)


def _length(headline: str) -> str:
    return "short" if len(headline) <= SHORT else "long" if len(headline) <= LONG else "longest"


class _Composer:
    def __init__(self, assessment: Assessment, wording: Wording, earlier: Sequence[EarlierPosition]) -> None:
        self.a = assessment
        self.earlier = earlier
        self.w = wording
        self.model = assessment.model
        self.printer = FindingPrinter(
            assessment.profile, assessment.model, wording, assessment.fitting, assessment.remarks
        )
        self.company = assessment.profile.company.label

    def compose(self, program_version: str, what_if: WhatIf | None) -> ReportView:
        a, w, model = self.a, self.w, self.model
        profile = a.profile
        history = history_view_of(a, self.earlier, w)
        ground = self._ground()
        plan, start = plan_view_of(a, w), start_view_of(a, w)
        measures = [m for step in plan.steps for m in step.measures] or plan.relief
        first_measures = tuple(m for m in measures if start is not None and m.number in start.first)
        glance = glance_of(a, w, plan.ahead, position=self._position(), earlier=bool(self.earlier))
        questions = tuple(self.printer.question(q) for q in a.questions)
        deciding = asked_once(map(self.printer.question, deciding_questions(a)), w)
        first = {question.facts for question in deciding}
        asked = () if a.firm else tuple(question for question in deciding if question.asks)[:ASKED]
        headline = headline_in(w.language, a)
        way = Claiming(w, CLAIMS)
        target_note, tally = self._target_note(way), steps_tally(a, way)
        described = self._matrix_description(way)
        way_claims = way.claimed()
        questions_head = self._questions_head(way) if asked else ""
        return ReportView(
            language=w.language,
            title=w.say("report.title", company=self.company),
            model_name=w.of(model.name),
            company=self.company,
            headline=headline,
            company_facts=self._company_facts(),
            website="" if profile.company.website == "none" else profile.company.website,
            date=w.date(profile.date),
            date_iso=profile.date.isoformat(),
            assessors=w.listed(p.name + (f" ({p.role})" if p.role else "") for p in profile.assessors),
            firm=a.firm,
            firmness=w.say("firm.yes" if a.firm else "firm.no"),
            cell_words=self.cell_words(a.cell.stages),
            cell_numbers=self.cell_numbers(a.cell.stages),
            place_words=self._place(),
            place_numbers=place_numbers(a.cell.stages, a.highest.stages),
            possible_words="" if a.firm else self.cell_words(a.highest.stages),
            position=self._position(),
            position_text=region_in(w.language, a),
            diagnosis=diagnosis_in(w.language, a),
            intersection=self._intersection(),
            remarks=tuple(w.of(remark.text) for remark in a.remarks),
            answers=answers_of(a, w, place=self._place(), position=self._position()),
            standfirst=standfirst_in(w.language, a),
            length=_length(headline),
            glance=glance,
            start=start,
            first_measures=first_measures,
            gap=gap_view_of(a, w),
            ground=ground,
            printed=None,
            sheet=None,
            working=None,
            mark=mark_of(a.cell.stages, a.highest.stages, ground.stages),
            matrix=matrix_of(a, tuple(tuple(w.of(s.name) for s in axis.stages) for axis in model.axes), self.earlier),  # type: ignore[arg-type]
            matrix_title=w.say("matrix.title", company=self.company),
            matrix_description=f"{described} {history.described}".strip(),
            regions={key: self._region(key) for key in model.regions},
            axes=tuple(self._axis(axis) for axis in a.axes),
            history=history,
            aim=aimed(a.gap),
            target=self.cell_words(a.gap.target),
            target_note=target_note,
            steps_tally=tally,
            steps_rule=steps_rule(a, w),
            way_claims=way_claims,
            plan=plan,
            few_measures=len(measures) <= FEW,
            has_plan=bool(plan.tally or plan.relief or any(plan.ahead[2:])),
            efforts=tuple((code, w.of(text)) for code, text in model.efforts.items()),
            numbers=numbers_view_of(a, w),
            bridge=bridge_view_of(a, self.printer, w),
            contradictions=(*map(self.printer.contradiction, a.contradictions), *disagreements_of(a, w)),
            questions=questions,
            asks_first=bool(asked),
            names={
                **{one.id: w.of(one.short) for one in model.criteria},
                **{one.id: w.of(one.title) for one in (*model.measures, *a.fitting.admitted)},
            },
            questions_head=questions_head,
            questions_claims=way.claimed(),
            first_questions=asked,
            other_questions=(*(q for q in deciding if q not in asked), *(q for q in questions if q.facts not in first)),
            deciding_questions=deciding,
            proof=self._proof(),
            areas=self._areas(),
            declared=tuple(self.printer.finding(f) for f in a.declared),
            declared_note=self._declared_note(),
            said=said_view_of(profile, w),
            own_language=profile.language if profile.language not in ("", "none", w.language) else "",
            notes=profile.notes,
            notes_link_to=frozenset([*(c.id for c in model.criteria), *(m.id for m in model.measures)]),
            glossary=(),
            sources=tuple((s.id, w.of(s.title), w.of(s.where), s.url, w.of(s.note)) for s in model.sources),
            method=self._method(),
            profile_file=profile.file.replace("\\", "/").rsplit("/", 1)[-1],
            profile_hash=profile.sha256,
            profile_lines=self._lines(),
            model_version=model.version,
            program_version=program_version,
            page=page_view_of(a, w, what_if),
        )

    def cell_words(self, cell: tuple[int, int]) -> str:
        """A cell as words: both axes with their stages."""
        return cell_words(cell, self.model, self.w)

    def _ground(self) -> Ground:
        a, w = self.a, self.w
        by = a.profile.target.by
        arrived = a.gap.stated and a.cell.stages == a.gap.target
        if not a.gap.stated:
            target = w.say(f"ground.target{toward(a.gap)}")
        else:
            target = w.say("ground.target.by", month=f"{by:%m/%Y}") if by else w.say("ground.target")
        words = Words(
            now=w.say("ground.least" if not a.firm else "ground.arrived" if arrived else "ground.now"),
            most=w.say("ground.most"),
            target=target,
            above=w.of(self.model.region_shorts["above"]),
            below=w.of(self.model.region_shorts["below"]),
        )
        return ground_of(a, _stage_names(self.a, self.w), words, self.earlier)

    def _questions_head(self, w: Claiming) -> str:
        first = deciding_questions(self.a)[:ASKED]
        most = max(question.narrowing for question in first)
        halves = half_stages(most)
        key = "question.head" if halves else "question.head.little"
        return w.say(key, count=len(first), stages=amount_words(most, w), halves=halves)

    def _proof(self) -> Proof:
        w = Claiming(self.w, CLAIMS)
        gates = gates_of(self.a)
        count = {o: sum(f.outcome is o for f in gates) for o in Outcome}
        shown = sum(f.outcome is Outcome.MET and any(fact.evidence for fact in f.facts) for f in gates)
        headline = _proof_head(count[Outcome.MET], count[Outcome.UNKNOWN], len(gates), w)
        lead = [w.say("proof.evidence" if shown else "proof.evidence.none", count=shown)] if count[Outcome.MET] else []
        return Proof(headline, " ".join((*lead, w.say("proof.lead"))), "".join(lead), w.claimed())

    def _place(self) -> str:
        return place_words(self.a.cell.stages, self.a.highest.stages, self.model, self.w)

    @staticmethod
    def cell_numbers(cell: tuple[int, int]) -> str:
        """A cell as a pair of numbers."""
        return f"({cell[0]}, {cell[1]})"

    def _company_facts(self) -> tuple[tuple[str, str], ...]:
        company, w = self.a.profile.company, self.w
        facts = (
            ("sector", company.sector),
            ("location", company.location),
            ("employees", "" if company.employees is None else w.number(company.employees)),
            ("market", company.market),
        )
        return tuple((w.say(f"company.{key}"), value) for key, value in facts if value and value != "none")

    def _position(self) -> str:
        start = self.a.firm and self.a.cell.stages == (1, 1)
        return position_words(self.a.positions, start, self.w)

    def _intersection(self) -> str:
        text = intersection_in(self.w.language, self.a)
        return self.w.say("position.described", text=text) if text else ""

    def _matrix_description(self, w: Wording) -> str:
        a = self.a
        parts = [w.say("matrix.position", cell=self._place(), position=self._position())]
        if a.gap.stated or a.gap.steps:
            parts.append(w.say(f"matrix.target{aimed(a.gap)}", cell=self.cell_words(a.gap.target)))
        if a.gap.steps:
            key = "matrix.path.short" if is_blocked(a) else "matrix.path"
            end = ids_and(a.gap.attainable, a)
            parts.append(w.say(key, count=len(a.gap.steps), cell=self.cell_words(a.gap.attainable), **end))
        return " ".join(parts)

    def _axis(self, result: AxisResult) -> AxisView:
        w = self.w
        return AxisView(
            id=result.axis.id,
            name=w.of(result.axis.name),
            summary=w.of(result.axis.summary),
            verdict=axis_verdict(result, w),
            coordinate=interval_words(result.coordinate, w),
            stages=tuple(self._stage(stage, result) for stage in result.stages),
        )

    def _stage(self, result: StageResult, axis: AxisResult) -> StageView:
        w = self.w
        state = {True: "reached", False: "open", None: "unsettled"}[result.reached]
        if result.stage.number == 1:  # where everybody starts is nothing that was reached
            state = "start"
        signs = tuple(self.printer.finding(f) for f in result.signs)
        return StageView(
            id=f"{axis.axis.id}-{result.stage.number}",
            number=result.stage.number,
            name=w.of(result.stage.name),
            summary=w.of(result.stage.summary),
            state=state,
            state_label=w.say(f"stage.{state}"),
            tally=stage_tally(result, w),
            gates=tuple(self.printer.finding(f) for f in result.gates),
            signs=signs,
            observed=tuple(sign for sign in signs if sign.outcome == Outcome.MET.value),
            current=result.stage.number == axis.proven,
        )

    def _region(self, key: str) -> str:
        """What lying there means, with the first sentence of what the model says of it."""
        w, model = self.w, self.model
        name, short = w.of(model.regions[key]), w.of(model.region_shorts[key])
        text = w.of(model.region_texts[key]).partition(". ")[0].rstrip(".") + "."
        if short == name:
            return f"{name}. {text}"
        return w.say("matrix.region", name=name, short=short, text=text)

    def _target_note(self, w: Wording) -> str:
        a = self.a
        target = a.profile.target
        if not a.gap.stated:
            return why_this_target(a, w)
        parts = [w.say("target.stated")]
        if target.by:
            parts.append(w.say("target.by", date=w.date(target.by), day=target.by.isoformat()))
        if target.reason:
            parts.append(w.say("target.reason", reason=target.reason))
        return " ".join(parts)

    def _areas(self) -> tuple[AreaView, ...]:
        w = self.w
        views = []
        for area in self.a.areas:
            advice = tuple(f for f in area.findings if f.criterion.kind is Kind.ADVICE)
            views.append(
                AreaView(
                    id=area.area,
                    name=w.of(self.model.areas[area.area]),
                    known=w.say("area.known", known=area.known, total=area.total),
                    tally=w.say("area.tally", met=area.advice(Outcome.MET), count=len(advice)),
                    advice=tuple(self.printer.finding(f) for f in advice),
                )
            )
        return tuple(views)

    def _declared_note(self) -> str:
        a, w = self.a, self.w
        if a.undeclared.stages == a.cell.stages:
            return w.say("declared.same")
        return w.say("declared.other", cell=self.cell_words(a.undeclared.stages))

    def _method(self) -> tuple[str, ...]:
        w = self.w
        days = self.model.limits.get("lived_days")
        paragraphs = [w.of(self.model.summary)]
        paragraphs += [w.say(f"method.{key}") for key in ("describe", "gates", "coordinate", "unknown", "declared")]
        if days is not None:
            paragraphs.append(w.say("method.lived", count=days))
        paragraphs.append(w.say("method.path"))
        return tuple(paragraphs)

    def _lines(self) -> tuple[SourceLine, ...]:
        used: dict[int, list[str]] = {}
        for finding in self.a.findings:
            for fact in finding.facts:
                ids = used.setdefault(fact.place.line, [])
                if finding.criterion.id not in ids:
                    ids.append(finding.criterion.id)
        return tuple(
            SourceLine(number=number, text=text, used_by=tuple(used.get(number, ())))
            for number, text in enumerate(self.a.profile.text.splitlines(), 1)
        )


def _stem(file: str) -> str:
    """The name of a file without its folders and its ending."""
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rpartition(".")[0] or name
