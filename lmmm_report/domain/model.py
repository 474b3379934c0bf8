"""The declarative maturity model: axes, stages, criteria, cells, contradictions, hints, glossary."""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from lmmm_report.domain.condition import Condition, Example
from lmmm_report.domain.measure import Measure, SizeClass
from lmmm_report.domain.profile import Place
from lmmm_report.domain.sentence import Claim, Voice

Text = Mapping[str, str]
"""A text by language code (``de``, ``en``)."""


class Kind(str, Enum):
    """What a criterion is for: a gate decides a stage, a sign describes one, advice is recommended practice."""

    GATE = "gate"
    SIGN = "sign"
    ADVICE = "advice"


class Statement(NamedTuple):
    """One condition of a stage's description in the article, in our words, with its sentence's number."""

    id: str
    sentence: int
    text: Text


class Stage(NamedTuple):
    """One stage of one axis; ``number`` counts from 1."""

    id: str
    number: int
    name: Text
    summary: Text
    statements: tuple[Statement, ...]


class Axis(NamedTuple):
    """A dimension of the matrix with its stages in order; ids of its criteria start with ``letter``."""

    id: str
    letter: str
    name: Text
    summary: Text
    stages: tuple[Stage, ...]

    def stage(self, number: int) -> Stage:
        """The stage with this number, from 1."""
        return self.stages[number - 1]

    def stage_called(self, stage_id: str) -> Stage:
        """The stage with this id; `KeyError` if there is none."""
        for stage in self.stages:
            if stage.id == stage_id:
                return stage
        raise KeyError(stage_id)


class Source(NamedTuple):
    """A work the model rests on, or a passage of one."""

    id: str
    title: Text
    where: Text
    """Authors, place and year, as far as known."""
    url: str
    """Empty where none is certain."""
    note: Text
    """How much of it could be read, and what it is used for."""
    part_of: str
    """Id of the source whose work this one is a further passage of; empty for a work of its own."""
    short: Text
    """What it is called where it is referred to: its authors or what it is; the title where the model has none."""


class DerivationKind(str, Enum):
    """How a derivation acts: it denies whatever else is stated, it is one more way to meet, or it closes a gap."""

    EXCLUDES = "excludes"
    COUNTS_AS = "counts_as"
    FILLS_IN = "fills_in"


class CarriedBy(str, Enum):
    """What carries a derivation out: its condition, the conditions of the criteria, or the format's prepared facts."""

    RULE = "rule"
    CONDITION = "condition"
    FORMAT = "format"


class Case(NamedTuple):
    """One condition of a derivation and the criteria that it settles."""

    condition: Condition | None
    """`None` where something else carries the derivation out."""
    concludes: tuple[str, ...]
    """Ids of criteria, all of one axis."""
    met: bool
    """Whether it follows that they are met, or that they are not."""
    because: Text
    """Why it follows: the reason of the derivation, or a reason of its own."""
    examples: Mapping[str, Example]
    """``concludes``: facts from which it follows; ``not``: facts that look alike and from which it does not."""


class Derivation(NamedTuple):
    """What follows from facts for criteria that ask for others. It reads stated facts only, never what was derived."""

    id: str
    kind: DerivationKind
    carried_by: CarriedBy
    title: Text
    because: Text
    name: Text
    """What it is called where it is spoken of; empty where its authors have not given it a name."""
    cases: tuple[Case, ...]
    place: Place
    file: str


class NearMiss(NamedTuple):
    """Something said that sounds like enough and is not."""

    said: Text
    reason: Text
    """Why it is not enough; empty where the words show it."""


class Decision(NamedTuple):
    """Where the border of a gate lies, in sentences as people say them."""

    enough: tuple[Text, ...]
    """Each of them meets the gate; the first is the least that must do."""
    not_enough: tuple[NearMiss, ...]
    open: tuple[Text, ...]
    """What leaves the gate unknown."""
    evidence: Text
    """What one would still like to see; the gate never asks for it."""
    because: Text
    """Why the border lies there."""


class Criterion(NamedTuple):
    """A condition with its meaning. Ids are stable and never reused."""

    id: str
    axis: str
    stage: int
    kind: Kind
    area: str
    sources: tuple[str, ...]
    statements: tuple[str, ...]
    condition: Condition
    owners: tuple[str, ...]
    effort: str
    """Key of the model's efforts; empty where there is nothing to be done."""
    after: tuple[str, ...]
    after_stage: tuple[str, int] | None
    """Axis and stage that have to be complete before, where the model says so."""
    short: Text
    """What the criterion is called in lists and pictures, whatever its outcome: a few words, at most 36 characters."""
    met: Text
    not_met: Text
    ask: Text
    """The question that an assessor puts to learn the outcome."""
    why: Text
    remedy: Text
    examples: Mapping[str, Example]
    """``met``, ``not_met`` and ``unknown``: a fragment for each outcome. Of a gate ``spoken`` as well, one sentence as
    people say it, which has to be enough, and ``bluff``, a word without its thing, which must not be."""
    place: Place
    file: str
    decision: Decision | None = None
    """`None` where the model leaves it to its condition."""
    ask_only: Mapping[str, Text] = MappingProxyType({})
    """By field: the question where nothing is missing but this field, and others with the same question."""


class Contradiction(NamedTuple):
    """Facts that do not go together; the condition is true where they clash."""

    id: str
    condition: Condition
    title: Text
    meaning: Text
    remedy: Text
    examples: Mapping[str, Example]
    """``met`` (the facts clash) and ``not_met``, at times ``unknown``."""
    criteria: tuple[str, ...]
    """Ids of the criteria concerned."""


class Hint(NamedTuple):
    """Something that whoever writes a profile may have left out or mixed up; said where the condition is true."""

    id: str
    condition: Condition
    place: tuple[str, ...]
    """Where it would be written; of a list, the entry that it is about."""
    text: Text
    examples: Mapping[str, Example]
    """``met`` (it is said) and ``not_met``, at times ``unknown``."""
    gates: tuple[str, ...] = ()
    """Gates that an answer may settle; where each of them is met, it is not said."""
    left_out: bool = False
    """Whether it is said only where nothing is written at its place."""


class Cell(NamedTuple):
    """A pair of stages, in the order of the model's axes, with its diagnosis.

    Where the model has no sentences with claims, both texts are said of a company that is in this cell for certain.
    """

    stages: tuple[int, int]
    headline: Text
    """One sentence about a company in this cell, with the placeholder ``{company}``; empty where the model has
    sentences with claims instead."""
    diagnosis: Text
    """What the cell stands for."""


class Term(NamedTuple):
    """An entry of the glossary."""

    id: str
    name: Text
    meaning: Text
    words: Text = MappingProxyType({})
    """How a text says it, separated by commas; empty where its name and what stands there in brackets are all."""


class Reason(NamedTuple):
    """One reason not to go to a stage."""

    text: Text
    claims: tuple[Claim, ...] = ()
    """What it says of the company; none where only the company itself can tell."""
    takes: tuple[Claim, ...] = ()
    """What has to be so, or may be so, that the reason means anything here, such as that both sides are there."""
    holds: bool | None = None
    """Of one company: whether its findings bear the claims out; ``None`` where nobody knows."""


class Caution(NamedTuple):
    """Reasons not to go to a stage, shown where the path enters it. ``axis`` and ``stage`` name the step."""

    axis: str
    stage: int
    text: Text
    reasons: tuple[Reason, ...]
    sources: tuple[str, ...]


class Remark(NamedTuple):
    """A note that the report shows where its condition is true and its claims are borne out."""

    id: str
    condition: Condition
    text: Text
    claims: tuple[Claim, ...] = ()
    first: tuple[str, Text] | None = None
    """Id of an axis, and what comes before all that its stages ask for: it stands in place of their remedies."""


class Bridge(NamedTuple):
    """Criteria that are shown together, since together they say how leads pass from one department to the other."""

    title: Text
    text: Text
    criteria: tuple[str, ...]
    """Their ids, in the order in which they are shown."""


class Fallback(NamedTuple):
    """When somebody with a role is there, and whose roles take its place, in this order, where nobody is."""

    there: Condition
    instead: tuple[str, ...]
    unit: str
    """The part of the company that the role belongs to, in the format's word; empty for none."""
    joined: str = ""
    """The role that takes the place of this one wherever it is there: one person for two parts of the company."""
    missing: Condition | None = None
    """When the part of the company that the role belongs to does not exist."""
    first: str = ""
    """Id of the criterion that has to be met before anything in which the role takes part, where it is missing."""
    unsure: Condition | None = None
    """When nothing is known of the part of the company that the role belongs to."""
    called: Text = MappingProxyType({})
    """What the role is called then."""
    named: Condition | None = None
    """When a profile names somebody with the role; `None` where nobody needs to be named to be asked."""


class Rephrasing(NamedTuple):
    """A situation in which a company is not as texts of the model take it to be, and how they speak then."""

    id: str
    when: Condition
    phrases: Mapping[str, tuple[tuple[str, str], ...]]
    """By language what is said instead of what, in the order in which it is looked for."""

    def said(self, text: Text) -> Text:
        """A text in these words."""
        return MappingProxyType({language: self._in(language, said) for language, said in text.items()})

    def _in(self, language: str, said: str) -> str:
        for phrase, instead in self.phrases.get(language, ()):
            said = said.replace(phrase, instead)
        return said


def rephrased(text: Text, situations: Iterable[Rephrasing]) -> Text:
    """A text as it speaks where a company is in all of these situations, one after the other."""
    for one in situations:
        text = one.said(text)
    return text


class Extension(NamedTuple):
    """What a company has added to a model: ids of its own criteria and measures."""

    id: str
    version: str
    name: Text
    criteria: tuple[str, ...]
    measures: tuple[str, ...]


class _Index(NamedTuple):
    """Parts of a model by what they are looked up by, in the model's order."""

    criteria: Mapping[str, Criterion]
    gates: Mapping[tuple[str, int], tuple[Criterion, ...]]
    """By axis and stage."""
    measures: Mapping[str, Measure]
    satisfying: Mapping[str, tuple[Measure, ...]]
    """Measures by the criterion that they satisfy."""
    derivations: Mapping[str, tuple[tuple[Derivation, Case], ...]]
    """By the criterion that they conclude for, in the order in which they stand around its condition."""

    @classmethod
    def of(
        cls, criteria: Iterable[Criterion], measures: Iterable[Measure], derivations: Iterable[Derivation]
    ) -> "_Index":
        """The registers of these; of several criteria or measures with one id, the first counts."""
        by_id: dict[str, Criterion] = {}
        gates: dict[tuple[str, int], tuple[Criterion, ...]] = {}
        for criterion in criteria:
            by_id.setdefault(criterion.id, criterion)
            if criterion.kind is Kind.GATE:
                place = criterion.axis, criterion.stage
                gates[place] = (*gates.get(place, ()), criterion)
        steps: dict[str, Measure] = {}
        satisfying: dict[str, tuple[Measure, ...]] = {}
        for measure in measures:
            steps.setdefault(measure.id, measure)
            for criterion_id in dict.fromkeys(measure.satisfies):
                satisfying[criterion_id] = (*satisfying.get(criterion_id, ()), measure)
        return cls(
            MappingProxyType(by_id),
            MappingProxyType(gates),
            MappingProxyType(steps),
            MappingProxyType(satisfying),
            around_conditions(derivations),
        )


def around_conditions(derivations: Iterable[Derivation]) -> Mapping[str, tuple[tuple[Derivation, Case], ...]]:
    """By criterion the cases with a condition that conclude for it: those that exclude, count, fill in, then deny."""
    found: dict[str, list[tuple[Derivation, Case]]] = {}
    for derivation in derivations:
        for case in derivation.cases:
            for criterion_id in case.concludes if case.condition is not None else ():
                found.setdefault(criterion_id, []).append((derivation, case))
    return MappingProxyType({criterion_id: tuple(sorted(cases, key=_rank)) for criterion_id, cases in found.items()})


def _rank(entry: tuple[Derivation, Case]) -> int:
    derivation, case = entry
    return _RANKS[derivation.kind, case.met]


_RANKS: Mapping[tuple[DerivationKind, bool], int] = MappingProxyType(
    {
        (DerivationKind.EXCLUDES, False): 0,
        (DerivationKind.COUNTS_AS, True): 1,
        (DerivationKind.FILLS_IN, True): 2,
        (DerivationKind.FILLS_IN, False): 3,
    }
)


class _Parts(NamedTuple):
    """What a model consists of."""

    id: str
    version: str
    languages: tuple[str, ...]
    name: Text
    summary: Text
    axes: tuple[Axis, Axis]
    """First the horizontal axis, then the vertical one."""
    path_order: tuple[str, ...]
    """Ids of the axes: which of them takes its step first where the path goes along the ideal line."""
    areas: Mapping[str, Text]
    owners: Mapping[str, Text]
    efforts: Mapping[str, Text]
    """From the smallest to the largest."""
    limits: Mapping[str, int]
    """Named numbers for conditions, such as ``limits.lived_days``."""
    criteria: tuple[Criterion, ...]
    cells: Mapping[tuple[int, int], Cell]
    intersections: tuple[Text, ...]
    regions: Mapping[str, Text]
    """Names of the positions: ``on``, ``above``, ``below``."""
    region_shorts: Mapping[str, Text]
    """The same in a word or two, for the corners of the picture; the names where a model has none."""
    region_texts: Mapping[str, Text]
    contradictions: tuple[Contradiction, ...]
    hints: tuple[Hint, ...]
    """Said while a profile is written, never in a report."""
    cautions: tuple[Caution, ...]
    glossary: tuple[Term, ...]
    sources: tuple[Source, ...]
    remarks: tuple[Remark, ...]
    """Notes for situations that facts decide."""
    facts: Mapping[str, Condition]
    """By name what claims may say of a company beside what criteria ask for."""
    sizes: tuple[SizeClass, ...]
    """Classes of company size for efforts, from the smallest."""
    quick_days: int
    """A measure of at most so many likely person-days that closes a gate is a quick win."""
    measures: tuple[Measure, ...]
    """In the order in which equals are taken."""
    derivations: tuple[Derivation, ...] = ()
    """What follows from what; they are put around the conditions of the criteria that they conclude for."""
    also: Mapping[str, Text] = MappingProxyType({})
    """Kinds of what measures can ask for beyond their effort."""
    quick_weeks: int | None = None
    """A quick win lasts no longer; `None`: however long it takes."""
    most_weeks: Mapping[str, int] = MappingProxyType({})
    """By key of ``efforts``: in how many weeks a criterion of this effort can be met by one measure at least."""
    bridge: Bridge | None = None
    """What is shown together of the interface between two departments, if the model says so."""
    voice: Voice | None = None
    """What is said of a company, sentence by sentence with its claims; `None` where the cells' own texts have to do."""
    fallbacks: Mapping[str, Fallback] = MappingProxyType({})
    """By role who answers where it is not filled; a role that is not named here is always there."""
    rephrasings: tuple[Rephrasing, ...] = ()
    extension: Extension | None = None
    """What a company has added."""
    sha256: str = ""
    """Hash over the contents of all its files with line ends as LF, in hexadecimal digits."""


class Model(_Parts):
    """A complete maturity model with two axes of equally many stages."""

    @cached_property
    def _index(self) -> _Index:
        return _Index.of(self.criteria, self.measures, self.derivations)

    def axis(self, axis_id: str) -> Axis:
        """The axis with this id; `KeyError` if there is none."""
        for axis in self.axes:
            if axis.id == axis_id:
                return axis
        raise KeyError(axis_id)

    def axis_index(self, axis_id: str) -> int:
        """0 for the horizontal axis, 1 for the vertical one; `ValueError` for any other."""
        return [axis.id for axis in self.axes].index(axis_id)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; `KeyError` if there is none."""
        return self._index.criteria[criterion_id]

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id; `KeyError` if there is none."""
        return self._index.measures[measure_id]

    def measures_for(self, criterion_id: str) -> tuple[Measure, ...]:
        """The measures that satisfy a criterion, in the model's order."""
        return self._index.satisfying.get(criterion_id, ())

    def derivations_for(self, criterion_id: str) -> tuple[tuple[Derivation, Case], ...]:
        """What concludes for a criterion, in the order in which `Derived` holds the conditions."""
        return self._index.derivations.get(criterion_id, ())

    def size_of(self, employees: int | None) -> SizeClass:
        """The class of a company's size; the middle one where the number of employees is not known."""
        if employees is None:
            return self.sizes[(len(self.sizes) - 1) // 2]
        return next(size for size in self.sizes if size.up_to is None or employees <= size.up_to)

    def gates(self, axis: str, stage: int) -> tuple[Criterion, ...]:
        """The gates of one stage of one axis, in the model's order."""
        return self._index.gates.get((axis, stage), ())
