"""The guide for interviews: whom to ask what, in which order, why it matters, where the answer goes.

What a question says of a company is claimed in the form of the model's sentences, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any, NamedTuple

from lmmm_report.domain.assessment import Assessment, Fact, Finding, Outcome
from lmmm_report.domain.facts import Entries
from lmmm_report.domain.interview import Interview, InterviewQuestion, Weight
from lmmm_report.domain.model import Criterion, Model
from lmmm_report.report.views.asked import asked_words
from lmmm_report.report.views.persons import holders_of
from lmmm_report.report.words.cells import cell_words
from lmmm_report.report.words.facts import BETWEEN, FactWords
from lmmm_report.report.words.wording import Wording, begun, shortened

_WEIGHTS = [weight.value for weight in Weight]

MOST_PLACES = 12
"""Facts that a question names as places of its answer."""
MOST_KNOWN = 4
"""Statements of the profile that stand beside a question."""
_SHOWN = 90
"""Characters of a text of the company's that stands beside a question."""


class About(NamedTuple):
    """What a question is about in one profile."""

    facts: tuple[Fact, ...]
    """Those of the missing facts that an answer would go to."""
    sample: str = ""
    """How it may be written there, as YAML."""
    stated: tuple[tuple[str, Any], ...] = ()
    """What the profile says beside it: paths as text, and what stands there."""
    lacking: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """By the path of a list that the profile leaves open the words that would have to be in it."""


AboutAll = Mapping[str, About]
"""What the questions about one company are about, by the id of the criterion."""


class PlaceView(NamedTuple):
    """Where an answer goes: fields that belong to one place."""

    paths: tuple[str, ...]
    line: int
    """In the profile; 0 where nothing of its section is stated yet."""
    said: str


class AskView(NamedTuple):
    """One question."""

    number: int
    id: str
    about: int
    """Which of the companies it is about, from 0."""
    company: str
    weight: str
    weight_said: str
    axis: str
    stage: int
    question: str
    matters: tuple[str, ...]
    """What the answer would do, each a sentence."""
    why: str
    enough: str
    """An answer that is enough, as people say it; empty where the model has none."""
    not_enough: str
    reason: str
    """Why that is not enough; empty where it needs no words."""
    evidence: str
    """What to have shown, if there is something to show."""
    also: str
    """Who else can answer."""
    heard: str
    """Said where it is answered by words that do not count."""
    known: tuple[str, ...]
    """What the profile says of it already."""
    open: str
    """What exactly is open, in spoken words."""
    places: tuple[PlaceView, ...]
    more_places: str
    sketch: str
    """A sample of what may be written into this profile, as YAML: the missing fields under the profile's own ids."""
    claims: tuple[str, ...]
    """What it asserts of the company's findings."""


class ShowView(NamedTuple):
    """What need not be asked and could be shown."""

    id: str
    company: str
    text: str
    evidence: str
    lines: str
    numbers: str
    """The numbers of these lines."""
    claims: tuple[str, ...]


class PersonView(NamedTuple):
    """Whom to ask: a role of one company, or somebody with a name whatever companies they speak for."""

    id: str
    """Of this group on the page."""
    role: str
    company: str
    """Empty where the guide is about one."""
    names: tuple[str, ...]
    """Who of this part of the company has been asked before."""
    note: str
    """Said where nobody with this role is known."""
    voice: str
    """Said where the answers shown are rather those that the other side would give."""
    asks: tuple[AskView, ...]
    shows: tuple[ShowView, ...]
    tally: str


class PointView(NamedTuple):
    """What the profile itself notes as open."""

    question: str
    state: str
    ask: str
    """Who would know, or where it stands."""


class CompanyView(NamedTuple):
    """Where a company stands, and what asking can do for it."""

    name: str
    file: str
    date: str
    headline: str
    text: str
    firm: bool
    told: tuple[str, ...]
    """Who has told what the profile says, and what it notes of those who were asked."""
    points: tuple[PointView, ...]
    claims: tuple[str, ...]


class GuideView(NamedTuple):
    """The whole guide."""

    language: str
    title: str
    intro: str
    """How to ask; empty where nothing is asked."""
    basis: tuple[str, ...]
    """On whose word an answer may stand, to tick."""
    companies: tuple[CompanyView, ...]
    persons: tuple[PersonView, ...]
    several: bool
    model_name: str
    model_version: str
    program_version: str


def guide_view_of(
    interviews: Sequence[Interview], model: Model, w: Wording, *, program_version: str, about: Sequence[AboutAll] = ()
) -> GuideView:
    """The guide for one company or several, by whom to ask.

    ``about``: for each interview what its questions are about; one that is not named is about all that is missing.
    """
    several = len(interviews) > 1
    persons = _Persons(model, w, several=several)
    for number, interview in enumerate(interviews):
        persons.take(interview, number, about[number] if about else {})
    companies = tuple(_company(interview, w) for interview in interviews)
    return GuideView(
        language=w.language,
        title=w.say("guide.title.several", count=len(companies))
        if several
        else w.say("guide.title", company=companies[0].name),
        intro=f"{w.say('guide.intro')} {w.say('guide.back')}" if any(one.questions for one in interviews) else "",
        basis=tuple(w.say(f"guide.basis.{one}") for one in ("shown", "described", "told", "heard")),
        companies=companies,
        persons=persons.views(),
        several=several,
        model_name=w.of(model.name),
        model_version=model.version,
        program_version=program_version,
    )


def _left(interview: Interview, w: Wording) -> str:
    """What is still asked where no answer decides any more."""
    practice = interview.count(Weight.DETAIL)
    kind = "stages" if not practice else "practice" if practice == len(interview.questions) else "both"
    return w.say(f"guide.left.{kind}", count=len(interview.questions))


def _company(interview: Interview, w: Wording) -> CompanyView:
    a = interview.assessment
    w = w.about(a.profile.company)
    deciding = interview.count(Weight.DECIDES)
    further = len(interview.questions) - deciding
    cell, highest = (cell_words(one.stages, a.model, w) for one in (a.cell, a.highest))
    if a.firm:
        headline = w.say("guide.firm.further" if further else "guide.firm")
        text = [w.say("guide.firm.text", cell=cell)]
        if further:
            text.append(_left(interview, w))
    else:
        headline = w.say("guide.open", count=deciding)
        text = [w.say("guide.open.text", cell=cell, highest=highest)]
        if further:
            text.append(w.say("guide.further", count=further))
    if interview.showings:
        text.append(w.say("guide.showings", count=len(interview.showings)))
    if a.firm and not further and not interview.showings:
        text.append(w.say("guide.complete"))
    return CompanyView(
        name=a.profile.company.label,
        file=_file(a),
        date=w.date(a.profile.date),
        headline=headline,
        text=" ".join(text),
        firm=a.firm,
        told=tuple(_told(a, w)),
        points=tuple(
            PointView(one.question, w.say(f"guide.point.{one.state}") if one.state else "", one.ask)
            for one in a.profile.open_points
        ),
        claims=("result firm" if a.firm else "not result firm",),
    )


def _told(a: Assessment, w: Wording) -> Iterator[str]:
    profile, words = a.profile, FactWords(a.profile, w)
    if profile.basis.said_by:
        yield w.say("guide.told_by", who=profile.basis.said_by)
    for one in profile.participants:
        if one.note:
            who = one.name or one.role or (begun(words.word(one.unit)) if one.unit else w.say("guide.somebody"))
            yield w.say("guide.noted", who=who, note=one.note)


def _file(a: Assessment) -> str:
    return a.profile.file.replace("\\", "/").rsplit("/", 1)[-1]


class _Group:
    """What one person is asked, as it is collected."""

    def __init__(self, role: str, company: str, names: tuple[str, ...], note: str, voice: str) -> None:
        self.role, self.company, self.names, self.note, self.voice = role, company, names, note, voice
        self.asks: list[AskView] = []
        self.shows: list[ShowView] = []


class _Persons:
    """Collects what is to be asked by whom to ask, in the order in which they come up."""

    def __init__(self, model: Model, w: Wording, *, several: bool) -> None:
        self._model, self._w, self._several = model, w, several
        self._groups: dict[tuple[str, ...], _Group] = {}

    def take(self, interview: Interview, number: int, about: AboutAll) -> None:
        """All of one company, which is the one of this number, from 0."""
        w = self._w.about(interview.assessment.profile.company)
        printer = _Printer(interview, number, w, about)
        for question in interview.questions:
            self._group(question.whom, question.finding.criterion, interview).asks.append(printer.ask(question))
        for showing in interview.showings:
            group = self._group(showing.whom, showing.finding.criterion, interview)
            group.shows.append(printer.show(showing.finding))

    def _group(self, whom: Sequence[str], criterion: Criterion, interview: Interview) -> _Group:
        a = interview.assessment
        role = whom[0] if whom else criterion.owners[0] if criterion.owners else ""
        names = tuple(_names(role, a, self._model)) if whom else ()
        company = a.profile.company.label if self._several else ""
        # Several companies can have the same person for a role, which only a name tells.
        key = (role, str(bool(whom)), *(names or (a.profile.file,)))
        found = self._groups.get(key)
        if found is None:
            known = role in self._model.owners
            said = self._w.of(a.fitting.role_name(role, self._model)) if known else self._w.say("guide.anybody")
            unsure = not whom or role in a.fitting.unsure or (role in interview.unnamed and not names)
            note = self._w.say("guide.nobody") if unsure else ""
            voice = self._w.say("guide.voice") if self._speaks_for(role) == "sales" else ""
            found = self._groups[key] = _Group(said, company, names, note, voice)
        elif company and company not in found.company:
            found.company = f"{found.company}; {company}"
        return found

    def _speaks_for(self, role: str) -> str:
        fallback = self._model.fallbacks.get(role)
        return fallback.unit if fallback is not None else ""

    def views(self) -> tuple[PersonView, ...]:
        """The groups; their questions numbered one after the other."""
        return tuple(self._numbered())

    def _numbered(self) -> Iterator[PersonView]:
        number, w = 0, self._w
        for place, group in enumerate(sorted(self._groups.values(), key=_urgency), 1):
            asks = tuple(ask._replace(number=number + count) for count, ask in enumerate(group.asks, 1))
            number += len(asks)
            deciding = sum(ask.weight == Weight.DECIDES.value for ask in asks)
            tally = [w.say("guide.tally", count=len(asks))] if asks else []
            decide = "guide.tally.all" if deciding == len(asks) else "guide.tally.decide"
            tally += [w.say(decide, count=deciding)] if deciding else []
            tally += [w.say("guide.tally.show", count=len(group.shows))] if group.shows else []
            yield PersonView(
                id=f"person-{place}",
                role=group.role,
                company=group.company,
                names=group.names,
                note=group.note,
                voice=group.voice if any(ask.enough for ask in asks) else "",
                asks=asks,
                shows=tuple(group.shows),
                tally=begun(", ".join(tally)),
            )


def _urgency(group: _Group) -> int:
    """First whoever is asked what decides; last whoever only could show something."""
    return min((_WEIGHTS.index(ask.weight) for ask in group.asks), default=len(_WEIGHTS))


def _names(role: str, a: Assessment, model: Model) -> Iterator[str]:
    """Who has the role or is of the part of the company that it belongs to, and has been asked, with names."""
    fallback = model.fallbacks.get(role)
    if fallback is not None and not fallback.unit and (holders := holders_of(a.profile, model.owners).get(role)):
        yield holders
    unit = fallback.unit if fallback is not None else ""
    for person in a.profile.participants if unit else ():
        if person.name and person.unit == unit:
            yield person.name + (f" ({person.role})" if person.role else "")


class _Printer:
    """Puts what is asked about one company into words."""

    def __init__(self, interview: Interview, number: int, w: Wording, about: AboutAll) -> None:
        self._a = interview.assessment
        self._number = number
        self._w = w
        self._about = about
        self._words = FactWords(self._a.profile, w)
        self._model = self._a.model
        self._sections = {str(path[0]) for path in self._a.profile.places if path}

    def ask(self, question: InterviewQuestion) -> AskView:
        w, criterion = self._w, question.finding.criterion
        decision = criterion.decision
        miss = decision.not_enough[0] if decision and decision.not_enough else None
        hearsay = question.finding.hearsay
        about = self._about.get(criterion.id) or About(question.finding.missing)
        more = about.facts[MOST_PLACES:]
        return AskView(
            number=0,
            id=criterion.id,
            about=self._number,
            company=self._a.profile.company.label,
            weight=question.weight.value,
            weight_said=w.say(f"guide.weight.{question.weight.value}"),
            axis=w.of(self._model.axis(criterion.axis).name),
            stage=criterion.stage,
            question=asked_words(question.finding, about.facts, self._a.profile, self._words, w),
            matters=tuple(self._matters(question)),
            why=w.of(criterion.why),
            enough=w.of(decision.enough[0]) if decision and decision.enough else "",
            not_enough=w.of(miss.said) if miss else "",
            reason=w.of(miss.reason) if miss and miss.reason else "",
            evidence=w.of(decision.evidence) if decision else "",
            also=self._also(question.whom[1:]),
            heard=w.say(f"guide.{hearsay.basis}") if hearsay else "",
            known=tuple(self._known(about)),
            open="; ".join(self._open(about)) if about.stated else "",
            places=tuple(self._places(about.facts[:MOST_PLACES])),
            more_places=w.say("guide.more_places", count=len(more), section=_list_of(more[-1])) if more else "",
            sketch=f"# {w.say('guide.sample')}\n{about.sample}" if about.sample else "",
            claims=_claims(question),
        )

    def _known(self, about: About) -> Iterator[str]:
        named = ((self._words.name(path), path, value) for path, value in about.stated)
        # What an entry is called stands before what is said of it.
        telling = [(name, path, value) for name, path, value in named if str(value) != name.around.split(BETWEEN)[-1]]
        told = [(name, self._fact(path, value)) for name, path, value in telling[:MOST_KNOWN]]
        for around, together in groupby(told, lambda one: one[0].around):
            said = "; ".join(fact for _, fact in together)
            yield self._w.say("guide.of_entry", entry=around, said=said) if around else said

    def _fact(self, path: str, value: Any) -> str:
        said = self._words.value(path, value, lambda text: shortened(text, _SHOWN)).text
        form = "guide.known.partly" if isinstance(value, Entries) else "guide.known.fact"
        return self._w.say(form, name=self._words.name(path).key, value=said)

    def _open(self, about: About) -> Iterator[str]:
        """What exactly is open; of a list of which a part is stated, the other part."""
        named = [(self._words.name(fact.path), fact) for fact in about.facts[:MOST_PLACES]]
        for around, together in groupby(named, lambda one: one[0].around):
            said = self._w.listed(
                self._open_field(name.key, about.lacking.get(fact.path, ())) for name, fact in together
            )
            yield self._w.say("guide.of_entry", entry=around, said=said) if around else said

    def _open_field(self, name: str, lacking: Sequence[str]) -> str:
        if not lacking:
            return name
        return self._w.say(
            "guide.open.also", name=name, what=self._w.listed(begun(self._words.word(one)) for one in lacking)
        )

    def show(self, finding: Finding) -> ShowView:
        w, criterion = self._w, finding.criterion
        lines = sorted({fact.place.line for fact in finding.facts})
        return ShowView(
            id=criterion.id,
            company=self._a.profile.company.label,
            text=w.of(criterion.met),
            evidence=w.of(criterion.decision.evidence) if criterion.decision else "",
            lines=w.say("copy.lines", lines=", ".join(map(str, lines))) if lines else "",
            numbers=" ".join(map(str, lines)),
            claims=(criterion.id,),
        )

    def _also(self, roles: Iterable[str]) -> str:
        known = (role for role in roles if role in self._model.owners)
        named = [self._w.of(self._a.fitting.role_name(role, self._model)) for role in known]
        return self._w.listed(named)

    def _matters(self, question: InterviewQuestion) -> Iterator[str]:
        w, criterion = self._w, question.finding.criterion
        result = self._a.axes[self._model.axis_index(criterion.axis)]

        def stage(number: int) -> dict[str, object]:
            return {"number": number, "stage": w.of(result.axis.stage(number).name), "axis": w.of(result.axis.name)}

        if question.weight is not Weight.DECIDES:
            kind = "detail" if question.weight is Weight.DETAIL else "condition"
            yield w.say(f"guide.matter.{kind}", **stage(criterion.stage))
        elif question.if_met > result.proven:
            yield w.say("guide.matter.lifts", **stage(question.if_met))
        else:
            up_to = result.stages[result.proven : criterion.stage]
            count = sum(one.number_of(Outcome.UNKNOWN) for one in up_to)
            yield w.say("guide.matter.one_of", count=count, **stage(criterion.stage))
        if question.weight is Weight.DECIDES:
            yield w.say("guide.matter.holds", **stage(question.if_not))
        if question.saves:
            titles = (w.of(self._a.fitting.measure(one).title) for one in question.saves)
            measures = w.listed(w.say("plan.quoted", name=title) for title in titles)
            yield w.say("plan.ask.saves", count=len(question.saves), measures=measures)

    def _places(self, facts: Iterable[Fact]) -> Iterator[PlaceView]:
        """Where facts belong: at a line, or in a section that is to be begun."""
        for (section, line), together in groupby(facts, self._where):
            said = "guide.place.line" if line else "guide.place.new"
            yield PlaceView(
                tuple(fact.path for fact in together), line, self._w.say(said, line=str(line), section=section)
            )

    def _where(self, fact: Fact) -> tuple[str, int]:
        section = fact.path.partition(".")[0].partition("[")[0]
        return section, fact.place.line if section in self._sections else 0


def _claims(question: InterviewQuestion) -> tuple[str, ...]:
    criterion = question.finding.criterion
    stage = f"{criterion.axis} >= {criterion.stage}"
    of_stage = {Weight.DECIDES: (f"open {stage}",), Weight.DETAIL: ()}.get(question.weight, (f"not {stage}",))
    return (f"open {criterion.id}", *of_stage)


def _list_of(fact: Fact) -> str:
    """The list or group that a fact stands in."""
    around, entry, _ = fact.path.partition("[")
    return around if entry else around.rpartition(".")[0]
