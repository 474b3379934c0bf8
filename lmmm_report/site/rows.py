"""What is kept of each report for the pages about several: slim, and of no language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lmmm_report.domain.assessment import Assessment, Outcome
from lmmm_report.domain.history import EarlierPosition
from lmmm_report.domain.measure import Effort, Total
from lmmm_report.domain.model import Criterion, Kind, Model
from lmmm_report.domain.needs import needs_of
from lmmm_report.domain.profile import Company
from lmmm_report.domain.shift import Span
from lmmm_report.domain.totals import total_of
from lmmm_report.report.words.sentences import headline_in

Stages = tuple[int, int]

LETTERS = {Outcome.MET: "m", Outcome.NOT_MET: "n", Outcome.UNKNOWN: "u", Outcome.NOT_APPLICABLE: "a"}
"""Outcomes of gates as one letter each, so that a unit's gates are one short text."""
OUTCOMES = {letter: outcome.value for outcome, letter in LETTERS.items()}


class Work(NamedTuple):
    """A measure of the next step of one unit."""

    measure: str
    effort: Effort
    closes: int
    """How many open gates it closes."""
    waits: tuple[str, ...] = ()
    """Ids of the unit's measures that have to be carried out before it."""
    sure: bool = True
    """Whether it is needed whatever the open answers are."""


class NextStep(NamedTuple):
    """The next step of one unit towards its target: what is open there, and what carrying it out costs."""

    axis: int
    """Place of the axis in the model."""
    stage: int
    gates: tuple[str, ...]
    """Ids of the stage's gates that apply."""
    effort: Total | None
    work: tuple[Work, ...]

    @property
    def certain(self) -> bool:
        """Whether all of its measures are needed whatever the open answers are."""
        return all(one.sure for one in self.work)

    @property
    def least(self) -> Total:
        """What is left of the effort if all open answers turn out well."""
        return total_of(one.effort for one in self.work if one.sure)


class UnitRow(NamedTuple):
    """One report. It holds nothing of who said what, no note and no decision: these stand in the report alone."""

    name: str
    """Of its files below the output folder, without language and ending."""
    company: Company
    day: date
    low: Stages
    high: Stages
    sides: tuple[str, ...]
    """On which sides of the ideal line the cells lie in which it may stand, the proven one's first."""
    distance: int
    """Of the proven cell from the line, in stages."""
    target: Stages
    target_stated: bool
    target_by: date | None
    outcomes: str
    """A letter for each gate of the model, in its order."""
    step: NextStep | None
    """`None` where it stands where it wants to stand."""
    whole: Total | None
    """Effort of the whole way; `None` where the plan does not reach the target."""
    asks: tuple[str, ...]
    """Ids of gates whose questions are open, the most decisive first."""
    answered: int
    gates: int
    headlines: Mapping[str, str]
    links: Mapping[str, tuple[tuple[str, str], ...]]
    """By language label and address, seen from the folder itself, the most important first."""
    earlier: tuple[EarlierPosition, ...]

    @property
    def label(self) -> str:
        """The company's name with its unit."""
        return self.company.label

    @property
    def spans(self) -> tuple[Span, Span]:
        """Of each axis the proven stage and the highest possible one."""
        (a, b), (c, d) = self.low, self.high
        return (a, c), (b, d)

    @property
    def firm(self) -> bool:
        """Whether the cell is the same whatever the open answers are."""
        return self.low == self.high

    def home(self, language: str) -> str:
        """Address of the page, or of the first other file; empty where none is made."""
        links = self.links.get(language, ())
        return links[0][1] if links else ""

    def address(self, language: str, up: str) -> str:
        """The same seen from a page; ``up``: the way from there to the folder of all."""
        home = self.home(language)
        return up + home if home else ""


class Broken(NamedTuple):
    """A profile that cannot be read at present. What was last made of it stays, and is named with its date."""

    name: str
    """Of its files below the output folder, without language and ending."""
    file: str
    """Name of the profile, without its folders."""
    line: int | None
    """Of its first problem."""
    problems: int
    said: Mapping[str, str]
    """The first problem by language; empty where it is not to be told."""
    last: date | None
    """Date of the assessment of its last report; `None` where it has none."""
    links: Mapping[str, tuple[tuple[str, str], ...]]
    """Of that report, as in a row."""
    counted: bool
    """Whether the last report is among the units that are counted."""


def by_name(rows: Iterable[UnitRow]) -> list[UnitRow]:
    """Units as they stand in lists."""
    return sorted(rows, key=lambda row: (row.label.casefold(), row.name))


def gates_of(model: Model) -> tuple[Criterion, ...]:
    """The gates in the order of the letters."""
    return tuple(c for c in model.criteria if c.kind is Kind.GATE)


def row_of(
    assessment: Assessment,
    name: str,
    *,
    links: Mapping[str, tuple[tuple[str, str], ...]],
    earlier: Sequence[EarlierPosition],
) -> UnitRow:
    """What is kept of one assessment."""
    a, findings = assessment, assessment.by_id
    positions = tuple(dict.fromkeys(position.side.value for position in a.positions))
    return UnitRow(
        name=name,
        company=a.profile.company,
        day=a.profile.date,
        low=a.cell.stages,
        high=a.highest.stages,
        sides=positions,
        distance=a.position.distance,
        target=a.gap.target,
        target_stated=a.gap.stated,
        target_by=a.profile.target.by,
        outcomes="".join(LETTERS[findings[c.id].outcome] for c in gates_of(a.model)),
        step=_step(a),
        whole=a.plan.effort if a.plan.reached else None,
        asks=tuple(
            dict.fromkeys(f.criterion.id for q in a.questions for f in q.findings if f.criterion.kind is Kind.GATE)
        ),
        answered=a.certainty.answered,
        gates=a.certainty.gates,
        headlines={language: headline_in(language, a) for language in a.model.languages},
        links=links,
        earlier=tuple(earlier),
    )


def _step(a: Assessment) -> NextStep | None:
    if not a.gap.steps:
        return None
    step = a.gap.steps[0]
    axis = next(index for index, one in enumerate(a.model.axes) if one.id == step.axis.id)
    gates = a.axes[axis].stages[step.stage.number - 1].gates
    planned = next((one for one in a.plan.steps if one.number == step.number), None)
    before = _before(a)
    return NextStep(
        axis=axis,
        stage=step.stage.number,
        gates=tuple(f.criterion.id for f in gates if f.outcome is not Outcome.NOT_APPLICABLE),
        effort=planned.effort if planned is not None and planned.measures else None,
        work=tuple(
            Work(one.measure.id, one.effort, len(one.closes), before[one.number], sure=not one.if_no)
            for one in (planned.measures if planned else ())
        ),
    )


def _before(a: Assessment) -> Mapping[int, tuple[str, ...]]:
    """By the number of each planned measure those that have to be carried out first."""
    ids = {planned.number: planned.measure.id for planned in a.plan.measures}
    return {
        number: tuple(dict.fromkeys(ids[other] for _, other in needs))
        for number, needs in needs_of(a.plan.measures, a.by_id).items()
    }
