"""Findings, facts, contradictions and questions, ready to print in one language."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lmmm_report.domain.assessment import ContradictionFinding, Fact, Finding, Outcome, Question
from lmmm_report.domain.measure import Text
from lmmm_report.domain.model import Kind, Model, Remark
from lmmm_report.domain.plan import Fitting
from lmmm_report.domain.profile import Declaration, Profile
from lmmm_report.report.views.asked import asked_words
from lmmm_report.report.words.cells import amount_figure, amount_words
from lmmm_report.report.words.facts import FactWords, Named, Spoken
from lmmm_report.report.words.wording import SHOWN, Wording, shortened

BRIEF = 36
"""Characters of a value where there is little room."""
PROOF = 3
"""Facts that a table shows of each finding."""


class EvidenceView(NamedTuple):
    """One piece of evidence. ``link`` is empty where there is none."""

    note: str
    link: str
    date: str
    confidence: str


class FactView(NamedTuple):
    """One fact read: its place in spoken words, its value as text, and the line it leads to."""

    around: str
    """What the entry is called in which it stands; empty where it stands in none."""
    key: str
    value: str
    own: bool
    """Whether the value is the company's own text."""
    stated: bool
    age: str
    line: int
    evidence: tuple[EvidenceView, ...]

    @property
    def name(self) -> str:
        """What it is called as a whole."""
        return Named(self.around, self.key).whole


class DeclarationView(NamedTuple):
    """A criterion set aside: what for, why, by whom, when, and the line."""

    state: str
    label: str
    reason: str
    by: str
    date: str
    line: int
    observed: str


class FindingView(NamedTuple):
    """One criterion with its outcome."""

    id: str
    outcome: str
    outcome_label: str
    kind: str
    area: str
    short: str
    """What it is called in lists."""
    title: str
    instead: str
    """Of a sign that was not observed: what is so instead; else empty."""
    why: str
    """Empty where nothing is to be done or found out, as are remedy, owners and effort where nothing is to be done."""
    remedy: str
    owners: str
    effort: str
    icon: str
    """Which sign stands before it: the outcome; of a sign, whether it was observed."""
    source_names: tuple[tuple[str, str], ...]
    """Ids of the sources, and what they are called."""
    condition: str
    follows: str
    """From which lines it follows and why, where a derivation decided; else empty."""
    after: tuple[str, ...]
    facts: tuple[FactView, ...]
    missing: tuple[FactView, ...]
    declaration: DeclarationView | None
    shows_why: bool
    """Whether something is to be done or to be found out."""
    shows_remedy: bool
    """Whether it is known that something is to be done: of what nobody knows, the question comes first."""


class ContradictionView(NamedTuple):
    """Facts that clash."""

    id: str
    title: str
    meaning: str
    remedy: str
    criteria: tuple[str, ...]
    facts: tuple[FactView, ...]


class QuestionView(NamedTuple):
    """Facts that are not stated, with the findings that wait for them and what the answer would bring."""

    facts: tuple[FactView, ...]
    asks: tuple[tuple[str, str], ...]
    """Criterion id and question of each finding that waits, conditions first; less what was asked before."""
    narrowing: str
    by: str
    """The same in figures alone."""
    share: float
    """The same as percent of a whole axis, for a bar."""
    decides: bool
    gates: tuple[tuple[str, str], ...]
    """Id and short name of each finding that waits."""
    see: str = ""
    """Where all of it was asked before: by which question, and what is asked for this time."""


def _age(days: int, w: Wording) -> str:
    """How long before the assessment a day is, or how long after it."""
    if not days:
        return w.say("fact.same_day")
    return w.say("fact.age", count=days) if days >= 0 else w.say("fact.age.ahead", count=-days)


class FindingPrinter:
    """Turns results into views in one language."""

    def __init__(
        self,
        profile: Profile,
        model: Model,
        wording: Wording,
        fitting: Fitting | None = None,
        remarks: Sequence[Remark] = (),
    ) -> None:
        self._profile = profile
        self._model = model
        self._w = wording
        self.words = FactWords(profile, wording)
        self._fitting = fitting
        """What is not to be recommended to the company; of no company everything may be."""
        self._facts: dict[Fact, FactView] = {}
        self._first = dict(remark.first for remark in remarks if remark.first)
        """By axis what comes before all that its stages ask for."""

    def _said(self, text: Text) -> Text:
        """A text of the model as it speaks to this company."""
        return text if self._fitting is None else self._fitting.said(text)

    def finding(self, finding: Finding) -> FindingView:
        """One finding."""
        w, criterion = self._w, finding.criterion
        sign = criterion.kind is Kind.SIGN
        first = self._first.get(criterion.axis)
        needs_work = finding.outcome is Outcome.MET if sign else finding.outcome in (Outcome.NOT_MET, Outcome.UNKNOWN)
        facts, missing = self.read(finding)
        shows_why = needs_work and not finding.waived
        shut = self._fitting is not None and criterion.id in self._fitting.shut
        shows_remedy = shows_why and finding.outcome is not Outcome.UNKNOWN and not shut
        return FindingView(
            id=criterion.id,
            outcome=finding.outcome.value,
            outcome_label=self.outcome(finding),
            kind=criterion.kind.value,
            area=w.of(self._model.areas[criterion.area]),
            short=w.of(criterion.short),
            title=self.title(finding),
            instead=w.of(criterion.not_met) if _icon(finding) == "absent" else "",
            why=w.of(criterion.why) if shows_why else "",
            remedy=w.of(first or self._said(criterion.remedy)) if shows_remedy else "",
            owners=self.owners(criterion.owners) if shows_remedy and not first else "",
            effort=criterion.effort if criterion.effort in self._model.efforts and shows_remedy and not first else "",
            icon=_icon(finding),
            source_names=tuple((s.id, w.of(s.short)) for s in self._model.sources if s.id in criterion.sources),
            condition=" ".join(criterion.condition.text.split()),
            follows=self.follows(finding),
            after=criterion.after,
            facts=facts,
            missing=missing,
            declaration=self.declaration(finding.declaration, finding) if finding.declaration else None,
            shows_why=shows_why,
            shows_remedy=shows_remedy,
        )

    def read(self, finding: Finding) -> tuple[tuple[FactView, ...], tuple[FactView, ...]]:
        """The facts that a finding rests on, and those that it misses."""
        return tuple(map(self.fact, self._telling(finding.facts))), tuple(map(self.fact, finding.missing))

    def _telling(self, facts: Sequence[Fact]) -> tuple[Fact, ...]:
        """Facts without what entries are told apart by, where something else of the entry is told: its name says it."""
        names = {fact.path for fact in facts if self._only_names(fact)}
        told = {_around(fact.path) for fact in facts if fact.path not in names}
        return tuple(fact for fact in facts if fact.path not in names or _around(fact.path) not in told)

    def _only_names(self, fact: Fact) -> bool:
        """Whether a fact says no more than what its entry is called."""
        if not fact.stated or not self.words.names_entry(fact.path):
            return False
        name, value = self.words.name(_around(fact.path)).key, self.words.value(fact.path, fact.value or "")
        return name.casefold() == value.text.casefold()

    def follows(self, finding: Finding) -> str:
        """One sentence on the derivation that decided; empty where none did."""
        derivation, case = finding.derivation, finding.case
        if derivation is None or case is None:
            return ""
        lines = sorted({fact.place.line for fact in finding.facts})
        because = self._w.of(case.because)
        listed = self._w.listed(map(str, lines))
        name = self._w.of(derivation.name or derivation.title).rstrip(".")
        return self._w.say("finding.follows", count=len(lines), lines=listed, because=because, name=name)

    def brief(self, finding: Finding) -> tuple[tuple[FactView, ...], str]:
        """The first facts, stated before missing, for where there is little room, and where the others are."""
        facts = (*self._telling(finding.facts), *finding.missing)
        more = facts[PROOF:]
        lines = ", ".join(map(str, sorted({fact.place.line for fact in more})))
        shown = tuple(self._fact(fact, BRIEF) for fact in facts[:PROOF])
        return shown, self._w.say("fact.more", count=len(more), lines=lines) if more else ""

    def title(self, finding: Finding) -> str:
        """What the finding says: the fact, the fault, or the question that is open.

        A sign that was not observed is named, with that it is not so: what is so instead would read as the sign.
        """
        criterion = finding.criterion
        if _icon(finding) == "absent":
            return self._w.say("outcome.sign.absent", sign=self._w.of(criterion.short))
        text = {
            Outcome.MET: criterion.met,
            Outcome.NOT_MET: criterion.not_met,
            Outcome.UNKNOWN: finding.ask,
            Outcome.NOT_APPLICABLE: criterion.ask,
        }[finding.outcome]
        return self._w.of(text)

    def outcome(self, finding: Finding) -> str:
        """The outcome in a word; of a sign, whether it was observed."""
        kind = "sign" if finding.criterion.kind is Kind.SIGN else "demand"
        return self._w.say(f"outcome.{kind}.{finding.outcome.value}")

    def owners(self, owners: tuple[str, ...]) -> str:
        """The responsible roles in words."""
        if self._fitting is None:
            return self._w.listed(self._w.of(self._model.owners[owner]) for owner in owners)
        return self._w.listed(self._w.of(self._fitting.role_name(owner, self._model)) for owner in owners)

    def sources(self, sources: tuple[str, ...]) -> str:
        """The titles of the sources."""
        titles = {source.id: self._w.of(source.title) for source in self._model.sources}
        return "; ".join(titles[source] for source in sources)

    def fact(self, fact: Fact) -> FactView:
        """One fact. Many findings read the same, so each is put into words once."""
        if fact not in self._facts:
            self._facts[fact] = self._fact(fact, SHOWN)
        return self._facts[fact]

    def _fact(self, fact: Fact, length: int) -> FactView:
        """One fact, with at most so many characters of a text."""
        w = self._w
        name, value = self.words.name(fact.path), self._value(fact, length)
        if self._only_names(fact):
            name, value = self.words.name(_around(fact.path)), Spoken(w.say("fact.there"))
        return FactView(
            around=name.around,
            key=name.key,
            value=value.text,
            own=value.own,
            stated=fact.stated,
            age=self._aside(fact, value),
            line=fact.place.line,
            evidence=tuple(
                EvidenceView(
                    note=e.note,
                    link=e.link,
                    date=w.date(e.date) if e.date else "",
                    confidence=w.say(f"confidence.{e.confidence}") if e.confidence else "",
                )
                for e in fact.evidence
            ),
        )

    def _aside(self, fact: Fact, value: Spoken) -> str:
        """How old it is, or that nobody said so; what goes on has no age."""
        w = self._w
        if fact.unsaid:
            return w.say("fact.unsaid")
        if fact.age_days is None or (not fact.age_days and value.text.startswith(w.say("time.ongoing"))):
            return ""
        return _age(fact.age_days, w)

    def _value(self, fact: Fact, length: int) -> Spoken:
        if not fact.stated:
            return Spoken(self._w.say("fact.missing"))
        if fact.entries is not None:
            return Spoken(self._w.say("fact.entries" if fact.entries else "fact.none", count=fact.entries))
        if fact.value is None:
            return Spoken(self._w.say("fact.there"))
        return self.words.value(fact.path, fact.value, lambda text: shortened(text, length))

    def declaration(self, declaration: Declaration, finding: Finding) -> DeclarationView:
        """A declaration, with what the facts would say without it."""
        w = self._w
        return DeclarationView(
            state=declaration.state,
            label=w.say(f"declaration.{declaration.state}"),
            reason=declaration.reason,
            by=declaration.by,
            date=w.date(declaration.date),
            line=declaration.place.line,
            observed=w.say(f"outcome.demand.{finding.observed.value}"),
        )

    def contradiction(self, clash: ContradictionFinding) -> ContradictionView:
        """One contradiction."""
        w, contradiction = self._w, clash.contradiction
        return ContradictionView(
            id=contradiction.id,
            title=w.of(contradiction.title),
            meaning=w.of(contradiction.meaning),
            remedy=w.of(self._said(contradiction.remedy)),
            criteria=contradiction.criteria,
            facts=tuple(self.fact(fact) for fact in self._telling(clash.facts)),
        )

    def _asked(self, finding: Finding) -> str:
        return asked_words(finding, finding.missing, self._profile, self.words, self._w)

    def question(self, question: Question) -> QuestionView:
        """One open question."""
        w = self._w
        waiting = sorted(question.findings, key=lambda f: f.criterion.kind is not Kind.GATE)
        return QuestionView(
            facts=tuple(self.fact(fact) for fact in question.facts),
            asks=tuple((f.criterion.id, self._asked(f)) for f in waiting),
            narrowing=w.say("question.narrowing", stages=amount_words(question.narrowing, w))
            if question.narrowing
            else "",
            by=amount_figure(question.narrowing, w) if question.narrowing else "",
            share=round(min(float(question.narrowing) * 100 / 2, 100.0), 2),
            decides=bool(question.narrowing),
            gates=tuple((f.criterion.id, w.of(f.criterion.short)) for f in waiting),
        )


def asked_once(questions: Iterable[QuestionView], w: Wording) -> tuple[QuestionView, ...]:
    """Questions of which each part is asked where it comes first; whatever asks nothing new says which one to see."""
    number_of: dict[str, int] = {}
    told = []
    for number, question in enumerate(questions, 1):
        fresh = tuple(ask for ask in question.asks if ask[0] not in number_of)
        see = ""
        if not fresh:
            first = number_of[question.asks[0][0]]
            see = w.say("question.see", number=first, fact=w.listed(fact.name for fact in question.facts))
        number_of |= dict.fromkeys((criterion for criterion, _ in fresh), number)
        told.append(question._replace(asks=fresh, see=see))
    return tuple(told)


def _around(path: str) -> str:
    """The path of the entry or group that a field stands in."""
    return path.rpartition(".")[0]


def _icon(finding: Finding) -> str:
    if finding.criterion.kind is Kind.SIGN and finding.outcome in (Outcome.MET, Outcome.NOT_MET):
        return "observed" if finding.outcome is Outcome.MET else "absent"
    return finding.outcome.value
